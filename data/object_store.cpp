#include "data/object_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "data/digest.hpp"
#include "data/error.hpp"
#include "data/folder.hpp"
#include "data/object_key.hpp"
#include "data/object_walk.hpp"
#include "data/object_writer.hpp"

namespace espalier::data {
namespace {

using std::filesystem::path;

void check_object(const S3Uri& uri) {
  check_bucket_name(uri.bucket);
  check_key(uri.key);
  if (uri.key.empty()) {
    throw Error(ErrorKind::BadArgument, Position{uri.to_string()},
                "this names a bucket; add the key of an object");
  }
}

[[noreturn]] void refuse_missing(const S3Uri& uri) {
  throw Error(ErrorKind::NoInput, Position{uri.to_string()},
              "there is no such object; check the bucket and the key");
}

FileDescriptor open_bucket(const path& root, const std::string& bucket,
                           const std::string& where) {
  const FileDescriptor folder = open_root(root, where);
  return folder ? open_folder(folder, std::array{bucket}, where) : FileDescriptor{};
}

FileDescriptor make_bucket(const path& root, const std::string& bucket,
                           const std::string& where) {
  std::error_code code;
  std::filesystem::create_directories(root, code);
  if (code) throw_system_error(root.string(), "create the folder", code.value());
  const FileDescriptor folder = open_root(root, where);
  FileDescriptor made =
      folder ? make_folder(folder, std::array{bucket}, where) : FileDescriptor{};
  if (!made) throw_system_error((root / bucket).string(), "use it as a bucket", ENOTDIR);
  return made;
}

FileDescriptor open_place(const FileDescriptor& bucket, const KeyPath& place,
                          const std::string& where) {
  const FileDescriptor folder =
      open_folder(bucket, std::span(place).first(place.size() - 1), where);
  return folder ? open_regular_file(folder, place.back(), where) : FileDescriptor{};
}

KeyPath full_escaped_place(std::string_view key) {
  KeyPath place = escaped_folder();
  for (std::string& name : escaped_place(key)) place.push_back(std::move(name));
  return place;
}

struct Found {
  FileDescriptor file = FileDescriptor();
  KeyPath place;
};

/// The open file of an object, or nothing. The plain place wins: a writer that moves an
/// object there removes the escaped one afterwards, so an object that is moved between
/// the first two looks is found by the third.
Found find(const path& root, const S3Uri& uri) {
  check_object(uri);
  const std::string where = uri.to_string();
  const FileDescriptor bucket = open_bucket(root, uri.bucket, where);
  Found found;
  if (!bucket) return found;
  const std::optional<KeyPath> plain = plain_place(uri.key);
  const KeyPath escaped = full_escaped_place(uri.key);
  for (const KeyPath* place :
       {plain ? &*plain : nullptr, &escaped, plain ? &*plain : nullptr}) {
    if (place == nullptr) continue;
    found = {open_place(bucket, *place, where), *place};
    if (found.file) break;
  }
  return found;
}

struct stat status_of(const FileDescriptor& file, const std::string& where) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_system_error(where, "read it", errno);
  return status;
}

/// Bytes of an object's file.
class ObjectSource final : public ByteSource {
 public:
  ObjectSource(FileDescriptor file, std::string name, std::uint64_t first,
               std::uint64_t length)
      : file_(std::move(file)),
        name_(std::move(name)),
        next_(first),
        end_(first + length),
        size_(length) {}

  std::size_t read(std::span<char> buffer) override {
    const std::uint64_t wanted = std::min<std::uint64_t>(buffer.size(), end_ - next_);
    ssize_t count = -1;
    do {
      count = ::pread(file_.get(), buffer.data(), wanted, static_cast<off_t>(next_));
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw_system_error(name_, "read it", errno);
    next_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return size_;
  }

 private:
  FileDescriptor file_;
  std::string name_;
  std::uint64_t next_;
  std::uint64_t end_;
  std::uint64_t size_;
};

/// Removes the file at `place` below `base` and the folders that this empties.
void remove_place(const FileDescriptor& base, const KeyPath& place,
                  const std::string& where) {
  const std::span<const std::string> folders = std::span(place).first(place.size() - 1);
  {
    const FileDescriptor folder = open_folder(base, folders, where);
    if (!folder || !open_regular_file(folder, place.back(), where)) return;
    if (::unlinkat(folder.get(), place.back().c_str(), 0) != 0) {
      if (errno == ENOENT || errno == EISDIR) return;
      throw_system_error(where, "remove it", errno);
    }
    sync_folder(folder, where);
  }
  remove_empty_folders(base, folders, where);
}

/// Whether something stands where the plain place's file or folders would have to.
bool is_blocked(const path& bucket, const KeyPath& place) {
  std::error_code ignored;
  path here = bucket;
  for (std::size_t i = 0; i + 1 < place.size(); ++i) {
    here /= place[i];
    const auto status = std::filesystem::symlink_status(here, ignored);
    if (!std::filesystem::exists(status)) return false;
    if (!std::filesystem::is_directory(status)) return true;
  }
  here /= place.back();
  return std::filesystem::is_directory(std::filesystem::symlink_status(here, ignored)) &&
         !std::filesystem::is_empty(here, ignored);
}

}  // namespace

ObjectStore::ObjectStore(path root) : root_(std::move(root)) {}

void ObjectStore::create_bucket(std::string_view bucket) {
  check_bucket_name(bucket);
  const S3Uri uri{std::string(bucket), {}};
  static_cast<void>(make_bucket(root_, uri.bucket, uri.to_string()));
}

bool ObjectStore::has_bucket(std::string_view bucket) const {
  if (!fault_of_bucket_name(bucket).empty()) return false;
  const S3Uri uri{std::string(bucket), {}};
  return static_cast<bool>(open_bucket(root_, uri.bucket, uri.to_string()));
}

std::vector<std::string> ObjectStore::list_buckets() const {
  const FileDescriptor folder = open_root(root_, root_.string());
  if (!folder) return {};
  std::vector<std::string> names = entries_of(folder, root_.string()).folders;
  std::erase_if(
      names, [](const std::string& name) { return !fault_of_bucket_name(name).empty(); });
  std::sort(names.begin(), names.end());
  return names;
}

void ObjectStore::put(const S3Uri& uri, std::string_view bytes) {
  const std::unique_ptr<ByteSink> sink = writer(uri);
  sink->write(bytes);
  sink->commit();
}

std::unique_ptr<ByteSink> ObjectStore::writer(const S3Uri& uri) {
  check_object(uri);
  const std::string name = uri.to_string();
  return object_writer(make_bucket(root_, uri.bucket, name), uri.key, name);
}

std::unique_ptr<ByteSource> ObjectStore::get(const S3Uri& uri, ByteRange range) const {
  Found found = find(root_, uri);
  if (!found.file) refuse_missing(uri);
  const std::string name = uri.to_string();
  const auto bytes = static_cast<std::uint64_t>(status_of(found.file, name).st_size);
  if (range.first > bytes) {
    throw Error(ErrorKind::BadArgument, Position{name},
                "the range begins at byte " + std::to_string(range.first) +
                    " and the object has " + std::to_string(bytes) +
                    "; begin within the object");
  }
  const std::uint64_t left = bytes - range.first;
  return std::make_unique<ObjectSource>(std::move(found.file), name, range.first,
                                        std::min(left, range.length.value_or(left)));
}

std::optional<ObjectInfo> ObjectStore::head(const S3Uri& uri) const {
  const Found found = find(root_, uri);
  if (!found.file) return std::nullopt;
  return object_info(uri, status_of(found.file, uri.to_string()));
}

std::vector<ObjectInfo> ObjectStore::list(const S3Uri& prefix) const {
  check_bucket_name(prefix.bucket);
  check_key(prefix.key);
  const FileDescriptor bucket = open_bucket(root_, prefix.bucket, prefix.to_string());
  return bucket ? list_objects(bucket, prefix) : std::vector<ObjectInfo>{};
}

void ObjectStore::remove(const S3Uri& uri) {
  check_object(uri);
  const std::string where = uri.to_string();
  const FileDescriptor bucket = open_bucket(root_, uri.bucket, where);
  if (!bucket) return;
  // The escaped place first: it must not come back to light when the plain one is gone.
  const FileDescriptor keys = open_folder(bucket, escaped_folder(), where);
  if (keys) remove_place(keys, escaped_place(uri.key), where);
  const std::optional<KeyPath> plain = plain_place(uri.key);
  if (plain) remove_place(bucket, *plain, where);
}

void ObjectStore::copy(const S3Uri& from, const S3Uri& to) {
  const std::unique_ptr<ByteSource> source = get(from);
  const std::unique_ptr<ByteSink> sink = writer(to);
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (const std::size_t count = source->read(buffer)) {
    sink->write({buffer.data(), count});
  }
  sink->commit();
}

std::string ObjectStore::etag(const S3Uri& uri) const {
  return digest_of(DigestKind::Md5, *get(uri));
}

path ObjectStore::path_of(const S3Uri& uri) const {
  const Found found = find(root_, uri);
  const path bucket = root_ / uri.bucket;
  if (found.file) return bucket / join(found.place);
  const std::optional<KeyPath> plain = plain_place(uri.key);
  if (plain && !is_blocked(bucket, *plain)) return bucket / join(*plain);
  return bucket / join(full_escaped_place(uri.key));
}

}  // namespace espalier::data
