/// The functions that label synthetic rows: which features they take and what they make
/// of them.
///
/// A feature is a random whole number of steps on a decimal grid, so that its text is
/// exact and quick to write. Pure functions: safe in any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "data/dataset_generator.hpp"

namespace espalier::data {

/// Uniform on first, first + 1, … first + count - 1, in units of 10^-decimals.
struct FeatureGrid {
  std::uint32_t first = 0;
  std::uint32_t count = 1;
  int decimals = 0;
};

/// How many features the function uses; the others are irrelevant.
[[nodiscard]] std::size_t used_features(DatasetFunction function);

/// The grid of feature `column`, from 0. Irrelevant ones are as the used ones of
/// SampleLine, and uniform on [0, 1) for every other function.
[[nodiscard]] FeatureGrid feature_grid(DatasetFunction function, std::size_t column);

/// The label without noise. Requires: `x` holds the used features' values.
[[nodiscard]] double label_of(DatasetFunction function, std::span<const double> x);

}  // namespace espalier::data
