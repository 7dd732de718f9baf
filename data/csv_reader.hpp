/// CSV text to Table: whole, or in blocks of rows in bounded memory.
///
/// A cell is a decimal number, correctly rounded to float32, or empty or "nan" (missing,
/// NaN); blanks around it are allowed. Everything else, infinities among it, is refused
/// with file:line:column, the offending text and the remedy. One reader belongs to one
/// thread.
///
/// A first line is a header where a cell of it is not a number and holds a letter other
/// than e, as the SageMaker container finds it ([a-df-zA-DF-Z]); unlike the container, a
/// first row with the numbers "nan" or "inf" is no header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "data/byte_source.hpp"
#include "data/table.hpp"

namespace espalier::data {

/// What to do with a first line that is not all numbers.
enum class Header {
  Refuse,  ///< as the SageMaker container does, with its message
  Skip,    ///< it is a header and is passed over; a first line of numbers is a row
};

struct CsvOptions {
  /// The delimiter; nothing means sniffed from the first line as the container does
  /// (data/delimiter.hpp).
  std::optional<char> delimiter = ',';
  Header header = Header::Refuse;
  /// Column of the label and of the weight in the file, from 0; neither is a feature.
  std::optional<std::size_t> label_column = std::nullopt;
  std::optional<std::size_t> weight_column = std::nullopt;
  /// Where given, every row must have exactly so many features (label and weight not
  /// counted); otherwise the first row decides.
  std::optional<std::size_t> columns = std::nullopt;
  std::uint64_t max_line_bytes = std::uint64_t{16} << 20U;
};

class CsvReader {
 public:
  /// Throws: data::Error (BadArgument) if label and weight are the same column, or if the
  /// delimiter could be part of a number or a quote.
  CsvReader(std::unique_ptr<ByteSource> source, CsvOptions options);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// Reads up to `max_rows` rows into `block`, replacing what it held but keeping its
  /// memory. Returns false, and an empty block, at the end.
  /// Throws: data::Error (BadData) for a cell that is not a number, a ragged row, a value
  /// outside float32, an infinity, NaN or nothing as label or weight, a negative weight,
  /// and what CsvScanner refuses. The reader is then at its end of use.
  bool next(Table& block, std::size_t max_rows);

  /// All rows that are left.
  /// Throws: as next(), and data::Error (BadData) if there is not one row.
  Table read_all();

  /// The line on which the last row that was read begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace espalier::data
