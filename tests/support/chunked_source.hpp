/// A source in memory that gives its bytes in pieces of a chosen size, as a pipe may.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "data/byte_source.hpp"

namespace espalier::data {

class ChunkedSource final : public ByteSource {
 public:
  /// `next_size` says how long the next piece is, at least 1.
  ChunkedSource(std::string bytes, std::function<std::size_t()> next_size)
      : bytes_(std::move(bytes)), next_size_(std::move(next_size)) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count =
        std::min({buffer.size(), next_size_(), bytes_.size() - at_});
    bytes_.copy(buffer.data(), count, at_);
    at_ += count;
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return bytes_.size();
  }

 private:
  std::string bytes_;
  std::function<std::size_t()> next_size_;
  std::size_t at_ = 0;
  std::string name_ = "<memory>";
};

inline std::unique_ptr<ByteSource> in_pieces(std::string bytes, std::size_t size) {
  return std::make_unique<ChunkedSource>(std::move(bytes), [size] { return size; });
}

}  // namespace espalier::data
