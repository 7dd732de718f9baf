#include "data/object_key.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/s3_uri.hpp"

namespace espalier::data {
namespace {

constexpr std::size_t kMaxNameBytes = 255;  // NAME_MAX of Linux file systems
constexpr char kFolderMark = '%';
constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_control(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNameBytes && name != "." && name != ".." &&
         std::none_of(name.begin(), name.end(), is_control);
}

std::string percent(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return {'%', kHex[byte >> 4U], kHex[byte & 15U]};
}

/// The bytes of the UTF-8 character that begins at `at`.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<std::uint8_t>(text[end]) & 0xC0U) == 0x80U) {
    ++end;
  }
  return end - at;
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() != '%') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (text.size() < 3) return std::nullopt;
    const std::size_t high = kHex.find(text[1]);
    const std::size_t low = kHex.find(text[2]);
    if (high == std::string_view::npos || low == std::string_view::npos) {
      return std::nullopt;
    }
    out += static_cast<char>(high * 16 + low);
    text.remove_prefix(3);
  }
  return out;
}

}  // namespace

std::optional<KeyPath> plain_place(std::string_view key) {
  if (!is_utf8(key)) return std::nullopt;
  KeyPath place;
  while (true) {
    const std::size_t slash = std::min(key.find('/'), key.size());
    const std::string_view name = key.substr(0, slash);
    if (!is_file_name(name)) return std::nullopt;
    if (place.empty() && name == kReservedFolder) return std::nullopt;
    place.emplace_back(name);
    if (slash == key.size()) return place;
    key.remove_prefix(slash + 1);
  }
}

KeyPath escaped_place(std::string_view key) {
  KeyPath place{{}};
  while (!key.empty()) {
    const std::size_t bytes = character_bytes(key, 0);
    const char first = key.front();
    // A dot is escaped where it begins a name: "." and ".." never arise.
    const bool escape = first == '%' || first == '/' || is_control(first) ||
                        (first == '.' && place.back().empty());
    const std::string unit = escape ? percent(first) : std::string(key.substr(0, bytes));
    if (place.back().size() + unit.size() + 1 > kMaxNameBytes) {
      place.back() += kFolderMark;
      place.emplace_back();
      continue;
    }
    place.back() += unit;
    key.remove_prefix(bytes);
  }
  return place;
}

std::optional<std::string> key_of_escaped_place(const KeyPath& place) {
  std::string key;
  for (std::size_t i = 0; i < place.size(); ++i) {
    std::string_view name = place[i];
    if (i + 1 < place.size()) {
      if (!name.ends_with(kFolderMark)) return std::nullopt;
      name.remove_suffix(1);
    }
    const std::optional<std::string> piece = unescape(name);
    if (!piece) return std::nullopt;
    key += *piece;
  }
  const bool legal = !key.empty() && key.size() <= kMaxKeyBytes && is_utf8(key);
  if (!legal || escaped_place(key) != place) return std::nullopt;
  return key;
}

std::string join(const KeyPath& place) {
  std::string path;
  for (const std::string& name : place) {
    if (!path.empty()) path += '/';
    path += name;
  }
  return path;
}

}  // namespace espalier::data
