#include "data/csv_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "data/csv_scanner.hpp"
#include "data/delimiter.hpp"
#include "data/error.hpp"
#include "data/excerpt.hpp"
#include "data/number_parse.hpp"

namespace espalier::data {

namespace {

using Fields = std::span<const CsvField>;

/// What a column of the file becomes.
enum class Role { Feature, Label, Weight };

[[noreturn]] void refuse(const std::string& file, const CsvField& field,
                         const std::string& what) {
  std::uint64_t column = field.column;
  if (!field.quoted) {
    const auto text = std::ranges::find_if_not(field.text, is_blank);
    if (text != field.text.end()) {
      column += static_cast<std::uint64_t>(text - field.text.begin());
    }
  }
  throw Error(ErrorKind::BadData, {file, field.line, column}, what);
}

[[noreturn]] void refuse_number(const std::string& file, const CsvField& field,
                                NumberError error) {
  const std::string text = excerpt(trim(field.text));
  if (error == NumberError::OutOfRange) {
    refuse(file, field,
           text +
               " is outside float32, whose largest value is 3.4028235e38; scale the "
               "column, or leave the cell empty");
  }
  refuse(file, field, text + " is not a number; remove the row or leave the cell empty");
}

[[noreturn]] void refuse_target(const std::string& file, const CsvField& field,
                                const char* what) {
  const std::string_view text = trim(field.text);
  const std::string shown = text.empty() ? " is empty" : " is " + excerpt(text);
  refuse(file, field,
         std::string("the ") + what + shown + "; every row needs a finite " + what +
             ", give one or remove the row");
}

std::size_t targets(const CsvOptions& options) {
  return (options.label_column ? 1U : 0U) + (options.weight_column ? 1U : 0U);
}

void check(const CsvOptions& options) {
  if (options.label_column && options.label_column == options.weight_column) {
    throw Error(ErrorKind::BadArgument,
                "column " + std::to_string(*options.label_column) +
                    " is both the label and the weight; choose another for one of them");
  }
  if (options.delimiter && cannot_delimit_numbers(*options.delimiter)) {
    throw Error(ErrorKind::BadArgument,
                excerpt({&*options.delimiter, 1}) +
                    " cannot delimit numbers, which may hold it; give another delimiter");
  }
}

}  // namespace

struct CsvReader::State {
  State(std::unique_ptr<ByteSource> source, const CsvOptions& settings)
      : scanner(std::move(source), {settings.delimiter, settings.max_line_bytes}),
        options(settings) {
    if (options.columns) cells = *options.columns + targets(options);
  }

  [[nodiscard]] bool skip_header(Fields fields) const;
  void refuse_header(Fields fields, const CsvField& culprit) const;
  void begin(Fields fields);
  void check_width(Fields fields) const;
  [[nodiscard]] Role role(std::size_t column) const;
  void append(Fields fields, Table& block) const;
  [[nodiscard]] float feature_of(const CsvField& field) const;
  void append_target(const CsvField& field, Role role, Table& block) const;
  bool append_row(Table& block);

  CsvScanner scanner;
  CsvOptions options;
  std::size_t cells = 0;  ///< of every row
  bool begun = false;
  std::uint64_t first_line = 0;
};

/// Whether the first line is a header and may be passed over.
bool CsvReader::State::skip_header(Fields fields) const {
  const auto culprit = std::ranges::find_if(fields, [](const CsvField& field) {
    return parse_float(field.text).error == NumberError::NotANumber;
  });
  if (culprit == fields.end()) return false;
  if (options.header == Header::Skip) return true;
  refuse_header(fields, *culprit);
  return false;
}

/// Throws with the container's two messages on the first line where they apply.
void CsvReader::State::refuse_header(Fields fields, const CsvField& culprit) const {
  const std::string& file = scanner.name();
  const std::string line = printable(first_characters(scanner.raw(), 50));
  if (fields.size() == 1 && culprit.text.find(' ') != std::string_view::npos &&
      culprit.text.find(':') != std::string_view::npos) {
    refuse(file, culprit,
           "Blankspace and colon found in firstline '" + line + "...' of file '" + file +
               "'. Please ensure the file is in csv format.");
  }
  const auto letter = std::ranges::find_if(culprit.text, [](char byte) {
    const char lower = static_cast<char>(byte | 0x20);
    return lower >= 'a' && lower <= 'z' && lower != 'e';
  });
  if (letter == culprit.text.end()) return;
  refuse(file, culprit,
         std::string("Non-numeric value '") + *letter + "' found in the header line '" +
             line + "...' of file '" + file +
             "'. CSV format require no header line in it. If header line is already "
             "removed, XGBoost does not accept non-numeric value in the data.");
}

/// Learns the width from the first row.
void CsvReader::State::begin(Fields fields) {
  first_line = scanner.line();
  if (!options.columns) cells = fields.size();
  for (const auto& column : {options.label_column, options.weight_column}) {
    if (column && *column >= cells) {
      throw Error(ErrorKind::BadData, {scanner.name(), first_line, 1},
                  "there is no column " + std::to_string(*column) + " (from 0) for the " +
                      (column == options.label_column ? "label" : "weight") +
                      ", the row has " + std::to_string(cells) +
                      "; check the delimiter and the column's number");
    }
  }
}

void CsvReader::State::check_width(Fields fields) const {
  if (fields.size() == cells) return;
  const bool over = fields.size() > cells;
  const CsvField& last = over ? fields[cells] : fields.back();
  const std::string wanted = options.columns ? std::to_string(cells) + " are needed"
                                             : "line " + std::to_string(first_line) +
                                                   " has " + std::to_string(cells);
  const std::uint64_t column = last.column + (over || last.quoted ? 0 : last.text.size());
  throw Error(ErrorKind::BadData, {scanner.name(), last.line, column},
              "the row " + excerpt(scanner.raw()) + " has " +
                  std::to_string(fields.size()) +
                  (fields.size() == 1 ? " column, but " : " columns, but ") + wanted +
                  "; complete the row (a missing value is an empty cell: 1,,3) or remove "
                  "it");
}

Role CsvReader::State::role(std::size_t column) const {
  if (column == options.label_column) return Role::Label;
  if (column == options.weight_column) return Role::Weight;
  return Role::Feature;
}

float CsvReader::State::feature_of(const CsvField& field) const {
  const ParsedNumber number = parse_float(field.text);
  if (number.error == NumberError::NotANumber ||
      number.error == NumberError::OutOfRange) {
    refuse_number(scanner.name(), field, number.error);
  }
  if (std::isinf(number.value)) {
    refuse(scanner.name(), field,
           excerpt(trim(field.text)) +
               " is infinite, which XGBoost does not take; give a finite number or leave "
               "the cell empty");
  }
  return number.value;
}

void CsvReader::State::append_target(const CsvField& field, Role role,
                                     Table& block) const {
  const ParsedNumber number = parse_float(field.text);
  if (number.error == NumberError::NotANumber ||
      number.error == NumberError::OutOfRange) {
    refuse_number(scanner.name(), field, number.error);
  }
  const char* const what = role == Role::Label ? "label" : "weight";
  if (!std::isfinite(number.value)) refuse_target(scanner.name(), field, what);
  if (role == Role::Weight && number.value < 0) {
    refuse(scanner.name(), field,
           "the weight " + excerpt(trim(field.text)) +
               " is negative; a weight is 0 or more, give one or remove the row");
  }
  (role == Role::Label ? block.labels : block.weights).push_back(number.value);
}

void CsvReader::State::append(Fields fields, Table& block) const {
  const std::size_t begin = block.values.size();
  block.values.resize(begin + fields.size());  // and fewer where there is a label
  float* feature = block.values.data() + begin;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (const Role is = role(i); is != Role::Feature) {
      append_target(fields[i], is, block);
    } else {
      *feature++ = feature_of(fields[i]);
    }
  }
  block.values.resize(begin + fields.size() - targets(options));
  ++block.rows;
}

/// Returns false at the end.
bool CsvReader::State::append_row(Table& block) {
  std::optional<Fields> fields = scanner.next();
  if (!begun && fields) {
    begun = true;
    if (skip_header(*fields)) fields = scanner.next();
    if (fields) begin(*fields);
  }
  if (!fields) return false;
  check_width(*fields);
  append(*fields, block);
  return true;
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvOptions options) {
  check(options);
  state_ = std::make_unique<State>(std::move(source), options);
}

CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;

bool CsvReader::next(Table& block, std::size_t max_rows) {
  block.rows = 0;
  block.values.clear();
  block.labels.clear();
  block.weights.clear();
  while (block.rows < max_rows && state_->append_row(block)) {
  }
  block.columns = state_->cells - std::min(state_->cells, targets(state_->options));
  return block.rows > 0;
}

Table CsvReader::read_all() {
  Table table;
  if (!next(table, std::numeric_limits<std::size_t>::max())) {
    throw Error(ErrorKind::BadData, {state_->scanner.name(), state_->scanner.line(), 1},
                "there are no rows; give a file with at least one");
  }
  return table;
}

std::uint64_t CsvReader::line() const noexcept { return state_->scanner.line(); }

}  // namespace espalier::data
