/// Splits text into lines: LF and CRLF, a UTF-8 byte order mark at the front, a last line
/// without newline, in memory bounded by the longest line. What it gives and refuses does
/// not depend on how the source cuts its bytes. One reader belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/byte_source.hpp"
#include "data/byte_window.hpp"
#include "data/error.hpp"

namespace espalier::data {

/// Finds the next byte of one kind in a window, looking at each byte once however often
/// it is asked.
class NextByte {
 public:
  explicit NextByte(char wanted) noexcept : wanted_(wanted) {}

  /// Its place in `window`'s unread bytes, or their number if there is none among them.
  std::size_t find(const ByteWindow& window) noexcept;

 private:
  char wanted_;
  bool found_ = false;
  std::uint64_t known_ = 0;  ///< its offset in the source; while not found, none before
};

class LineReader {
 public:
  /// The source outlives the reader. A line may be `max_line_bytes` long, without its
  /// end.
  LineReader(ByteSource& source, std::uint64_t max_line_bytes)
      : source_(&source), window_(source), max_line_bytes_(max_line_bytes) {}

  /// The next line without its end, valid until the next call; nothing at the end.
  /// Throws: data::Error (BadData) with file:line:column for a NUL byte or a line over
  /// the bound.
  std::optional<std::string_view> next();

  /// For text that ends elsewhere than its first line, as a quoted CSV field may: all
  /// that is there from the line's first byte on, its line end included.
  [[nodiscard]] std::string_view ahead() const noexcept { return window_.unread(); }
  /// Reads more behind ahead(), which may move. Returns false at the end.
  bool extend() { return window_.extend(); }
  /// Makes the current line `length` bytes long, without its end, with `line_ends`
  /// within. Requires: ahead() holds them, and a newline or the end of the source
  /// follows.
  std::string_view set_length(std::size_t length, std::uint64_t line_ends);

  /// Whether the current line holds a quote.
  [[nodiscard]] bool has_quote() noexcept { return next_quote_.find(window_) < length_; }

  /// The number of the current line, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }
  [[nodiscard]] const std::string& name() const noexcept { return source_->name(); }

 private:
  void start();
  std::optional<std::size_t> find_end();

  ByteSource* source_;
  ByteWindow window_;
  std::uint64_t max_line_bytes_;
  NextByte next_nul_{'\0'};
  NextByte next_quote_{'"'};
  bool started_ = false;
  std::size_t length_ = 0;  ///< of the current line with a CR, without the LF
  std::size_t used_ = 0;    ///< bytes of the current line, consumed by the next call
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
};

}  // namespace espalier::data
