#include "engine/train/python_literal.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <system_error>

#include "data/number_format.hpp"

namespace espalier::train {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// `text` without its underscores; nothing where one does not stand between two digits.
std::optional<std::string> without_underscores(std::string_view text, Python version) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      plain += text[i];
      continue;
    }
    const bool between =
        i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (!between || version == Python::Two) return std::nullopt;
  }
  return plain;
}

/// Whether `text` is DIGITS [. DIGITS] [e [sign] DIGITS], with a digit before the e.
bool is_decimal(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - begin;
  };
  std::size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    mantissa += digits();
  }
  if (mantissa == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

/// Requires: is_decimal(text). Beyond double's range it is infinity or 0, as in Python;
/// long double's wider range tells the two apart.
double decimal_value(const std::string& text) {
  const char* end = text.data() + text.size();
  double value = 0;
  if (std::from_chars(text.data(), end, value).ec == std::errc()) return value;
  long double wide = 0;
  if (std::from_chars(text.data(), end, wide).ec == std::errc()) {
    return wide > 1 ? std::numeric_limits<double>::infinity() : static_cast<double>(wide);
  }
  const bool tiny =
      text.find("e-") != std::string::npos || text.find("E-") != std::string::npos;
  return tiny ? 0 : std::numeric_limits<double>::infinity();
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return result;
}

/// Reads bracketed sequences of integers from the front of a text.
class SequenceParser {
 public:
  explicit SequenceParser(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

  /// `(`item`,` … `)` or `[` … `]`, each item read by `item`.
  template <typename Item>
  bool sequence(const Item& item) {
    if (take('(')) return items(')', item);
    return take('[') && items(']', item);
  }

  bool integer(std::vector<long long>& into) {
    skip_blanks();
    std::size_t length = 0;
    while (length < rest_.size() &&
           (is_digit(rest_[length]) || rest_[length] == '_' || is_sign(rest_[length]))) {
      ++length;
    }
    const auto value = parse_int(rest_.substr(0, length), Python::Three);
    if (!value) return false;
    rest_.remove_prefix(length);
    into.push_back(value->value);
    return true;
  }

 private:
  static bool is_sign(char c) { return c == '+' || c == '-'; }

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }

  bool take(char c) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  template <typename Item>
  bool items(char close, const Item& item) {
    while (!take(close)) {
      if (!item()) return false;
      if (!take(',')) return take(close);
    }
    return true;
  }

  std::string_view rest_;
};

template <typename Items, typename Repr>
std::string joined(const Items& items, const Repr& item_repr) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += ", ";
    text += item_repr(item);
  }
  return text;
}

std::string quoted(std::string_view text) {
  const bool apostrophe = text.find('\'') != std::string_view::npos;
  const char quote = apostrophe ? '"' : '\'';
  return quote + std::string(text) + quote;
}

std::string digits_of(long long value) { return std::to_string(value); }

}  // namespace

std::optional<PythonInt> parse_int(std::string_view text, Python version) {
  const auto plain = without_underscores(strip(text), version);
  if (!plain) return std::nullopt;
  std::string_view digits = *plain;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  const auto significant = digits.find_first_not_of('0');
  digits.remove_prefix(std::min(significant, digits.size() - 1));

  PythonInt result;
  result.text = (negative && digits != "0" ? "-" : "") + std::string(digits);
  const char* begin = result.text.data();
  const auto [end, error] =
      std::from_chars(begin, begin + result.text.size(), result.value);
  if (error != std::errc()) {
    result.value = negative ? std::numeric_limits<long long>::min()
                            : std::numeric_limits<long long>::max();
  }
  return result;
}

std::optional<double> parse_float(std::string_view text, Python version) {
  const auto plain = without_underscores(strip(text), version);
  if (!plain) return std::nullopt;
  std::string_view rest = *plain;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const std::string word = lower(rest);
  double value = 0;
  if (word == "inf" || word == "infinity") {
    value = std::numeric_limits<double>::infinity();
  } else if (word == "nan") {
    value = std::numeric_limits<double>::quiet_NaN();
  } else if (is_decimal(rest)) {
    value = decimal_value(std::string(rest));
  } else {
    return std::nullopt;
  }
  return negative ? -value : value;
}

std::optional<std::vector<long long>> parse_tuple(std::string_view text) {
  text = strip(text);
  const bool bare = !text.starts_with('(') && !text.starts_with('[');
  if (bare && text.find(',') == std::string_view::npos) return std::nullopt;
  const std::string bracketed = bare ? "(" + std::string(text) + ")" : std::string(text);
  // In Python a pair of round brackets is a tuple only with a comma in it.
  if (bracketed.starts_with('(') && bracketed.find(',') == std::string::npos) {
    return std::nullopt;
  }
  SequenceParser parser(bracketed);
  std::vector<long long> items;
  if (!parser.sequence([&] { return parser.integer(items); }) || !parser.at_end()) {
    return std::nullopt;
  }
  return items;
}

std::optional<std::vector<std::vector<long long>>> parse_nested_list(
    std::string_view text) {
  SequenceParser parser(text);
  std::vector<std::vector<long long>> items;
  const auto inner = [&] {
    items.emplace_back();
    return parser.sequence([&] { return parser.integer(items.back()); });
  };
  if (!parser.sequence(inner) || !parser.at_end()) return std::nullopt;
  return items;
}

std::string repr(double value) {
  std::string text;
  data::append_python_repr(text, value);
  return text;
}

std::string repr_tuple(std::span<const long long> items) {
  return "(" + joined(items, digits_of) + (items.size() == 1 ? ",)" : ")");
}

std::string repr_list(std::span<const long long> items) {
  return "[" + joined(items, digits_of) + "]";
}

std::string repr_nested_list(std::span<const std::vector<long long>> items) {
  return "[" + joined(items, [](const auto& inner) { return repr_list(inner); }) + "]";
}

std::string repr_list(std::span<const std::string> items) {
  return "[" + joined(items, quoted) + "]";
}

std::string repr_list(std::span<const std::string_view> items) {
  return "[" + joined(items, quoted) + "]";
}

}  // namespace espalier::train
