#include "data/csv_scanner.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "data/csv_quoted.hpp"
#include "data/delimiter.hpp"
#include "data/line_reader.hpp"
#include "data/number_parse.hpp"

namespace espalier::data {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool all_blank(std::string_view text, std::optional<char> delimiter) {
  return std::ranges::all_of(
      text, [=](char byte) { return is_blank(byte) && byte != delimiter; });
}

void split_plain(std::string_view text, char delimiter, std::uint64_t line,
                 std::vector<CsvField>& fields) {
  fields.clear();
  std::size_t begin = 0;
  for (std::size_t end = text.find(delimiter); end != kNone;
       end = text.find(delimiter, begin)) {
    fields.push_back({text.substr(begin, end - begin), false, line, begin + 1});
    begin = end + 1;
  }
  fields.push_back({text.substr(begin), false, line, begin + 1});
}

}  // namespace

struct CsvScanner::State {
  State(std::unique_ptr<ByteSource> from, CsvDialect dialect)
      : source(std::move(from)),
        lines(*source, dialect.max_line_bytes),
        delimiter(dialect.delimiter),
        max_line_bytes(dialect.max_line_bytes) {}

  bool next();
  void read_quoted();

  std::unique_ptr<ByteSource> source;
  LineReader lines;
  std::optional<char> delimiter;
  std::uint64_t max_line_bytes;
  std::vector<CsvField> fields;
  std::string unescaped;
  std::string_view raw;
};

/// Returns false at the end.
bool CsvScanner::State::next() {
  std::optional<std::string_view> line = lines.next();
  while (line && all_blank(*line, delimiter)) line = lines.next();
  if (!line) return false;
  if (!delimiter) delimiter = container_delimiter(*line, {lines.name(), lines.line(), 1});
  if (lines.has_quote()) {
    read_quoted();
  } else {
    raw = *line;
    split_plain(raw, *delimiter, lines.line(), fields);
  }
  return true;
}

/// A record that holds quotes may go on over several lines.
void CsvScanner::State::read_quoted() {
  QuotedRecord record({lines.name(), lines.line(), 0}, *delimiter);
  const std::uint64_t enough = max_line_bytes + 2;  // with the CR, one over the bound
  while (record.size() < enough && !record.feed(lines.ahead().substr(0, enough))) {
    if (record.size() < enough && !lines.extend()) {
      record.finish();
      break;
    }
  }
  raw = lines.set_length(record.size(), record.line_ends());
  record.fields(lines.ahead(), fields, unescaped);
  const bool cut = raw.size() < record.size();  // a CR, which is no part of a last field
  if (cut && !fields.back().quoted) fields.back().text.remove_suffix(1);
}

CsvScanner::CsvScanner(std::unique_ptr<ByteSource> source, CsvDialect dialect) {
  if (dialect.delimiter &&
      std::string_view("\"\r\n\0", 4).find(*dialect.delimiter) != kNone) {
    throw Error(ErrorKind::BadArgument,
                "a quote, a line end or NUL cannot be the delimiter; give another");
  }
  state_ = std::make_unique<State>(std::move(source), dialect);
}

CsvScanner::~CsvScanner() = default;
CsvScanner::CsvScanner(CsvScanner&&) noexcept = default;
CsvScanner& CsvScanner::operator=(CsvScanner&&) noexcept = default;

std::optional<std::span<const CsvField>> CsvScanner::next() {
  if (!state_->next()) return std::nullopt;
  return state_->fields;
}

std::string_view CsvScanner::raw() const noexcept { return state_->raw; }
std::uint64_t CsvScanner::line() const noexcept { return state_->lines.line(); }
std::optional<char> CsvScanner::delimiter() const noexcept { return state_->delimiter; }
const std::string& CsvScanner::name() const noexcept { return state_->source->name(); }

}  // namespace espalier::data
