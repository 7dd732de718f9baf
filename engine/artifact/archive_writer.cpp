#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"

namespace espalier::artifact {
namespace {

constexpr std::size_t kTarBlock = 512;

/// Compresses into a sink. The header names no file, no time and no system.
class GzipWriter {
 public:
  explicit GzipWriter(data::ByteSink& sink) : sink_(sink) {
    constexpr int kGzip = 16 + MAX_WBITS;
    constexpr int kDefaultMemory = 8;
    constexpr int kUnknownSystem = 255;
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kDefaultMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
    header_.os = kUnknownSystem;
    deflateSetHeader(&stream_, &header_);
  }
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;
  GzipWriter(GzipWriter&&) = delete;
  GzipWriter& operator=(GzipWriter&&) = delete;
  ~GzipWriter() { deflateEnd(&stream_); }

  void write(std::string_view bytes) {
    constexpr std::size_t kMost = std::size_t{1} << 30U;  // zlib counts in 32 bits
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kMost))) {
      deflate_all(bytes.substr(0, kMost), Z_NO_FLUSH);
    }
  }

  void finish() { deflate_all({}, Z_FINISH); }

 private:
  void deflate_all(std::string_view bytes, int flush) {
    // zlib does not write to its input, but its C declaration does not say so.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      deflate(&stream_, flush);
      sink_.write({buffer_.data(), buffer_.size() - stream_.avail_out});
    } while (stream_.avail_out == 0);
  }

  data::ByteSink& sink_;
  z_stream stream_ = {};
  gz_header header_ = {};
  std::array<char, std::size_t{1} << 16U> buffer_ = {};
};

/// A ustar header: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
std::array<char, kTarBlock> tar_header(std::string_view name, std::uint64_t size) {
  std::array<char, kTarBlock> header = {};
  const auto put = [&](std::size_t offset, std::string_view text) {
    std::copy(text.begin(), text.end(),
              header.begin() + static_cast<std::ptrdiff_t>(offset));
  };
  std::array<char, 12> octal = {};
  std::snprintf(octal.data(), octal.size(), "%011llo",
                static_cast<unsigned long long>(size));
  put(0, name);
  put(100, "0000644");      // mode
  put(108, "0000000");      // uid
  put(116, "0000000");      // gid
  put(124, octal.data());   // size
  put(136, "00000000000");  // mtime
  put(148, "        ");     // the checksum counts itself as blanks
  put(156, "0");            // a regular file
  put(257, "ustar");
  put(263, "00");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(octal.data(), octal.size(), "%06o", sum);
  put(148, octal.data());
  header[154] = '\0';
  return header;
}

}  // namespace

void write_model_archive(data::ByteSink& sink, std::string_view model) {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 33U) - 1;  // 11 octal digits
  if (model.size() > kMost) {
    throw engine::Error(engine::ErrorKind::LimitExceeded, "ClientError",
                        sink.name() + ": a model of 8 GiB or more does not fit a tar");
  }
  GzipWriter gzip(sink);
  const auto header = tar_header(kModelName, model.size());
  gzip.write({header.data(), header.size()});
  gzip.write(model);
  // The last block is filled up, and two empty ones end the archive.
  const std::size_t filling = (kTarBlock - model.size() % kTarBlock) % kTarBlock;
  gzip.write(std::string(filling + 2 * kTarBlock, '\0'));
  gzip.finish();
}

}  // namespace espalier::artifact
