/// A sliding view of a source: the bytes that were read and not yet consumed.
///
/// Memory is a quarter of a mebibyte, less for a source that says it is shorter, or twice
/// the longest stretch that the owner asks for before it consumes. Belongs to one thread;
/// the source outlives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "data/byte_source.hpp"

namespace espalier::data {

class ByteWindow {
 public:
  explicit ByteWindow(ByteSource& source);

  /// Valid until extend(); consume() only cuts its front.
  [[nodiscard]] std::string_view unread() const noexcept {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  /// How many bytes of the source stand before unread().
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Reads more bytes behind unread(), which may move. Returns false at the source's end.
  bool extend();

  /// Requires: count <= unread().size().
  void consume(std::size_t count) noexcept {
    begin_ += count;
    offset_ += count;
  }

 private:
  ByteSource* source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace espalier::data
