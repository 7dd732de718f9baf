/// Texts as the container's Python reads and prints them. Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::train {

/// Which Python reads: 2.7 (the Legacy image) has no underscores in numbers.
enum class Python { Two, Three };

struct PythonInt {
  long long value = 0;  ///< at the ends of its range where the number is beyond it
  std::string text;     ///< str() of it, whatever its size
};

/// int(text); nothing where Python raises ValueError.
std::optional<PythonInt> parse_int(std::string_view text, Python version);
/// float(text); nothing where Python raises ValueError.
std::optional<double> parse_float(std::string_view text, Python version);

/// "(1, 0, -1)", "[1, 0]", "1,0": the literal of a sequence of integers.
std::optional<std::vector<long long>> parse_tuple(std::string_view text);
/// "[[1, 2], [3]]": the literal of a sequence of sequences of integers.
std::optional<std::vector<std::vector<long long>>> parse_nested_list(
    std::string_view text);

/// repr() of a float, of a tuple, and of lists.
std::string repr(double value);
std::string repr_tuple(std::span<const long long> items);
std::string repr_list(std::span<const long long> items);
std::string repr_nested_list(std::span<const std::vector<long long>> items);
std::string repr_list(std::span<const std::string> items);
std::string repr_list(std::span<const std::string_view> items);

}  // namespace espalier::train
