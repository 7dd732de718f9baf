// The least a program can do: std::from_chars from cell to cell, nothing checked but that
// a number is there.

#include <charconv>
#include <cstdlib>
#include <system_error>

#include "benchmarks/csv_read/contestants.hpp"

namespace csv_read {

std::vector<float> from_chars(std::string_view text) {
  std::vector<float> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    float value = 0;
    const auto result = std::from_chars(at, end, value);
    if (result.ec != std::errc{}) std::abort();
    values.push_back(value);
    at = result.ptr + 1;
  }
  return values;
}

}  // namespace csv_read
