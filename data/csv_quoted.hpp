/// One CSV record that holds quotes, split byte by byte (RFC 4180). Private to
/// CsvScanner, whose plain records take a faster way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv_scanner.hpp"
#include "data/error.hpp"

namespace espalier::data {

class QuotedRecord {
 public:
  /// `where` is the record's first line, with the file that messages name.
  QuotedRecord(Position where, char delimiter)
      : where_(std::move(where)), delimiter_(delimiter) {}

  /// Goes on from where it stopped. `record` is all that is there of the record, from its
  /// first byte: the same bytes as at the last call, and more. Returns whether the record
  /// is complete; size() is then its length without the newline. Throws: data::Error
  /// (BadData).
  bool feed(std::string_view record);
  /// There is nothing more: the record ends here.
  /// Throws: data::Error (BadData) if a quote is open.
  void finish();

  [[nodiscard]] std::size_t size() const noexcept { return at_; }
  [[nodiscard]] std::uint64_t line_ends() const noexcept { return line_ends_; }

  /// Requires: the record is complete, and `record` begins with its size() bytes.
  /// Fills `fields` with views of `record` and of `unescaped`.
  void fields(std::string_view record, std::vector<CsvField>& fields,
              std::string& unescaped) const;

 private:
  enum class Place { FieldStart, Unquoted, Quoted, AfterQuote, AfterBlank };
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    bool quoted = false;
    bool escaped = false;
  };

  /// Returns whether `byte` ends the record.
  bool step(char byte);
  void outside(char byte);
  void inside(char byte);
  void behind(char byte);
  void begin_piece();
  void end_piece();
  [[nodiscard]] bool is_gap(char byte) const noexcept;
  [[nodiscard]] std::uint64_t column() const noexcept { return at_ - line_begin_ + 1; }
  [[noreturn]] void refuse(const std::string& what) const;

  Position where_;
  char delimiter_;
  Place place_ = Place::FieldStart;
  std::size_t at_ = 0;          ///< bytes that were stepped over
  std::size_t line_begin_ = 0;  ///< where the current line begins in the record
  std::uint64_t line_ends_ = 0;
  Piece piece_{0, 0, 0, 1};
  bool piece_begun_ = false;
  std::vector<Piece> pieces_;
};

}  // namespace espalier::data
