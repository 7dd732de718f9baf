#include "engine/jobs/column_filter.hpp"

#include <charconv>
#include <utility>

#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

/// CreateTransformJob: DataProcessing.InputFilter and OutputFilter, length at most 63.
constexpr std::size_t kMaxPathLength = 63;

/// Reads a path front to back.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : rest_(text) {}

  bool take(char wanted) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<std::int64_t> take_number() {
    skip_blanks();
    std::int64_t number = 0;
    const char* const end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, number);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
    return number;
  }

  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

[[noreturn]] void refuse(const std::string& member, std::string_view path,
                         const std::string& why) {
  throw engine::Error(engine::ErrorKind::Validation, "ValidationException",
                      member + " \"" + std::string(path) + "\" " + why);
}

std::string count_of_columns(std::size_t columns) {
  return std::to_string(columns) + (columns == 1 ? " column" : " columns");
}

}  // namespace

ColumnFilter ColumnFilter::parse(std::string_view path, std::string member) {
  if (path.size() > kMaxPathLength) {
    refuse(member, path, "has more than 63 characters, the most that SageMaker takes");
  }
  const std::string grammar =
      "is not a path that selects columns of CSV; write $, $[0], $[-1], $[0,2] or $[1:3]";
  ColumnFilter filter;
  filter.member_ = std::move(member);
  PathReader reader(path);
  if (!reader.take('$')) refuse(filter.member_, path, grammar);
  if (reader.at_end()) return filter;
  if (!reader.take('[')) refuse(filter.member_, path, grammar);
  const auto first = reader.take_number();
  if (reader.take(':')) {
    filter.selection_ = Slice{first, reader.take_number()};
  } else {
    if (!first) refuse(filter.member_, path, grammar);
    Indices indices{*first};
    while (reader.take(',')) {
      const auto next = reader.take_number();
      if (!next) refuse(filter.member_, path, grammar);
      indices.push_back(*next);
    }
    filter.selection_ = std::move(indices);
  }
  if (!reader.take(']') || !reader.at_end()) refuse(filter.member_, path, grammar);
  return filter;
}

bool ColumnFilter::selects_all() const noexcept {
  return std::holds_alternative<All>(selection_);
}

void ColumnFilter::outside(std::int64_t index, std::size_t columns) const {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      member_ + " \"" + to_string() + "\": index " +
                          std::to_string(index) + " is outside the row, which has " +
                          count_of_columns(columns));
}

std::size_t ColumnFilter::inside(std::int64_t index, std::size_t columns) const {
  const auto count = static_cast<std::int64_t>(columns);
  if (index >= count || index < -count) outside(index, columns);
  return static_cast<std::size_t>(index < 0 ? index + count : index);
}

std::size_t ColumnFilter::boundary(std::int64_t index, std::size_t columns) const {
  if (index == static_cast<std::int64_t>(columns)) return columns;
  return inside(index, columns);
}

std::vector<std::size_t> ColumnFilter::resolve(std::size_t columns) const {
  std::vector<std::size_t> selected;
  if (const auto* indices = std::get_if<Indices>(&selection_)) {
    selected.reserve(indices->size());
    for (const std::int64_t index : *indices) selected.push_back(inside(index, columns));
    return selected;
  }
  std::size_t first = 0;
  std::size_t last = columns;
  if (const auto* slice = std::get_if<Slice>(&selection_)) {
    if (slice->first) first = boundary(*slice->first, columns);
    if (slice->last) last = boundary(*slice->last, columns);
    if (first >= last) {
      throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                          member_ + " \"" + to_string() +
                              "\" selects nothing of a row of " +
                              count_of_columns(columns) + "; a slice's end is exclusive");
    }
  }
  for (std::size_t column = first; column < last; ++column) selected.push_back(column);
  return selected;
}

std::string ColumnFilter::to_string() const {
  std::string text = "$";
  if (const auto* indices = std::get_if<Indices>(&selection_)) {
    char separator = '[';
    for (const std::int64_t index : *indices) {
      text += separator + std::to_string(index);
      separator = ',';
    }
    text += ']';
  } else if (const auto* slice = std::get_if<Slice>(&selection_)) {
    text += '[' + (slice->first ? std::to_string(*slice->first) : "") + ':' +
            (slice->last ? std::to_string(*slice->last) : "") + ']';
  }
  return text;
}

}  // namespace espalier::jobs
