// fast-cpp-csv-parser's LineReader for the lines (its columns are fixed when compiled,
// which a bulk reader cannot use) and std::from_chars for the cells.

#include <libfccp/csv.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "benchmarks/csv_read/contestants.hpp"

namespace csv_read {

std::vector<float> fast_cpp_csv_parser(std::string_view text) {
  std::vector<float> values;
  io::LineReader lines("memory", text.data(), text.data() + text.size());
  while (const char* at = lines.next_line()) {
    const char* const end = at + std::strlen(at);
    while (at < end) {
      float value = 0;
      const auto result = std::from_chars(at, end, value);
      if (result.ec != std::errc{}) std::abort();
      values.push_back(value);
      at = result.ptr + 1;
    }
  }
  return values;
}

}  // namespace csv_read
