/// Numbers to CSV, into a ByteSink through a buffer.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "data/byte_sink.hpp"

namespace espalier::data {

enum class LineEnd { Lf, CrLf };
enum class FloatFormat {
  Shortest,    ///< shortest digits that read back to the same float32
  PythonRepr,  ///< as the SageMaker container prints: repr of the float32 widened
};

struct CsvWriterOptions {
  char delimiter = ',';
  LineEnd line_end = LineEnd::Lf;
  FloatFormat format = FloatFormat::Shortest;
};

class CsvWriter {
 public:
  /// The sink outlives the writer.
  CsvWriter(ByteSink& sink, CsvWriterOptions options);

  /// One line of numbers; NaN is an empty cell.
  void row(std::span<const float> values);
  /// One line of text fields, quoted where RFC 4180 needs it.
  void row(std::span<const std::string_view> fields);
  /// Hands what is buffered to the sink; the sink's commit() stays the caller's.
  void flush();

 private:
  ByteSink* sink_;
  CsvWriterOptions options_;
  std::string buffer_;
};

}  // namespace espalier::data
