/// s3://bucket/key, and the rules for bucket names and keys.
///
/// Plain values and pure functions: safe in any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace espalier::data {

/// The longest key, in bytes of UTF-8.
inline constexpr std::size_t kMaxKeyBytes = 1024;

struct S3Uri {
  std::string bucket;
  std::string key;  ///< may be empty: the bucket, or the empty prefix

  /// Throws: data::Error (BadArgument) if `text` is not s3://bucket[/key] with a legal
  /// bucket name and a key of at most 1,024 bytes of UTF-8.
  static S3Uri parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  /// This address with "/name" added to its key (no doubled or leading slash).
  [[nodiscard]] S3Uri child(std::string_view name) const;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for one
  friend auto operator<=>(const S3Uri&, const S3Uri&) = default;
};

/// Which of S3's naming rules `name` breaks, and how to mend it; empty if none.
[[nodiscard]] std::string fault_of_bucket_name(std::string_view name);

/// Throws: data::Error (BadArgument) with the fault of `name`, if it has one.
void check_bucket_name(std::string_view name);

/// A key may be empty here (a prefix); an object's key may not.
/// Throws: data::Error (BadArgument) if `key` is longer than kMaxKeyBytes or no UTF-8.
void check_key(std::string_view key);

/// Whether `text` is well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace espalier::data
