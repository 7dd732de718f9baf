/// Splits CSV bytes into records of fields: the one place where commas are split.
///
/// RFC 4180 quoting ("" inside quotes is one quote), LF and CRLF, a UTF-8 byte order
/// mark at the front, a last line without newline; lines that are empty or all blank are
/// skipped. Blanks may stand around a quoted field. A blank that is the delimiter is no
/// blank: of tab-separated text, a line of two tabs is three empty fields. Memory is
/// bounded by the longest record (CsvDialect::max_line_bytes), whatever the file. One
/// scanner belongs to one thread.
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
  /// Nothing means guessed from the first line that is not blank: container_delimiter().
  std::optional<char> delimiter = ',';
  /// Of a record without its line end; a quoted field's line ends count.
  std::uint64_t max_line_bytes = std::uint64_t{16} << 20U;
};

/// One field of a record. `text` is unquoted and unescaped; of an unquoted field, blanks
/// are kept.
struct CsvField {
  std::string_view text;
  bool quoted = false;
  std::uint64_t line = 0;  ///< on which it begins, from 1
  std::uint64_t column =
      0;  ///< of its first byte (or opening quote) in that line, from 1
};

class CsvScanner {
 public:
  /// Throws: data::Error (BadArgument) if the delimiter is a quote, a line end or NUL.
  CsvScanner(std::unique_ptr<ByteSource> source, CsvDialect dialect);
  ~CsvScanner();
  CsvScanner(CsvScanner&&) noexcept;
  CsvScanner& operator=(CsvScanner&&) noexcept;
  CsvScanner(const CsvScanner&) = delete;
  CsvScanner& operator=(const CsvScanner&) = delete;

  /// The next record's fields, valid until the next call; nothing at the end.
  /// Throws: data::Error (BadData) with file:line:column for a NUL byte, an unterminated
  /// quote, text after a closing quote, a quote inside an unquoted field, a line over the
  /// bound, or a delimiter that cannot be guessed; the scanner is then at its end of use.
  std::optional<std::span<const CsvField>> next();

  /// The raw bytes of the record that next() gave, without its line end.
  [[nodiscard]] std::string_view raw() const noexcept;
  /// The line on which that record begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept;
  /// The delimiter; nothing while it is still to be guessed.
  [[nodiscard]] std::optional<char> delimiter() const noexcept;
  [[nodiscard]] const std::string& name() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace espalier::data
