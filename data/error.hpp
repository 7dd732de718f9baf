/// The one exception of data/: a file, an object or a line that cannot be used.
///
/// A message has three parts: where, what, how to mend:
///   train.csv:17:4: "abc" is not a number; remove the row or leave the cell empty
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace espalier::data {

/// What kind of failure it is; the program's exit code follows from it (sysexits).
enum class ErrorKind {
  BadData,       ///< the bytes are there and are wrong (65)
  NoInput,       ///< the file or object is not there or cannot be read (66)
  CannotCreate,  ///< an output cannot be created (73)
  InputOutput,   ///< a read or a write failed, the disk is full (74)
  NotPermitted,  ///< the system refuses (77)
  BadArgument,   ///< an option or a recipe makes no sense (64)
};

/// A place in a text file; lines and columns count from 1, columns in bytes.
struct Position {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;

  /// "file:line:column", leaving out a line or column of 0.
  [[nodiscard]] std::string to_string() const;
};

class Error : public std::runtime_error {
 public:
  /// `what` is what happened and how to mend it, without the place.
  Error(ErrorKind kind, const std::string& what);
  Error(ErrorKind kind, Position where, const std::string& what);

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  /// The place, with an empty file where there is none.
  [[nodiscard]] const Position& where() const noexcept { return where_; }
  /// The message without the place.
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  ErrorKind kind_;
  Position where_;
  std::string reason_;
};

}  // namespace espalier::data
