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
/// temporary name, then fsync, rename, fsync of the folder. Where `path` is a symbolic
/// link, the file it names is replaced, not the link. A device or a pipe cannot be
/// replaced: it is written as the bytes come.
/// Throws: data::Error (CannotCreate, NotPermitted).
std::unique_ptr<ByteSink> atomic_file(const std::filesystem::path& path,
                                      std::string name = {});

/// Whether a file's name (without its folder) is one that atomic_file() writes under
/// before commit(), ".NAME.espalier-XXXXXX.tmp": what a killed process leaves behind.
[[nodiscard]] bool is_temporary_name(std::string_view filename) noexcept;

/// Writes to an open descriptor as it comes (a pipe, stdout); commit() makes it durable
/// where the descriptor can. A closed pipe is an InputOutput error only where SIGPIPE is
/// ignored; else the signal ends the process.
std::unique_ptr<ByteSink> to_descriptor(int descriptor, std::string name);

/// Appends to a string that outlives the sink.
std::unique_ptr<ByteSink> to_string(std::string& out);

}  // namespace espalier::data
