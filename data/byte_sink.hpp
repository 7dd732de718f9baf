/// Where bytes go. Written front to back by one thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace espalier::data {

class ByteSink {
 public:
  virtual ~ByteSink() = default;

  /// Throws: data::Error (InputOutput, CannotCreate) naming the sink.
  virtual void write(std::string_view bytes) = 0;

  /// Ends the writing and makes it durable; until then nothing stands under the final
  /// name, and destroying the sink without it leaves nothing behind.
  virtual void commit() = 0;

  /// How messages call it.
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
};

/// A file that appears under `path` only at commit(): written beside it under a
/// temporary name, then fsync, rename, fsync of the folder.
/// Throws: data::Error (CannotCreate, NotPermitted).
std::unique_ptr<ByteSink> atomic_file(const std::filesystem::path& path,
                                      std::string name = {});

/// Writes to an open descriptor as it comes (a pipe, stdout); commit() flushes.
std::unique_ptr<ByteSink> to_descriptor(int descriptor, std::string name);

/// Appends to a string that outlives the sink.
std::unique_ptr<ByteSink> to_string(std::string& out);

}  // namespace espalier::data
