// As from_chars.cpp, with the fast_float library.

#include <fast_float/fast_float.h>

#include <cstdlib>
#include <system_error>

#include "benchmarks/csv_read/contestants.hpp"

namespace csv_read {

std::vector<float> fast_float(std::string_view text) {
  std::vector<float> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    float value = 0;
    const auto result = ::fast_float::from_chars(at, end, value);
    if (result.ec != std::errc{}) std::abort();
    values.push_back(value);
    at = result.ptr + 1;
  }
  return values;
}

}  // namespace csv_read
