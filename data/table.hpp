/// A block of rows of numbers, as read from CSV or LIBSVM text.
///
/// Notation      shape            meaning
///   values      (rows, columns)  float32, row-major; NaN means missing
///   labels      (rows) or empty  the label column, finite
///   weights     (rows) or empty  the weight column, finite
/// A plain value: copy it, move it; const access from any number of threads is safe.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace espalier::data {

struct Table {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> weights;

  /// Requires: r < rows.
  [[nodiscard]] std::span<const float> row(std::size_t r) const noexcept {
    return {values.data() + r * columns, columns};
  }
};

}  // namespace espalier::data
