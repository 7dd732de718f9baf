/// Where in its bucket's folder an object of a given key may lie.
///
/// A decent key ("csv/train.csv") has a plain place: the key itself as a relative path.
/// Every key has an escaped place as well, below the reserved folder, which no other key
/// can stand in the way of. docs/FORMATS.md tells which of the two holds an object.
/// Pure functions: safe in any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::data {

/// The folder in each bucket that is the store's own.
inline constexpr std::string_view kReservedFolder = ".espalier";

/// A relative path: the names of its folders and, last, of its file.
using KeyPath = std::vector<std::string>;

/// The key's own segments, if each can be a file name (1 to 255 bytes, neither "." nor
/// "..", no control characters), the first is not the reserved folder, and the key is
/// UTF-8; else nothing.
[[nodiscard]] std::optional<KeyPath> plain_place(std::string_view key);

/// The place below RESERVED/keys. Injective, and no place is a folder of another's.
/// Requires: `key` is UTF-8 and not empty.
[[nodiscard]] KeyPath escaped_place(std::string_view key);

/// The key whose escaped place is `place` (the names below RESERVED/keys); nothing if
/// there is none.
[[nodiscard]] std::optional<std::string> key_of_escaped_place(const KeyPath& place);

/// The names joined by "/".
[[nodiscard]] std::string join(const KeyPath& place);

}  // namespace espalier::data
