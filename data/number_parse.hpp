/// Text to float32, correctly rounded (to nearest, ties to even), whatever its length.
#pragma once

#include <string_view>

namespace espalier::data {

enum class NumberError {
  None,
  Empty,       ///< nothing but blanks: a missing value
  NotANumber,  ///< or something follows the number
  OutOfRange,  ///< finite text whose magnitude rounds beyond float32
};

struct ParsedNumber {
  float value = 0;  ///< NaN where Empty, 0 where NotANumber, an infinity where OutOfRange
  NumberError error = NumberError::None;
};

/// Space, tab, carriage return, vertical tab, form feed: what may stand around a number.
[[nodiscard]] constexpr bool is_blank(char byte) noexcept {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\v' || byte == '\f';
}

/// `text` without the blanks around it.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Accepts what Python's float() accepts of plain text: sign, decimal digits, a point, an
/// exponent, "nan", "inf", "infinity" in any case; blanks around it. No hexadecimal, no
/// underscores. What is too small for float32 (1e-50) is a zero of its sign.
[[nodiscard]] ParsedNumber parse_float(std::string_view text) noexcept;

}  // namespace espalier::data
