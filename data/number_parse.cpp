#include "data/number_parse.hpp"

#include <charconv>
#include <limits>
#include <system_error>

namespace espalier::data {

namespace {

constexpr bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }

/// Whether `text` is `word` in any case; `word` is in lower case.
bool is_word(std::string_view text, std::string_view word) noexcept {
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char byte = text[i];
    const char lower =
        byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    if (lower != word[i]) return false;
  }
  return true;
}

ParsedNumber parse_word(std::string_view text) noexcept {
  if (is_word(text, "nan")) return {std::numeric_limits<float>::quiet_NaN()};
  if (is_word(text, "inf") || is_word(text, "infinity")) {
    return {std::numeric_limits<float>::infinity()};
  }
  return {0, NumberError::NotANumber};
}

/// Whether a decimal number outside float32's normal range is large rather than small:
/// the sign of the power of ten of its first digit that is not 0.
/// Requires: `text` is a whole decimal number, not zero, without a sign.
bool is_large(std::string_view text) noexcept {
  const std::size_t mark = text.find_first_of("eE");
  const std::string_view digits = text.substr(0, mark);
  const std::size_t point = digits.find('.');
  const std::size_t whole = point == std::string_view::npos ? digits.size() : point;
  const std::size_t first = digits.find_first_of("123456789");
  long long power = first < whole ? static_cast<long long>(whole - first)
                                  : -static_cast<long long>(first - whole);
  if (mark == std::string_view::npos) return power > 0;
  std::string_view exponent = text.substr(mark + 1);
  const bool negative = exponent.front() == '-';
  if (negative || exponent.front() == '+') exponent.remove_prefix(1);
  long long magnitude = 0;
  constexpr long long kEnough = 1'000'000'000'000;  // beyond any length of text
  for (const char digit : exponent) {
    if (magnitude < kEnough) magnitude = magnitude * 10 + (digit - '0');
  }
  power += negative ? -magnitude : magnitude;
  return power > 0;
}

ParsedNumber parse_decimal(std::string_view text) noexcept {
  float value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ptr != end || result.ec == std::errc::invalid_argument) {
    return {0, NumberError::NotANumber};
  }
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (result.ec == std::errc::result_out_of_range) {
    return is_large(text) ? ParsedNumber{kInfinity, NumberError::OutOfRange}
                          : ParsedNumber{0};
  }
  return value == kInfinity ? ParsedNumber{value, NumberError::OutOfRange}
                            : ParsedNumber{value};
}

}  // namespace

ParsedNumber parse_float(std::string_view text) noexcept {
  text = trim(text);
  if (text.empty()) {
    return {std::numeric_limits<float>::quiet_NaN(), NumberError::Empty};
  }
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  if (text.empty()) return {0, NumberError::NotANumber};
  const bool decimal = is_digit(text.front()) || text.front() == '.';
  ParsedNumber number = decimal ? parse_decimal(text) : parse_word(text);
  if (negative) number.value = -number.value;
  return number;
}

}  // namespace espalier::data
