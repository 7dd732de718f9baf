/// An open file descriptor that is closed with its owner, and the system's error texts.
#pragma once

#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

namespace espalier::data {

class FileDescriptor {
 public:
  /// Takes over `descriptor`; a negative one is none.
  explicit FileDescriptor(int descriptor = -1) noexcept : descriptor_(descriptor) {}
  ~FileDescriptor() { reset(); }
  FileDescriptor(FileDescriptor&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      reset();
      descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  explicit operator bool() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int get() const noexcept { return descriptor_; }
  /// Closes it now; returns what close() does.
  int reset() noexcept {
    return descriptor_ < 0 ? 0 : ::close(std::exchange(descriptor_, -1));
  }

 private:
  int descriptor_;
};

/// strerror() for threads.
[[nodiscard]] inline std::string system_message(int error) {
  return std::generic_category().message(error);
}

}  // namespace espalier::data
