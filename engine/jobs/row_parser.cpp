#include "engine/jobs/row_parser.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "data/error.hpp"
#include "data/excerpt.hpp"
#include "data/number_parse.hpp"
#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

/// A block ends early once the cells it keeps are so long, so that long text does not
/// make it grow.
constexpr std::size_t kMaxCellBytes = std::size_t{1} << 22U;

/// The container's text for a payload it cannot read (status 415).
const std::string kNotCsv =
    "Loading csv data failed with Exception, please ensure data is in csv format: ";

bool needs_quotes(std::string_view text) {
  return text.find_first_of(",\"\r\n") != std::string_view::npos;
}

/// RFC 4180: quotes around what holds a comma, a quote or a line end; quotes doubled.
void append_cell(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (const char byte : text) {
    if (byte == '"') out += '"';
    out += byte;
  }
  out += '"';
}

bool is_number(const data::CsvField& field) {
  const data::NumberError error = data::parse_float(field.text).error;
  return error == data::NumberError::None || error == data::NumberError::Empty;
}

std::string columns_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " column" : " columns");
}

}  // namespace

RowParser::RowParser(std::unique_ptr<data::ByteSource> source, std::size_t features,
                     std::size_t outputs, RowParserOptions options)
    : features_(features),
      outputs_(outputs),
      options_(std::move(options)),
      scanner_(std::move(source), {options_.delimiter, options_.max_line_bytes}) {}

bool RowParser::next(RowBlock& block) {
  block.rows = 0;
  block.values.clear();
  block.cells.clear();
  block.cell_ends.clear();
  const std::size_t max_rows = std::max<std::size_t>(
      options_.block_values / std::max<std::size_t>(features_, 1), 1);
  while (block.rows < max_rows && block.cells.size() < kMaxCellBytes) {
    const auto fields = scanner_.next();
    if (!fields) break;
    check_blank_lines();
    const std::string_view raw = scanner_.raw();
    next_line_ = scanner_.line() + 1 +
                 static_cast<std::uint64_t>(std::count(raw.begin(), raw.end(), '\n'));
    if (options_.header == data::Header::Skip && !std::exchange(header_passed_, true)) {
      continue;
    }
    if (columns_ == 0) lay_out_for(*fields);
    check_columns(*fields);
    append_row(*fields, block);
    if (options_.record) report_record(*fields);
    ++block.rows;
    ++rows_;
  }
  return block.rows > 0;
}

void RowParser::check_blank_lines() const {
  if (!options_.as_container || rows_ == 0 || scanner_.line() == next_line_) return;
  throw data::Error(data::ErrorKind::BadData, {scanner_.name(), next_line_, 0},
                    kNotCsv +
                        "the line is blank, which the container takes for a row of one "
                        "empty cell; remove it");
}

void RowParser::lay_out_for(Fields first) {
  columns_ = first.size();
  if (options_.processing.input_filter.selects_all() && columns_ != features_) {
    refuse_columns(first, columns_);
  }
  try {
    layout_ = lay_out(options_.processing, columns_, outputs_);
  } catch (const engine::Error& error) {
    throw engine::Error(error.kind(), error.aws_name(),
                        place(first.front()).to_string() + ": " + error.what());
  }
  if (layout_.features.size() != features_) {
    refuse_columns(first, layout_.features.size());
  }
}

void RowParser::check_columns(Fields fields) const {
  if (fields.size() == columns_) return;
  if (columns_ == features_ && options_.processing.input_filter.selects_all()) {
    refuse_columns(fields, fields.size());
  }
  const data::CsvField& at = fields[std::min(columns_, fields.size() - 1)];
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      place(at).to_string() + ": " + columns_text(fields.size()) +
                          " where the rows before have " + std::to_string(columns_) +
                          "; give every row the same columns");
}

void RowParser::refuse_columns(Fields fields, std::size_t found) const {
  const bool filtered = !options_.processing.input_filter.selects_all();
  const std::string filter = options_.processing.input_filter.to_string();
  std::string why = "Feature size of csv inference data " + std::to_string(found) +
                    " is not consistent with feature size of trained model " +
                    std::to_string(features_) + ": expected " + columns_text(features_) +
                    ", found " + std::to_string(found);
  if (filtered) {
    why += " after the InputFilter " + filter + "; select the model's features with it";
  } else if (found == features_ + 1) {
    why +=
        "; the label column may have been left in: remove it, or drop it with "
        "DataProcessing.InputFilter \"$[1:]\"";
  } else {
    why += "; give every feature that the model was trained on, and no label";
  }
  const std::size_t at = filtered ? 0 : std::min(features_, fields.size() - 1);
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      place(fields[at]).to_string() + ": " + why);
}

void RowParser::append_row(Fields fields, RowBlock& block) const {
  for (const std::size_t column : layout_.features) {
    const data::CsvField& field = fields[column];
    const data::ParsedNumber parsed = data::parse_float(field.text);
    const bool quoted =
        field.quoted && options_.as_container && !options_.processing.active();
    if (quoted ||
        (parsed.error != data::NumberError::None &&
         parsed.error != data::NumberError::Empty) ||
        std::isinf(parsed.value)) {
      refuse_cell(fields, field, parsed.error);
    }
    block.values.push_back(parsed.value);
  }
  append_cells(fields, block);
}

void RowParser::refuse_cell(Fields fields, const data::CsvField& field,
                            data::NumberError error) const {
  const std::string text = data::excerpt(field.text);
  if (error == data::NumberError::None &&
      std::isinf(data::parse_float(field.text).value)) {
    throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                        place(field).to_string() +
                            ": Unable to evaluate payload provided: " + text +
                            " is infinite, which XGBoost refuses; leave the cell empty "
                            "or remove the row");
  }
  std::string why = kNotCsv + text;
  if (error == data::NumberError::OutOfRange) {
    why += " is outside float32; scale the column, or leave the cell empty";
  } else if (error != data::NumberError::NotANumber) {
    why += " stands in quotes, which the container does not read; remove the quotes";
  } else if (rows_ == 0 && std::none_of(fields.begin(), fields.end(), is_number)) {
    why += " is not a number: the first line looks like a header; remove it";
  } else {
    why += " is not a number; remove the row or leave the cell empty";
  }
  throw data::Error(data::ErrorKind::BadData, place(field), why);
}

void RowParser::append_cells(Fields fields, RowBlock& block) const {
  for (const RowLayout::OutputColumn& column : layout_.output) {
    if (!column.from_input) continue;
    append_cell(block.cells, fields[column.index].text);
    block.cell_ends.push_back(block.cells.size());
  }
}

void RowParser::report_record(Fields fields) const {
  std::uint64_t bytes = 1;  // its line end
  if (options_.processing.input_filter.selects_all()) {
    bytes += scanner_.raw().size();
  } else {
    for (const std::size_t column : layout_.features) bytes += fields[column].text.size();
    bytes += layout_.features.size() - 1;
  }
  options_.record(scanner_.line(), bytes);
}

data::Position RowParser::place(const data::CsvField& field) const {
  return {scanner_.name(), field.line, field.column};
}

}  // namespace espalier::jobs
