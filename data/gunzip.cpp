#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <utility>

#include "data/byte_source.hpp"
#include "data/error.hpp"

namespace espalier::data {

namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10U;

class GunzipSource final : public ByteSource {
 public:
  explicit GunzipSource(std::unique_ptr<ByteSource> compressed)
      : compressed_(std::move(compressed)) {
    constexpr int kGzipOnly = 15 + 16;  // zlib.h, inflateInit2: the largest window, gzip
    if (::inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~GunzipSource() override { ::inflateEnd(&stream_); }
  GunzipSource(const GunzipSource&) = delete;
  GunzipSource& operator=(const GunzipSource&) = delete;
  GunzipSource(GunzipSource&&) = delete;
  GunzipSource& operator=(GunzipSource&&) = delete;

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] const std::string& name() const noexcept override {
    return compressed_->name();
  }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return std::nullopt;
  }

 private:
  bool refill();
  bool next_member();
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorKind::BadData,
                name() + ": " + what + "; compress the file with gzip again");
  }

  std::unique_ptr<ByteSource> compressed_;
  z_stream stream_{};
  std::array<char, kInputBytes> input_{};
  bool in_member_ = true;  ///< the first member is due even if there is not one byte
  bool ended_ = false;
};

/// Returns false at the end of the compressed bytes.
bool GunzipSource::refill() {
  if (stream_.avail_in > 0) return true;
  const std::size_t count = compressed_->read(input_);
  stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
  stream_.avail_in = static_cast<uInt>(count);
  return count > 0;
}

/// Passes over the zero bytes that may pad the end of a member. Returns false if nothing
/// follows.
bool GunzipSource::next_member() {
  for (;;) {
    while (stream_.avail_in > 0 && *stream_.next_in == 0) {
      ++stream_.next_in;
      --stream_.avail_in;
    }
    if (stream_.avail_in > 0) break;
    if (!refill()) return false;
  }
  ::inflateReset(&stream_);
  in_member_ = true;
  return true;
}

std::size_t GunzipSource::read(std::span<char> buffer) {
  constexpr std::size_t kMost = std::size_t{1} << 30U;
  buffer = buffer.first(std::min(buffer.size(), kMost));
  stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
  stream_.avail_out = static_cast<uInt>(buffer.size());
  while (!ended_ && stream_.avail_out == buffer.size() && !buffer.empty()) {
    if (!in_member_ && !next_member()) {
      ended_ = true;
      break;
    }
    const bool more = refill();  // inflate may still hold output when there is no more
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    if (code == Z_STREAM_END) {
      in_member_ = false;
    } else if (code == Z_BUF_ERROR && !more) {
      refuse("the gzip stream is cut short");
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      refuse(std::string("the gzip stream is damaged (") +
             (stream_.msg == nullptr ? "unknown reason" : stream_.msg) + ")");
    }
  }
  return buffer.size() - stream_.avail_out;
}

}  // namespace

std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> compressed) {
  return std::make_unique<GunzipSource>(std::move(compressed));
}

}  // namespace espalier::data
