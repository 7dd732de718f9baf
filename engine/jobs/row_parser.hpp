/// CSV rows to blocks of features, ready to be scored, with the cells that are to be
/// written beside the predictions.
///
/// One parser belongs to one thread; the blocks it has filled may go to others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/byte_source.hpp"
#include "data/csv_reader.hpp"
#include "data/csv_scanner.hpp"
#include "data/error.hpp"
#include "data/number_parse.hpp"
#include "engine/jobs/data_processing.hpp"

namespace espalier::jobs {

/// Notation      shape                       meaning
///   values      (rows, features)            float32, row-major; NaN means missing
///   cells       (rows × kept input cells)   text as it is written, one after the other
///   cell_ends   (rows × kept input cells)   where each ends in `cells`
struct RowBlock {
  std::size_t rows = 0;
  std::vector<float> values;
  std::string cells;
  std::vector<std::size_t> cell_ends;
};

struct RowParserOptions {
  /// The delimiter; nothing means sniffed from the first line as the container does.
  std::optional<char> delimiter = ',';
  data::Header header = data::Header::Refuse;
  DataProcessing processing;
  /// Refuse as well what reads as CSV, but not in the SageMaker container: blank lines
  /// between rows, quotes around numbers.
  bool as_container = false;
  std::size_t block_values = std::size_t{1} << 16U;  ///< features in a block, about
  std::uint64_t max_line_bytes = std::uint64_t{16} << 20U;
  /// Hears the line and the length, line end included, of each record as it would go to
  /// the container.
  std::function<void(std::uint64_t line, std::uint64_t bytes)> record;
};

class RowParser {
 public:
  /// `features` and `outputs` are the model's.
  RowParser(std::unique_ptr<data::ByteSource> source, std::size_t features,
            std::size_t outputs, RowParserOptions options);

  /// Reads the next rows into `block`, replacing what it held but keeping its memory.
  /// Returns false, and an empty block, at the end.
  /// Throws: with file:line:column and the remedy, data::Error (BadData) for what is not
  /// CSV of numbers; engine::Error (Validation, "ClientError") for a wrong number of
  /// columns, an infinity, a filter that selects what is not there.
  bool next(RowBlock& block);

  /// How a row is laid out; known once a row has been read.
  [[nodiscard]] const RowLayout& layout() const noexcept { return layout_; }

 private:
  using Fields = std::span<const data::CsvField>;

  void lay_out_for(Fields first);
  void check_columns(Fields fields) const;
  void check_blank_lines() const;
  void append_row(Fields fields, RowBlock& block) const;
  void append_cells(Fields fields, RowBlock& block) const;
  void report_record(Fields fields) const;
  [[noreturn]] void refuse_columns(Fields fields, std::size_t found) const;
  [[noreturn]] void refuse_cell(Fields fields, const data::CsvField& field,
                                data::NumberError error) const;
  [[nodiscard]] data::Position place(const data::CsvField& field) const;

  std::size_t features_;
  std::size_t outputs_;
  RowParserOptions options_;
  data::CsvScanner scanner_;
  RowLayout layout_;
  std::size_t columns_ = 0;  ///< of a row of the input; 0 until one has been read
  std::uint64_t rows_ = 0;
  bool header_passed_ = false;
  std::uint64_t next_line_ = 0;  ///< on which a record follows without a blank line
};

}  // namespace espalier::jobs
