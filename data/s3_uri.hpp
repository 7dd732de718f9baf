/// s3://bucket/key, and the rules for bucket names and keys.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace espalier::data {

struct S3Uri {
  std::string bucket;
  std::string key;  ///< may be empty: the bucket, or the empty prefix

  /// Throws: data::Error (BadArgument) if `text` is not s3://bucket[/key] with a legal
  /// bucket name and a key of at most 1,024 bytes of UTF-8.
  static S3Uri parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  /// This address with "/name" added to its key (no doubled or leading slash).
  [[nodiscard]] S3Uri child(std::string_view name) const;

  friend auto operator<=>(const S3Uri&, const S3Uri&) = default;
};

/// Throws: data::Error (BadArgument) saying which of S3's naming rules `name` breaks.
void check_bucket_name(std::string_view name);

}  // namespace espalier::data
