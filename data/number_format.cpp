#include "data/number_format.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace espalier::data {

namespace {

constexpr std::size_t kLongest = 32;  // "-1.2345678901234567e-308" and room to spare

/// The shortest digits of a positive finite number and where the point stands.
struct Decimal {
  std::array<char, kLongest> digits{};
  int count = 0;
  int exponent = 0;  ///< of the first digit: the value is d.ddd * 10^exponent
};

Decimal shortest_digits(double value) {
  std::array<char, kLongest> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  Decimal decimal;
  const char* at = text.data();
  for (; *at != 'e'; ++at) {
    if (*at != '.') decimal.digits[static_cast<std::size_t>(decimal.count++)] = *at;
  }
  ++at;
  if (*at == '+') ++at;
  std::from_chars(at, end, decimal.exponent);
  return decimal;
}

void append_zeros(std::string& out, int count) {
  if (count > 0) out.append(static_cast<std::size_t>(count), '0');
}

void append_fixed(std::string& out, const Decimal& decimal) {
  const std::string_view digits{decimal.digits.data(),
                                static_cast<std::size_t>(decimal.count)};
  if (decimal.exponent < 0) {
    out += "0.";
    append_zeros(out, -decimal.exponent - 1);
    out += digits;
    return;
  }
  const int whole = decimal.exponent + 1;
  if (decimal.count <= whole) {
    out += digits;
    append_zeros(out, whole - decimal.count);
    out += ".0";
  } else {
    out += digits.substr(0, static_cast<std::size_t>(whole));
    out += '.';
    out += digits.substr(static_cast<std::size_t>(whole));
  }
}

void append_scientific(std::string& out, const Decimal& decimal) {
  out += decimal.digits.front();
  if (decimal.count > 1) {
    out += '.';
    out.append(decimal.digits.data() + 1, static_cast<std::size_t>(decimal.count - 1));
  }
  out += decimal.exponent < 0 ? "e-" : "e+";
  const int magnitude = std::abs(decimal.exponent);
  if (magnitude < 10) out += '0';
  out += std::to_string(magnitude);
}

}  // namespace

void append_shortest(std::string& out, float value) {
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  std::array<char, kLongest> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), end);
}

void append_python_repr(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  if (std::signbit(value)) out += '-';
  value = std::abs(value);
  if (std::isinf(value)) {
    out += "inf";
  } else if (value == 0) {
    out += "0.0";
  } else {
    // float_repr_style "short": positional for exponents -4 to 15, else scientific with
    // at least two digits of exponent (CPython, Python/pystrtod.c, format_float_short).
    const Decimal decimal = shortest_digits(value);
    if (decimal.exponent >= -4 && decimal.exponent < 16) {
      append_fixed(out, decimal);
    } else {
      append_scientific(out, decimal);
    }
  }
}

}  // namespace espalier::data
