/// Numbers to CSV, into a ByteSink through a buffer. What it writes, CsvScanner and
/// CsvReader read back as it was. One writer belongs to one thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "data/byte_sink.hpp"

namespace espalier::data {

enum class LineEnd { Lf, CrLf };
enum class FloatFormat {
  Shortest,  ///< shortest digits that read back to the same float32; NaN is an empty cell
  PythonRepr,  ///< as the SageMaker container prints: repr of the float32 widened; "nan"
};

struct CsvWriterOptions {
  char delimiter = ',';
  LineEnd line_end = LineEnd::Lf;
  FloatFormat format = FloatFormat::Shortest;
};

class CsvWriter {
 public:
  /// The sink outlives the writer.
  /// Throws: data::Error (BadArgument) if the delimiter could be part of a number or
  /// quote.
  CsvWriter(ByteSink& sink, CsvWriterOptions options);

  /// One line of numbers. A lone empty cell is written "" in quotes, so that the line is
  /// not taken for a blank one. Requires: there is at least one. Throws: data::Error, as
  /// the sink.
  void row(std::span<const float> values);
  /// One line of text fields, quoted where RFC 4180 needs it.
  /// Requires: there is at least one, and no NUL byte. Throws: data::Error, as the sink.
  void row(std::span<const std::string_view> fields);
  /// Hands what is buffered to the sink; the sink's commit() stays the caller's. What is
  /// not flushed is not written.
  void flush();

 private:
  void append(float value);
  void end_row();

  ByteSink* sink_;
  CsvWriterOptions options_;
  std::string buffer_;
};

}  // namespace espalier::data
