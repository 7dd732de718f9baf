/// Splits CSV bytes into records of fields: the one place where commas are split.
///
/// RFC 4180 quoting ("" inside quotes is one quote), LF and CRLF, a UTF-8 byte order
/// mark at the front, a last line without newline; lines that are empty or all blank are
/// skipped. Memory is bounded by the longest record (CsvDialect::max_line_bytes), whatever
/// the file. One scanner belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "data/byte_source.hpp"
#include "data/error.hpp"

namespace espalier::data {


struct CsvDialect {
  char delimiter = ',';
  std::uint64_t max_line_bytes = std::uint64_t{16} << 20U;
};

/// One field of a record. `text` is unquoted and unescaped, blanks kept.
struct CsvField {
  std::string_view text;
  bool quoted = false;
  std::uint64_t column = 0;  ///< of its first byte in its line, from 1
};

class CsvScanner {
 public:
  CsvScanner(std::unique_ptr<ByteSource> source, CsvDialect dialect);
  ~CsvScanner();
  CsvScanner(CsvScanner&&) noexcept;
  CsvScanner& operator=(CsvScanner&&) noexcept;

  /// The next record's fields, valid until the next call; nothing at the end.
  /// Throws: data::Error (BadData) with file:line:column for a NUL byte, an unterminated
  /// quote, text after a closing quote, or a line over the bound.
  std::optional<std::span<const CsvField>> next();

  /// The raw bytes of the record that next() gave, without its line end.
  [[nodiscard]] std::string_view raw() const noexcept;
  /// The line on which that record begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept;
  [[nodiscard]] const std::string& name() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace espalier::data
