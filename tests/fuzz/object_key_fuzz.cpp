// Keys and their places: an escaped place gives its key back (so no two keys share one),
// and every place is a relative path of proper file names.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "data/object_key.hpp"
#include "data/s3_uri.hpp"

namespace {

using namespace espalier::data;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_inside(const KeyPath& place) {
  require(!place.empty());
  for (const std::string& name : place) {
    require(!name.empty() && name.size() <= 255 && name != "." && name != "..");
    require(std::none_of(name.begin(), name.end(), [](char c) {
      return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    }));
  }
}

/// No escaped place is a folder on the way to another: files never end in a bare "%",
/// folders always do.
void require_marked(const KeyPath& place) {
  for (std::size_t i = 0; i < place.size(); ++i) {
    require(place[i].ends_with('%') == (i + 1 < place.size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!text.empty() && size <= kMaxKeyBytes && is_utf8(text)) {
    const std::optional<KeyPath> plain = plain_place(text);
    if (plain) {
      require_inside(*plain);
      require(join(*plain) == text && plain->front() != kReservedFolder);
    }
    const KeyPath escaped = escaped_place(text);
    require_inside(escaped);
    require_marked(escaped);
    require(key_of_escaped_place(escaped) == text);
  }
  // The other way: whatever lies on disk is nobody's, or exactly one key's.
  KeyPath place{{}};
  for (const char c : text) {
    if (c == '/') {
      place.emplace_back();
    } else {
      place.back() += c;
    }
  }
  const std::optional<std::string> key = key_of_escaped_place(place);
  if (key) require(escaped_place(*key) == place);
  return 0;
}
