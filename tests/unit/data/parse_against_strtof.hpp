/// parse_float() against the C library's strtof(), which rounds correctly too.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "data/number_parse.hpp"

namespace espalier::data {

/// What differs, bit for bit; nothing if nothing does.
/// Requires: `text` is a decimal number.
inline std::string parses_as_strtof(const std::string& text) {
  const float expected = std::strtof(text.c_str(), nullptr);
  const ParsedNumber number = parse_float(text);
  const NumberError error =
      std::isinf(expected) ? NumberError::OutOfRange : NumberError::None;
  if (number.error == error && std::bit_cast<std::uint32_t>(number.value) ==
                                   std::bit_cast<std::uint32_t>(expected)) {
    return {};
  }
  return text + " gave " + std::to_string(number.value) + ", not " +
         std::to_string(expected);
}

/// A decimal larger in magnitude by less than any float can tell.
inline std::string just_above(const std::string& text) {
  const std::size_t mark = text.find('e');
  const std::string digits = text.substr(0, mark);
  const bool point = digits.find('.') != std::string::npos;
  return digits + (point ? "" : ".") + "00000000000000000000000001" +
         (mark == std::string::npos ? "" : text.substr(mark));
}

/// A decimal smaller in magnitude by less than one in its last place.
inline std::string just_below(std::string text) {
  const std::size_t mark = std::min(text.find('e'), text.size());
  const std::size_t last = text.find_last_of("123456789", mark - 1);
  --text[last];
  return text.substr(0, last + 1) + std::string(text.substr(last + 1, mark - last - 1)) +
         (text.substr(0, mark).find('.') == std::string::npos ? ".9" : "9") +
         text.substr(mark);
}

/// Of 1 to 25 digits, with or without sign, point and exponent.
inline std::string random_decimal(std::mt19937_64& random) {
  std::string text = random() % 2 == 0 ? "" : "-";
  const std::size_t digits = 1 + random() % 25;
  const std::size_t point = random() % (digits + 3);
  for (std::size_t i = 0; i < digits; ++i) {
    if (i == point) text += '.';
    text += static_cast<char>('0' + random() % 10);
  }
  if (random() % 3 == 0) {
    text += 'e';
    text += std::to_string(static_cast<int>(random() % 100) - 60);
  }
  return text;
}

}  // namespace espalier::data
