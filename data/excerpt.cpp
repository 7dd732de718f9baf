#include "data/excerpt.hpp"

namespace espalier::data {

namespace {

bool continues(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the character at the front of `text`: 0 if there is no well-formed one.
/// The second byte's narrower ranges are those of table 3-7 of the Unicode standard.
std::size_t character_length(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  const bool out_of_range =
      (lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ||
      (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU);
  return out_of_range ? 0 : length;
}

void append_hexadecimal(std::string& out, char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  out += "\\x";
  out += kDigits[value / 16U];
  out += kDigits[value % 16U];
}

void append_printable(std::string& out, std::string_view character) {
  const char first = character.front();
  if (first == '\t') {
    out += "\\t";
  } else if (first == '\r') {
    out += "\\r";
  } else if (first == '\n') {
    out += "\\n";
  } else if (static_cast<unsigned char>(first) < 0x20U || first == '\x7f') {
    append_hexadecimal(out, first);
  } else {
    out += character;
  }
}

/// Moves one character from the front of `text` to `out`, made printable.
void take_printable(std::string& out, std::string_view& text) {
  const std::size_t length = character_length(text);
  if (length == 0) {
    append_hexadecimal(out, text.front());
    text.remove_prefix(1);
  } else {
    append_printable(out, text.substr(0, length));
    text.remove_prefix(length);
  }
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t limit) {
  std::string out = "\"";
  for (std::size_t shown = 0; !text.empty(); ++shown) {
    if (shown == limit) {
      out += "...";
      break;
    }
    if (text.front() == '"' || text.front() == '\\') out += '\\';
    take_printable(out, text);
  }
  out += '"';
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) take_printable(out, text);
  return out;
}

std::string_view first_characters(std::string_view text, std::size_t count) noexcept {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) {
    const std::size_t length = character_length(text.substr(end));
    end += length == 0 ? 1 : length;
  }
  return text.substr(0, end);
}

}  // namespace espalier::data
