#include "data/byte_sink.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <random>
#include <utility>

#include "data/error.hpp"
#include "data/file_descriptor.hpp"

namespace espalier::data {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".espalier-";
constexpr std::string_view kSuffix = ".tmp";
constexpr std::string_view kRandomDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kRandomCount = 6;
constexpr std::size_t kLongestName = 255;  // NAME_MAX of Linux's file systems

[[noreturn]] void refuse_write(const std::string& name, int error) {
  const std::string remedy = error == ENOSPC || error == EDQUOT ? "; free some space"
                             : error == EPIPE                   ? "; its reader went away"
                                                                : "; check the disk";
  throw Error(ErrorKind::InputOutput,
              "cannot write " + name + ": " + system_message(error) + remedy);
}

[[noreturn]] void refuse_create(const std::string& name, int error) {
  const std::string what = "cannot create " + name + ": " + system_message(error);
  if (error == EACCES || error == EPERM || error == EROFS) {
    throw Error(ErrorKind::NotPermitted,
                what + "; choose a folder that may be written to");
  }
  throw Error(
      ErrorKind::CannotCreate,
      what + (error == ENOENT ? "; create its folder first" : "; choose another path"));
}

void write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd waited = {descriptor, POLLOUT, 0};
      ::poll(&waited, 1, -1);
    } else if (errno != EINTR) {
      refuse_write(name, errno);
    }
  }
}

/// Pipes, terminals and some file systems have no fsync, which is no failure.
void synchronise(int descriptor, const std::string& name) {
  if (::fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP) {
    refuse_write(name, errno);
  }
}

std::string temporary_name(const std::string& filename) {
  const std::size_t added = 1 + kMark.size() + kRandomCount + kSuffix.size();
  std::string name = ".";
  name.append(filename, 0, kLongestName - added).append(kMark);
  std::random_device random;  // not rand(): two processes must not think of the same name
  std::uniform_int_distribution<std::size_t> digit(0, kRandomDigits.size() - 1);
  for (std::size_t i = 0; i < kRandomCount; ++i) name += kRandomDigits[digit(random)];
  name += kSuffix;
  return name;
}

class DescriptorSink : public ByteSink {
 public:
  DescriptorSink(int descriptor, std::string name)
      : descriptor_(descriptor), name_(std::move(name)) {}

  void write(std::string_view bytes) override { write_all(descriptor_, bytes, name_); }
  void commit() override { synchronise(descriptor_, name_); }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

 private:
  int descriptor_;
  std::string name_;
};

class DeviceSink final : public DescriptorSink {
 public:
  DeviceSink(FileDescriptor file, std::string name)
      : DescriptorSink(file.get(), std::move(name)), file_(std::move(file)) {}

 private:
  FileDescriptor file_;
};

class AtomicFile final : public ByteSink {
 public:
  AtomicFile(fs::path path, std::string name);
  ~AtomicFile() override {
    if (!committed_) ::unlink(temporary_.c_str());
  }
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;

  void write(std::string_view bytes) override { write_all(file_.get(), bytes, name_); }
  void commit() override;
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

 private:
  fs::path path_;
  std::string name_;
  fs::path temporary_;
  FileDescriptor file_;
  bool committed_ = false;
};

AtomicFile::AtomicFile(fs::path path, std::string name)
    : path_(std::move(path)), name_(std::move(name)) {
  const std::string filename = path_.filename().string();
  if (filename.empty() || filename == "." || filename == "..") {
    refuse_create(name_, EISDIR);
  }
  if (filename.size() > kLongestName) refuse_create(name_, ENAMETOOLONG);
  constexpr mode_t kMode = 0666;  // less the umask
  constexpr int kAttempts = 100;
  for (int attempt = 0; file_.get() < 0; ++attempt) {
    temporary_ = path_.parent_path() / temporary_name(filename);
    file_ = FileDescriptor(
        ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode));
    if (file_.get() < 0 && (errno != EEXIST || attempt == kAttempts)) {
      refuse_create(name_, errno);
    }
  }
}

void AtomicFile::commit() {
  assert(!committed_);
  synchronise(file_.get(), name_);
  if (file_.reset() != 0) refuse_write(name_, errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) refuse_create(name_, errno);
  committed_ = true;
  const fs::path folder = path_.has_parent_path() ? path_.parent_path() : fs::path(".");
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0) refuse_write(name_, errno);
  synchronise(opened.get(), name_);
}

class StringSink final : public ByteSink {
 public:
  explicit StringSink(std::string& out) : out_(&out) {}
  void write(std::string_view bytes) override { out_->append(bytes); }
  void commit() override {}
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

 private:
  std::string* out_;
  std::string name_ = "<memory>";
};

}  // namespace

std::unique_ptr<ByteSink> atomic_file(const fs::path& path, std::string name) {
  if (name.empty()) name = path.string();
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (fs::is_directory(status)) refuse_create(name, EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0) refuse_create(name, errno);
    return std::make_unique<DeviceSink>(std::move(file), std::move(name));
  }
  fs::path target = path;
  if (fs::is_symlink(path, failure) && fs::is_regular_file(status)) {
    target = fs::canonical(path, failure);
    if (failure) refuse_create(name, failure.value());
  }
  return std::make_unique<AtomicFile>(std::move(target), std::move(name));
}

bool is_temporary_name(std::string_view filename) noexcept {
  if (!filename.starts_with('.') || !filename.ends_with(kSuffix)) return false;
  filename.remove_suffix(kSuffix.size());
  if (filename.size() < 1 + kMark.size() + kRandomCount) return false;
  const std::string_view random = filename.substr(filename.size() - kRandomCount);
  filename.remove_suffix(kRandomCount);
  return filename.ends_with(kMark) && std::ranges::all_of(random, [](char byte) {
           return kRandomDigits.find(byte) != std::string_view::npos;
         });
}

std::unique_ptr<ByteSink> to_descriptor(int descriptor, std::string name) {
  return std::make_unique<DescriptorSink>(descriptor, std::move(name));
}

std::unique_ptr<ByteSink> to_string(std::string& out) {
  return std::make_unique<StringSink>(out);
}

}  // namespace espalier::data
