#include "data/byte_source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "data/error.hpp"
#include "data/file_descriptor.hpp"

namespace espalier::data {

namespace {

[[noreturn]] void refuse_open(const std::string& name, int error) {
  const std::string what = "cannot open " + name + ": " + system_message(error);
  if (error == EACCES || error == EPERM) {
    throw Error(ErrorKind::NotPermitted, what + "; ask for the right to read it");
  }
  throw Error(ErrorKind::NoInput, what + "; check the path");
}

/// The bytes of a regular file from its read position on.
std::optional<std::uint64_t> bytes_left(int descriptor) noexcept {
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
  if (at < 0) return std::nullopt;
  return static_cast<std::uint64_t>(std::max<off_t>(status.st_size - at, 0));
}

/// Reads a descriptor that its owner keeps open.
class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int descriptor, std::string name, std::optional<std::uint64_t> length)
      : descriptor_(descriptor),
        name_(std::move(name)),
        size_(bytes_left(descriptor)),
        left_(length) {
    if (size_ && length) size_ = std::min(*size_, *length);
  }

  std::size_t read(std::span<char> buffer) override {
    std::size_t wanted = buffer.size();
    if (left_) wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, *left_));
    if (wanted == 0) return 0;
    for (;;) {
      const ssize_t count = ::read(descriptor_, buffer.data(), wanted);
      if (count >= 0) {
        if (left_) *left_ -= static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
      }
      const int error = errno;
      if (error == EAGAIN) {
        pollfd waited = {descriptor_, POLLIN, 0};
        ::poll(&waited, 1, -1);
      } else if (error != EINTR) {
        throw Error(error == EISDIR ? ErrorKind::NoInput : ErrorKind::InputOutput,
                    "cannot read " + name_ + ": " + system_message(error) +
                        "; check the file and the disk");
      }
    }
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return size_;
  }

 private:
  int descriptor_;
  std::string name_;
  std::optional<std::uint64_t> size_;
  std::optional<std::uint64_t> left_;
};

class FileSource final : public DescriptorSource {
 public:
  FileSource(FileDescriptor file, std::string name, std::optional<std::uint64_t> length)
      : DescriptorSource(file.get(), std::move(name), length), file_(std::move(file)) {}

 private:
  FileDescriptor file_;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::string name)
      : left_(bytes), size_(bytes.size()), name_(std::move(name)) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = left_.copy(buffer.data(), buffer.size());
    left_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return size_;
  }

 private:
  std::string_view left_;
  std::uint64_t size_;
  std::string name_;
};

}  // namespace

std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path, std::string name,
                                      std::uint64_t offset,
                                      std::optional<std::uint64_t> length) {
  if (name.empty()) name = path.string();
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) refuse_open(name, errno);
  struct stat status = {};
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    refuse_open(name, EISDIR);
  }
  if (offset > 0 && ::lseek(file.get(), static_cast<off_t>(offset), SEEK_SET) < 0) {
    throw Error(ErrorKind::InputOutput,
                "cannot read " + name + " from byte " + std::to_string(offset) + ": " +
                    system_message(errno) + "; give a regular file");
  }
  return std::make_unique<FileSource>(std::move(file), std::move(name), length);
}

std::unique_ptr<ByteSource> from_descriptor(int descriptor, std::string name) {
  return std::make_unique<DescriptorSource>(descriptor, std::move(name), std::nullopt);
}

std::unique_ptr<ByteSource> from_memory(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

std::string read_all(ByteSource& source, std::uint64_t limit) {
  constexpr std::uint64_t kStep = std::uint64_t{64} << 10U;
  std::string bytes;
  std::size_t end = 0;
  bytes.resize(static_cast<std::size_t>(
      std::min(std::min(source.size().value_or(0), limit) + 1, limit + 1)));
  for (;;) {
    if (end == bytes.size()) bytes.resize(end + std::max<std::size_t>(end, kStep));
    const std::size_t count = source.read(std::span(bytes).subspan(end));
    end += count;
    if (end > limit) {
      throw Error(ErrorKind::BadData, source.name() + " is longer than the " +
                                          std::to_string(limit) +
                                          " bytes allowed here; give a smaller one");
    }
    if (count == 0) break;
  }
  bytes.resize(end);
  return bytes;
}

}  // namespace espalier::data
