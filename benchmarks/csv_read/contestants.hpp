/// The contestants: each turns the same plain CSV text (LF, commas, no quotes, no missing
/// values) into its numbers, row by row, and stops the program where it cannot.
#pragma once

#include <string_view>
#include <vector>

namespace csv_read {

std::vector<float> ours(std::string_view text);
std::vector<float> from_chars(std::string_view text);
std::vector<float> fast_float(std::string_view text);
std::vector<float> fast_cpp_csv_parser(std::string_view text);

}  // namespace csv_read
