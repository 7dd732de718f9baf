#include "data/libsvm_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "data/error.hpp"
#include "data/excerpt.hpp"
#include "data/line_reader.hpp"
#include "data/number_parse.hpp"

namespace espalier::data {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::uint32_t kIndexEnd =
    0x7FFFFFFFU;  // indices and their count fit in 31 bits

class LibsvmReader {
 public:
  LibsvmReader(ByteSource& source, std::uint64_t max_line_bytes)
      : lines_(source, max_line_bytes) {
    table_.offsets.push_back(0);
  }

  SparseTable read();

 private:
  void row(std::string_view line);
  void head(std::string_view word);
  void entry(std::string_view word);
  void end_row();
  std::uint32_t index(std::string_view text);
  float finite(std::string_view text, const char* what);
  std::string_view next_word(std::string_view& rest) const;
  [[nodiscard]] Position place(std::string_view text) const;
  [[noreturn]] void refuse(std::string_view text, const std::string& what) const {
    throw Error(ErrorKind::BadData, place(text), what);
  }

  struct Entry {
    std::uint32_t index;
    float value;
    std::string_view text;
  };

  LineReader lines_;
  std::string_view line_;
  std::vector<Entry> entries_;  ///< of the current row
  SparseTable table_;
};

SparseTable LibsvmReader::read() {
  while (const std::optional<std::string_view> line = lines_.next()) {
    line_ = *line;
    const std::string_view text = trim(line->substr(0, line->find('#')));
    if (!text.empty()) row(text);
  }
  if (table_.rows == 0) {
    throw Error(ErrorKind::BadData, {lines_.name(), lines_.line(), 1},
                "there are no rows; give a file with at least one");
  }
  return std::move(table_);
}

void LibsvmReader::row(std::string_view line) {
  std::string_view rest = line;
  head(next_word(rest));
  while (!rest.empty()) entry(next_word(rest));
  end_row();
}

/// "label" or "label:weight".
void LibsvmReader::head(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (table_.rows == 0 && parse_float(word.substr(0, colon)).error != NumberError::None &&
      line_.find(':') == kNone) {
    refuse(word, "Blankspace and colon not found in firstline '" +
                     printable(first_characters(line_, 50)) + "...' of file '" +
                     lines_.name() +
                     "'. ContentType by defaullt is in libsvm. Please ensure the file is "
                     "in libsvm format.");
  }
  table_.labels.push_back(finite(word.substr(0, colon), "label"));
  const bool weighted = colon != kNone;
  if (table_.rows > 0 && weighted == table_.weights.empty()) {
    refuse(word, weighted
                     ? "a weight here, but none on the rows before; give every row one"
                     : "no weight here, but one on the rows before; give every row one");
  }
  if (!weighted) return;
  const std::string_view text = word.substr(colon + 1);
  table_.weights.push_back(finite(text, "weight"));
  if (table_.weights.back() < 0) {
    refuse(text, "the weight " + excerpt(text) + " is negative; a weight is 0 or more");
  }
}

void LibsvmReader::entry(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == kNone) {
    refuse(word, excerpt(word) + " is not index:value; write 3:0.5 for feature 3");
  }
  if (word.substr(0, colon) == "qid") {
    refuse(word, excerpt(word) +
                     " is a query id, for ranking, which is not supported; remove it");
  }
  const std::uint32_t feature = index(word.substr(0, colon));
  table_.columns = std::max<std::size_t>(table_.columns, feature + std::size_t{1});
  const std::string_view text = word.substr(colon + 1);
  const ParsedNumber number = parse_float(text);
  const bool is_missing = number.error == NumberError::None && std::isnan(number.value);
  const float value = is_missing ? number.value : finite(text, "value");
  entries_.push_back({feature, value, word});
}

void LibsvmReader::end_row() {
  if (!std::ranges::is_sorted(entries_, {}, &Entry::index)) {
    std::ranges::stable_sort(entries_, {}, &Entry::index);
  }
  const auto twice =
      std::ranges::adjacent_find(entries_, std::ranges::equal_to{}, &Entry::index);
  if (twice != entries_.end()) {
    refuse((twice + 1)->text, "index " + std::to_string(twice->index) +
                                  " stands twice in this row; keep one of them");
  }
  for (const Entry& entry : entries_) {
    if (std::isnan(entry.value)) continue;
    table_.indices.push_back(entry.index);
    table_.values.push_back(entry.value);
  }
  entries_.clear();
  table_.offsets.push_back(table_.indices.size());
  ++table_.rows;
}

std::uint32_t LibsvmReader::index(std::string_view text) {
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (at != end || error != std::errc{} || value >= kIndexEnd) {
    refuse(text, excerpt(text) +
                     " is not an index; a feature's index is a whole number from 0 to " +
                     std::to_string(kIndexEnd - 1));
  }
  return value;
}

/// A number that is there and finite.
float LibsvmReader::finite(std::string_view text, const char* what) {
  const ParsedNumber number = parse_float(text);
  if (number.error == NumberError::None && std::isfinite(number.value)) {
    return number.value;
  }
  std::string message = "the ";
  message.append(what);
  if (text.empty()) {
    refuse(text, message + " is empty; write index:value, or leave the entry out");
  }
  message.append(" ").append(excerpt(text));
  refuse(text,
         message + (number.error == NumberError::NotANumber
                        ? " is not a number; correct it or remove the row"
                        : " is not a finite float32; correct it or remove the row"));
}

/// The word at the front of `rest`, which then begins with the one after it.
std::string_view LibsvmReader::next_word(std::string_view& rest) const {
  const auto blank = std::ranges::find_if(rest, is_blank);
  const auto length = static_cast<std::size_t>(blank - rest.begin());
  const std::string_view word = rest.substr(0, length);
  rest.remove_prefix(length);
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  return word;
}

/// Requires: `text` is part of the current line.
Position LibsvmReader::place(std::string_view text) const {
  return {lines_.name(), lines_.line(),
          static_cast<std::uint64_t>(text.data() - line_.data()) + 1};
}

}  // namespace

SparseTable read_libsvm(ByteSource& source, std::uint64_t max_line_bytes) {
  return LibsvmReader(source, max_line_bytes).read();
}

}  // namespace espalier::data
