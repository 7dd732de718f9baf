/// S3's objects on a folder: ROOT/BUCKET/KEY, plain files that a person can open.
///
/// Any number of threads and processes may use one folder; a put is atomic and durable.
/// How a key becomes a path, and what becomes of keys that are no decent path, is in
/// docs/FORMATS.md. Symbolic links below the root are never followed and are no objects.
/// Every function throws data::Error: (BadArgument) for a bucket name or key that S3 does
/// not allow, (NotPermitted, CannotCreate, InputOutput) where the system refuses.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/byte_sink.hpp"
#include "data/byte_source.hpp"
#include "data/s3_uri.hpp"

namespace espalier::data {

struct ObjectInfo {
  S3Uri uri;
  std::uint64_t bytes = 0;
  std::chrono::system_clock::time_point last_modified;
};

/// Bytes first .. first + length, as in an HTTP range.
struct ByteRange {
  std::uint64_t first = 0;
  std::optional<std::uint64_t> length;
};

class ObjectStore {
 public:
  /// `root` is created when the first bucket is.
  explicit ObjectStore(std::filesystem::path root);

  /// Does nothing if the bucket is there already.
  void create_bucket(std::string_view bucket);
  [[nodiscard]] bool has_bucket(std::string_view bucket) const;
  [[nodiscard]] std::vector<std::string> list_buckets() const;

  /// Stores an object whole, replacing one of the same key; creates the bucket if needed.
  void put(const S3Uri& uri, std::string_view bytes);
  /// Stores an object piece by piece; it appears at commit().
  [[nodiscard]] std::unique_ptr<ByteSink> writer(const S3Uri& uri);
  /// A range may end beyond the object, and is cut there.
  /// Throws: data::Error (NoInput) if there is no such object, (BadArgument) if the range
  /// begins beyond its end.
  [[nodiscard]] std::unique_ptr<ByteSource> get(const S3Uri& uri,
                                                ByteRange range = {}) const;
  [[nodiscard]] std::optional<ObjectInfo> head(const S3Uri& uri) const;
  /// Every object whose key begins with `prefix.key`, in the order of the keys' bytes.
  [[nodiscard]] std::vector<ObjectInfo> list(const S3Uri& prefix) const;
  /// Does nothing if there is no such object, as S3. Folders that this empties go too.
  void remove(const S3Uri& uri);
  /// Throws: data::Error (NoInput) if there is no object `from`.
  void copy(const S3Uri& from, const S3Uri& to);
  /// MD5 of the content, 32 lower-case hexadecimal digits.
  /// Complexity: reads the object. Throws: data::Error (NoInput).
  [[nodiscard]] std::string etag(const S3Uri& uri) const;

  /// The file that holds, or would hold, the object.
  [[nodiscard]] std::filesystem::path path_of(const S3Uri& uri) const;

 private:
  std::filesystem::path root_;
};

}  // namespace espalier::data
