#include "data/byte_window.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace espalier::data {

namespace {

std::size_t first_capacity(const ByteSource& source) {
  constexpr std::uint64_t kLeast = std::uint64_t{4} << 10U;
  constexpr std::uint64_t kMost = std::uint64_t{256} << 10U;
  // One more than all there is, so that its end is found without more memory.
  return static_cast<std::size_t>(
      std::clamp(std::min(source.size().value_or(kMost), kMost) + 1, kLeast, kMost));
}

}  // namespace

ByteWindow::ByteWindow(ByteSource& source)
    : source_(&source), buffer_(first_capacity(source)) {}

bool ByteWindow::extend() {
  if (ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const std::size_t count = source_->read(std::span(buffer_).subspan(end_));
  end_ += count;
  ended_ = count == 0;
  return !ended_;
}

}  // namespace espalier::data
