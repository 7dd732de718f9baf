#include "data/byte_window.hpp"

#include <cstring>
#include <span>

namespace espalier::data {

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
