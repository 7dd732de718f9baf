/// CSV text to Table: whole, or in blocks of rows in bounded memory.
///
/// A cell is a decimal number, correctly rounded to float32, or empty (missing, NaN);
/// blanks around it are allowed. Everything else is refused with file:line:column, the
/// offending text and the remedy. One reader belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "data/byte_source.hpp"
#include "data/table.hpp"

namespace espalier::data {

/// What to do with a first line that holds letters.
enum class Header {
  Refuse,  ///< as the SageMaker container does, with its message
  Skip,    ///< the first line is a header and is passed over
};

struct CsvOptions {
  /// The delimiter; nothing means sniffed from the first line as the container does.
  std::optional<char> delimiter = ',';
  Header header = Header::Refuse;
  /// Column of the label and of the weight in the file, from 0; neither is a feature.
  std::optional<std::size_t> label_column;
  std::optional<std::size_t> weight_column;
  /// Where given, every row must have exactly so many features (label and weight not
  /// counted); otherwise the first row decides.
  std::optional<std::size_t> columns;
  std::uint64_t max_line_bytes = std::uint64_t{16} << 20U;
};

class CsvReader {
 public:
  CsvReader(std::unique_ptr<ByteSource> source, CsvOptions options);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;

  /// Reads up to `max_rows` rows into `block`, replacing what it held but keeping its
  /// memory. Returns false, and an empty block, at the end.
  /// Throws: data::Error (BadData) for a cell that is not a number, a ragged row, a value
  /// outside float32, NaN or infinity as label or weight, and what CsvScanner refuses.
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
