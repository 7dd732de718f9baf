// Two parsers agree: parse_float() accepts the plain decimals that strtof() accepts and
// gives its value, bit for bit. And what is printed reads back: the first bytes, taken as
// a float32 and a float64, survive append_shortest() and append_python_repr().

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "data/number_format.hpp"
#include "data/number_parse.hpp"

namespace {

using namespace espalier::data;

void require(bool holds) {
  if (!holds) std::abort();
}

template <typename Float, typename Bits>
bool same(Float left, Float right) {
  if (std::isnan(left) && std::isnan(right)) return true;
  return std::bit_cast<Bits>(left) == std::bit_cast<Bits>(right);
}

/// What strtof() has beyond decimals: hexadecimal and nan(...).
bool is_plain(std::string_view text) {
  return text.find_first_of("xX()") == std::string_view::npos &&
         text.find('\0') == std::string_view::npos;
}

void check_parse(const std::string& text) {
  const ParsedNumber number = parse_float(text);
  if (!is_plain(text)) {
    require(number.error == NumberError::NotANumber ||
            number.error == NumberError::Empty);
    return;
  }
  const std::string trimmed(trim(text));
  if (trimmed.empty()) {
    require(number.error == NumberError::Empty && std::isnan(number.value));
    return;
  }
  char* end = nullptr;
  const float expected = std::strtof(trimmed.c_str(), &end);
  const bool whole = *end == '\0' && trimmed.front() != '\n';
  require(whole == (number.error != NumberError::NotANumber));
  if (!whole) return;
  require(same<float, std::uint32_t>(number.value, expected));
  const bool word = trimmed.find_first_of("nN") != std::string::npos;
  require((number.error == NumberError::OutOfRange) == (std::isinf(expected) && !word));
}

template <typename Float>
Float front_of(std::string_view bytes) {
  Float value = 0;
  std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof value));
  return value;
}

void check_format(std::string_view bytes) {
  const auto single = front_of<float>(bytes);
  std::string text;
  append_shortest(text, single);
  require(same<float, std::uint32_t>(parse_float(text).value, single));
  text.clear();
  append_python_repr(text, static_cast<double>(single));
  require(same<float, std::uint32_t>(parse_float(text).value, single));
  const auto wide = front_of<double>(bytes);
  text.clear();
  append_python_repr(text, wide);
  require(same<double, std::uint64_t>(std::strtod(text.c_str(), nullptr), wide));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_parse(std::string(bytes));
  check_format(bytes);
  return 0;
}
