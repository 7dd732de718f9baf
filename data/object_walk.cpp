#include "data/object_walk.hpp"

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/object_key.hpp"
#include "data/object_writer.hpp"

namespace espalier::data {
namespace {

/// Which folders to enter, and the key of a file, if it is a wanted object.
struct Rules {
  std::function<bool(const KeyPath&)> enters;
  std::function<std::optional<std::string>(const KeyPath&)> key_of;
};

using Objects = std::map<std::string, ObjectInfo>;

void add_file(const FileDescriptor& folder, const KeyPath& place, const Rules& rules,
              const S3Uri& prefix, Objects& objects) {
  std::optional<std::string> key = rules.key_of(place);
  if (!key || !key->starts_with(prefix.key)) return;
  struct stat status {};
  if (::fstatat(folder.get(), place.back().c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return;  // removed since
    throw_system_error(prefix.to_string(), "list " + *key, errno);
  }
  if (!S_ISREG(status.st_mode)) return;
  ObjectInfo info = object_info({prefix.bucket, *key}, status);
  objects.insert_or_assign(std::move(*key), std::move(info));
}

/// Walks without recursion and with one folder open at a time: a key may be 500 folders
/// deep.
void walk(const FileDescriptor& base, const Rules& rules, const S3Uri& prefix,
          Objects& objects) {
  const std::string where = prefix.to_string();
  std::vector<KeyPath> open = {{}};
  while (!open.empty()) {
    const KeyPath here = std::move(open.back());
    open.pop_back();
    const FileDescriptor folder = open_folder(base, here, where);
    if (!folder) continue;  // removed since
    FolderEntries entries = entries_of(folder, where);
    for (std::string& name : entries.files) {
      KeyPath place = here;
      place.push_back(std::move(name));
      add_file(folder, place, rules, prefix, objects);
    }
    for (std::string& name : entries.folders) {
      KeyPath inner = here;
      inner.push_back(std::move(name));
      if (rules.enters(inner)) open.push_back(std::move(inner));
    }
  }
}

Rules plain_rules(const std::string& prefix) {
  return {[&prefix](const KeyPath& folder) {
            if (folder.front() == kReservedFolder) return false;
            const std::string path = join(folder) + "/";
            return path.size() < kMaxKeyBytes &&
                   (path.starts_with(prefix) || prefix.starts_with(path));
          },
          [](const KeyPath& place) -> std::optional<std::string> {
            std::string key = join(place);
            if (key.size() > kMaxKeyBytes || !plain_place(key)) return std::nullopt;
            return key;
          }};
}

Rules escaped_rules() {
  return {[](const KeyPath&) { return true; }, key_of_escaped_place};
}

}  // namespace

ObjectInfo object_info(const S3Uri& uri, const struct stat& status) {
  const auto since_epoch = std::chrono::seconds(status.st_mtim.tv_sec) +
                           std::chrono::nanoseconds(status.st_mtim.tv_nsec);
  using Clock = std::chrono::system_clock;
  return {uri, static_cast<std::uint64_t>(status.st_size),
          Clock::time_point(std::chrono::duration_cast<Clock::duration>(since_epoch))};
}

std::vector<ObjectInfo> list_objects(const FileDescriptor& bucket, const S3Uri& prefix) {
  Objects objects;
  // The escaped places first: objects move from there to the plain places, never back, so
  // none slips by; where both are found the plain one, the newer, replaces the other.
  const FileDescriptor keys = open_folder(bucket, escaped_folder(), prefix.to_string());
  if (keys) walk(keys, escaped_rules(), prefix, objects);
  walk(bucket, plain_rules(prefix.key), prefix, objects);
  std::vector<ObjectInfo> list;
  list.reserve(objects.size());
  for (auto& [key, info] : objects) list.push_back(std::move(info));
  return list;
}

}  // namespace espalier::data
