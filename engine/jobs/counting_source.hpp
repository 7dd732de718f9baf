/// A source that counts what is read from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "data/byte_source.hpp"

namespace espalier::jobs {

class CountingSource final : public data::ByteSource {
 public:
  /// Adds to `count`, which outlives the source.
  CountingSource(std::unique_ptr<data::ByteSource> source, std::uint64_t& count)
      : source_(std::move(source)), count_(&count) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t bytes = source_->read(buffer);
    *count_ += bytes;
    return bytes;
  }
  [[nodiscard]] const std::string& name() const noexcept override {
    return source_->name();
  }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return source_->size();
  }

 private:
  std::unique_ptr<data::ByteSource> source_;
  std::uint64_t* count_;
};

}  // namespace espalier::jobs
