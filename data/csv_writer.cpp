#include "data/csv_writer.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "data/delimiter.hpp"
#include "data/error.hpp"
#include "data/excerpt.hpp"
#include "data/number_format.hpp"
#include "data/number_parse.hpp"

namespace espalier::data {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

/// A byte order mark at the front of the file would be dropped by a reader.
bool needs_quotes(std::string_view field, char delimiter) {
  return std::ranges::any_of(field,
                             [=](char byte) {
                               return byte == delimiter || byte == '"' || byte == '\n' ||
                                      byte == '\r';
                             }) ||
         field.starts_with("\xEF\xBB\xBF");
}

void append_quoted(std::string& out, std::string_view field) {
  out += '"';
  for (const char byte : field) {
    if (byte == '"') out += '"';
    out += byte;
  }
  out += '"';
}

}  // namespace

CsvWriter::CsvWriter(ByteSink& sink, CsvWriterOptions options)
    : sink_(&sink), options_(options) {
  if (cannot_delimit_numbers(options.delimiter)) {
    throw Error(ErrorKind::BadArgument,
                excerpt({&options.delimiter, 1}) +
                    " cannot delimit numbers, which may hold it; give another delimiter");
  }
  buffer_.reserve(kBufferBytes + kBufferBytes / 4);
}

void CsvWriter::append(float value) {
  if (options_.format == FloatFormat::PythonRepr) {
    append_python_repr(buffer_, static_cast<double>(value));
  } else if (!std::isnan(value)) {
    append_shortest(buffer_, value);
  }
}

void CsvWriter::row(std::span<const float> values) {
  assert(!values.empty());
  const std::size_t begin = buffer_.size();
  append(values.front());
  for (const float value : values.subspan(1)) {
    buffer_ += options_.delimiter;
    append(value);
  }
  if (buffer_.size() == begin) buffer_ += "\"\"";
  end_row();
}

void CsvWriter::row(std::span<const std::string_view> fields) {
  assert(!fields.empty());
  const bool blank_line = fields.size() == 1 && std::ranges::all_of(fields[0], is_blank);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) buffer_ += options_.delimiter;
    if (blank_line || needs_quotes(fields[i], options_.delimiter)) {
      append_quoted(buffer_, fields[i]);
    } else {
      buffer_ += fields[i];
    }
  }
  end_row();
}

void CsvWriter::end_row() {
  buffer_ += options_.line_end == LineEnd::CrLf ? "\r\n" : "\n";
  if (buffer_.size() >= kBufferBytes) flush();
}

void CsvWriter::flush() {
  if (!buffer_.empty()) sink_->write(buffer_);
  buffer_.clear();
}

}  // namespace espalier::data
