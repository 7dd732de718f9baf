#include "engine/cli/text_table.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace espalier::cli {

std::size_t display_width(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

void TextTable::add(std::vector<std::string> cells, Style style) {
  assert(cells.size() == columns_.size());
  rows_.push_back({std::move(cells), style});
}

std::string TextTable::render(const Console& console) const {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t width = display_width(columns_[c].title);
    for (const auto& row : rows_) width = std::max(width, display_width(row.cells[c]));
    widths.push_back(width);
  }
  const auto line = [&](auto cell_of) {
    std::string text;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::string& cell = cell_of(c);
      const std::string fill(widths[c] - display_width(cell), ' ');
      if (c > 0) text += "  ";
      text += columns_[c].align == Align::Right ? fill + cell : cell + fill;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  std::string out = console.styled(
      Style::Bold,
      line([&](std::size_t c) -> const std::string& { return columns_[c].title; }));
  for (const auto& row : rows_) {
    out +=
        "\n" + console.styled(row.style, line([&](std::size_t c) -> const std::string& {
                                return row.cells[c];
                              }));
  }
  return out;
}

}  // namespace espalier::cli
