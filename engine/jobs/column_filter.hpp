/// Which columns of a CSV row a JSONPath selects, as DataProcessing's filters do.
///
/// A row is an array, so that only paths by index make sense:
///
///   $            every column
///   $[2] $[-1]   one column, from 0 or from the end
///   $[0,3,1]     several, in the order in which they are written
///   $[1:] $[:4] $[1:4] $[-2:]   a slice; its end is exclusive, as in JSONPath itself
///
/// A plain value: copy it; const access from any number of threads is safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace espalier::jobs {

class ColumnFilter {
 public:
  /// "$".
  ColumnFilter() = default;

  /// `member` is the request's name for the path, for messages.
  /// Throws: engine::Error (Validation, "ValidationException") for more than 63
  /// characters, and for a path that is not one of the above.
  static ColumnFilter parse(std::string_view path, std::string member);

  [[nodiscard]] bool selects_all() const noexcept;

  /// The columns selected of a row of `columns`, from 0, in order.
  /// Throws: engine::Error (Validation, "ClientError") naming the index that is outside
  /// the row, and if nothing is selected.
  [[nodiscard]] std::vector<std::size_t> resolve(std::size_t columns) const;

  /// The path without blanks: parse(to_string()) selects the same.
  [[nodiscard]] std::string to_string() const;

 private:
  struct All {};
  using Indices = std::vector<std::int64_t>;
  struct Slice {
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> last;
  };

  [[nodiscard]] std::size_t inside(std::int64_t index, std::size_t columns) const;
  [[nodiscard]] std::size_t boundary(std::int64_t index, std::size_t columns) const;
  [[noreturn]] void outside(std::int64_t index, std::size_t columns) const;

  std::variant<All, Indices, Slice> selection_;
  std::string member_;
};

}  // namespace espalier::jobs
