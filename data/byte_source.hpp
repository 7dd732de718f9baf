/// Where bytes come from: a file, a pipe, memory, or another source through gunzip.
///
/// A source is read once, front to back, by one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace espalier::data {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills the front of `buffer` and returns how many bytes that was; 0 means the end
  /// (or an empty buffer).
  /// Throws: data::Error (InputOutput) naming the source.
  virtual std::size_t read(std::span<char> buffer) = 0;

  /// How messages call it: a path, "<stdin>", an s3:// address.
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;

  /// The number of bytes it will give in all, where that is known beforehand.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept = 0;
};

/// Opens a file for reading, from byte `offset` and for at most `length` bytes.
/// Throws: data::Error (NoInput) if there is no such file or it is a directory,
/// (NotPermitted) if it may not be read.
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path,
                                      std::string name = {}, std::uint64_t offset = 0,
                                      std::optional<std::uint64_t> length = {});

/// Reads an open file descriptor, which stays the caller's (for instance 0, stdin).
std::unique_ptr<ByteSource> from_descriptor(int descriptor, std::string name);

/// Reads memory that outlives the source.
std::unique_ptr<ByteSource> from_memory(std::string_view bytes,
                                        std::string name = "<memory>");

/// Decompresses gzip (RFC 1952; several members one after the other are one stream).
/// Its read throws data::Error (BadData) where the stream is damaged or cut short.
std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> compressed);

/// Everything that is left, up to `limit` bytes.
/// Throws: data::Error (BadData) if there is more than that.
std::string read_all(ByteSource& source, std::uint64_t limit = std::uint64_t{1} << 32U);

}  // namespace espalier::data
