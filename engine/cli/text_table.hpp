/// Rows of text in aligned columns, for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/cli/console.hpp"

namespace espalier::cli {

enum class Align { Left, Right };

class TextTable {
 public:
  struct Column {
    std::string title;
    Align align = Align::Left;
  };
  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Requires: as many cells as columns.
  void add(std::vector<std::string> cells, Style style = Style::Plain);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  /// Title line and rows, two blanks between columns, no blank at a line's end.
  [[nodiscard]] std::string render(const Console& console) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Style style;
  };
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// Columns that a UTF-8 text takes on a terminal, counting each code point as one.
std::size_t display_width(std::string_view text) noexcept;

}  // namespace espalier::cli
