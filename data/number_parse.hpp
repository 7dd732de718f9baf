/// Text to float32, correctly rounded (to nearest, ties to even), whatever its length.
#pragma once

#include <string_view>

namespace espalier::data {

enum class NumberError {
  None,
  Empty,         ///< nothing but blanks: a missing value
  NotANumber,    ///< or something follows the number
  OutOfRange,    ///< finite text whose magnitude rounds beyond float32
};

struct ParsedNumber {
  float value = 0;  ///< NaN where Empty
  NumberError error = NumberError::None;
};

/// Accepts what Python's float() accepts of plain text: sign, decimal digits, a point, an
/// exponent, "nan", "inf", "infinity" in any case; blanks around it. No hexadecimal, no
/// underscores.
ParsedNumber parse_float(std::string_view text) noexcept;

}  // namespace espalier::data
