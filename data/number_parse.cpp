#include "data/number_parse.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
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

/// Digits with or without a point, few enough that a double holds them exactly; the
/// quotient of two exact doubles is the double nearest to the number. Rounding that once
/// more, to float32, errs only where the first rounding has put it on the midpoint of two
/// floats, which is left to the careful way, as is all else.
std::optional<float> parse_short(std::string_view text) noexcept {
  constexpr std::array<double, 20> kPowersOfTen = {
      1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
      1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
  if (text.size() >= kPowersOfTen.size()) return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    digits = digits * 10 + static_cast<std::uint64_t>(text[at] - '0');
  }
  std::size_t behind_point = 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t point = at++;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      digits = digits * 10 + static_cast<std::uint64_t>(text[at] - '0');
    }
    behind_point = at - point - 1;
  }
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
  if (at != text.size() || digits > kExact || text == ".") {
    return std::nullopt;
  }
  const double value = static_cast<double>(digits) / kPowersOfTen[behind_point];
  constexpr std::uint64_t kBelowFloat = (std::uint64_t{1} << 29U) - 1;
  constexpr std::uint64_t kMidpoint = std::uint64_t{1} << 28U;
  if ((std::bit_cast<std::uint64_t>(value) & kBelowFloat) == kMidpoint) {
    return std::nullopt;
  }
  return static_cast<float>(value);
}

ParsedNumber parse_decimal(std::string_view text) noexcept {
  if (const auto number = parse_short(text)) return {*number};
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
