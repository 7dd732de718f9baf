#include "data/object_writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "data/error.hpp"

namespace espalier::data {
namespace {

/// How often a move is begun anew when others change the folders on the way meanwhile.
constexpr int kAttempts = 1000;

std::span<const std::string> folders_of(const KeyPath& place) {
  return std::span(place).first(place.size() - 1);
}

std::string random_name(const std::string& where) {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw_system_error(where, "draw a name for its temporary file", errno);
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string name;
  for (const unsigned char byte : bytes) {
    name += kHex[byte >> 4U];
    name += kHex[byte & 15U];
  }
  return name;
}

/// Removes the temporaries whose writers are gone: a live one holds the lock on its file.
void sweep(const FileDescriptor& temporaries, const std::string& where) {
  for (const std::string& name : entries_of(temporaries, where).files) {
    const FileDescriptor file = open_regular_file(temporaries, name, where);
    if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
      ::unlinkat(temporaries.get(), name.c_str(), 0);
    }
  }
}

class ObjectWriter final : public ByteSink {
 public:
  ObjectWriter(FileDescriptor bucket, std::string key, std::string name)
      : bucket_(std::move(bucket)), key_(std::move(key)), name_(std::move(name)) {
    temporaries_ = make_folder(bucket_, temporary_folder(), name_);
    if (!temporaries_) {
      throw_system_error(name_, "use the bucket's folder .espalier/tmp", ENOTDIR);
    }
    sweep(temporaries_, name_);
    while (!open_temporary()) {
    }
  }

  ~ObjectWriter() override {
    if (!committed_) ::unlinkat(temporaries_.get(), temporary_.c_str(), 0);
  }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;
  ObjectWriter(ObjectWriter&&) = delete;
  ObjectWriter& operator=(ObjectWriter&&) = delete;

  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::write(file_.get(), bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw_system_error(name_, "write it", errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void commit() override {
    if (::fsync(file_.get()) != 0) throw_system_error(name_, "make it durable", errno);
    const KeyPath aside = escaped();
    if (move_to_plain_place()) {
      // The older version, which the plain place hides already.
      const FileDescriptor folder = open_folder(bucket_, folders_of(aside), name_);
      if (folder && ::unlinkat(folder.get(), aside.back().c_str(), 0) == 0) {
        const std::size_t own = escaped_folder().size();
        remove_empty_folders(open_folder(bucket_, escaped_folder(), name_),
                             folders_of(aside).subspan(own), name_);
      }
    } else {
      move_to(aside);
    }
    committed_ = true;
  }

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

 private:
  enum class Moved { Done, Blocked, Vanished };

  /// False if a sweep took the file before its lock was held.
  bool open_temporary() {
    temporary_ = random_name(name_);
    file_ = FileDescriptor(::openat(temporaries_.get(), temporary_.c_str(),
                                    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file_) throw_system_error(name_, "create its temporary file", errno);
    struct stat status {};
    if (::flock(file_.get(), LOCK_EX) != 0 || ::fstat(file_.get(), &status) != 0) {
      throw_system_error(name_, "lock its temporary file", errno);
    }
    return status.st_nlink > 0;
  }

  [[nodiscard]] KeyPath escaped() const {
    KeyPath place = escaped_folder();
    for (std::string& part : escaped_place(key_)) place.push_back(std::move(part));
    return place;
  }

  /// False if a file or a folder of other objects stands in the way.
  bool move_to_plain_place() {
    const std::optional<KeyPath> place = plain_place(key_);
    if (!place) return false;
    return try_move(*place) == Moved::Done;
  }

  void move_to(const KeyPath& place) {
    if (try_move(place) == Moved::Done) return;
    throw_system_error(name_, "store it as " + join(place), ENOTDIR);
  }

  Moved try_move(const KeyPath& place) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const Moved moved = move_once(place);
      if (moved != Moved::Vanished) return moved;
    }
    throw_system_error(name_, "move it to its place, which others keep removing", EBUSY);
  }

  Moved move_once(const KeyPath& place) {
    const FileDescriptor folder = make_folder(bucket_, folders_of(place), name_);
    if (!folder) return Moved::Blocked;
    const char* leaf = place.back().c_str();
    if (::renameat(temporaries_.get(), temporary_.c_str(), folder.get(), leaf) == 0) {
      sync_folder(folder, name_);
      return Moved::Done;
    }
    if (errno == ENOENT) return Moved::Vanished;
    if (errno != EISDIR) throw_system_error(name_, "move it to its place", errno);
    // A folder stands there: an empty one gives way.
    const bool gave_way = ::unlinkat(folder.get(), leaf, AT_REMOVEDIR) == 0;
    return gave_way || errno == ENOENT || errno == ENOTDIR ? Moved::Vanished
                                                           : Moved::Blocked;
  }

  FileDescriptor bucket_;
  std::string key_;
  std::string name_;
  FileDescriptor temporaries_;
  std::string temporary_;
  FileDescriptor file_;
  bool committed_ = false;
};

}  // namespace

KeyPath escaped_folder() { return {std::string(kReservedFolder), "keys"}; }
KeyPath temporary_folder() { return {std::string(kReservedFolder), "tmp"}; }

std::unique_ptr<ByteSink> object_writer(FileDescriptor bucket, std::string key,
                                        std::string name) {
  return std::make_unique<ObjectWriter>(std::move(bucket), std::move(key),
                                        std::move(name));
}

}  // namespace espalier::data
