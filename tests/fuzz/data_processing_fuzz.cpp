// A path that is accepted selects columns that are there, and the same ones once written
// out and read again; every other is refused with engine::Error and nothing else.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/error.hpp"
#include "engine/jobs/column_filter.hpp"

using espalier::engine::Error;
using espalier::jobs::ColumnFilter;

namespace {

std::optional<std::vector<std::size_t>> resolve(const ColumnFilter& filter,
                                                std::size_t columns) {
  try {
    return filter.resolve(columns);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view path(reinterpret_cast<const char*>(data), size);
  std::optional<ColumnFilter> filter;
  try {
    filter = ColumnFilter::parse(path, "InputFilter");
  } catch (const Error&) {
    return 0;
  }
  const ColumnFilter again = ColumnFilter::parse(filter->to_string(), "InputFilter");
  if (again.to_string() != filter->to_string()) std::abort();
  for (const std::size_t columns : {1U, 2U, 3U, 10U, 1000U}) {
    const auto selected = resolve(*filter, columns);
    if (selected != resolve(again, columns)) std::abort();
    if (!selected) continue;
    if (selected->empty()) std::abort();
    for (const std::size_t column : *selected) {
      if (column >= columns) std::abort();
    }
  }
  return 0;
}
