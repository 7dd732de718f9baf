/// One numeric range laid on [0, 1]: the scaling, the half step that gives each integer
/// an equal share, and the natural order of a value that means "no limit".
///
/// A range has two lines: the natural line (the user's values, with `unlimited` moved
/// behind the largest) and the scaled line (the natural one under the scaling), which is
/// then laid on [0, 1].
#pragma once

#include <cstdint>

#include "tuner/search_space.hpp"

namespace espalier::tuner {

/// The scaling that Auto stands for; the others are themselves.
[[nodiscard]] Scaling resolve_scaling(Scaling scaling, double min, double max) noexcept;

class NumericAxis {
 public:
  explicit NumericAxis(const ContinuousRange& range) noexcept;
  explicit NumericAxis(const IntegerRange& range) noexcept;

  /// The value at `unit`, clipped to [0, 1]; never outside the range.
  [[nodiscard]] double decode(double unit) const noexcept;
  [[nodiscard]] std::int64_t decode_integer(double unit) const noexcept;
  /// The coordinate in [0, 1] of a value of the range; 0.5 where min == max.
  [[nodiscard]] double encode(double value) const noexcept;
  [[nodiscard]] double encode_integer(std::int64_t value) const noexcept;
  /// The coordinate of the integer `steps` places along the natural line from the one at
  /// `unit`, stopped at the ends.
  [[nodiscard]] double step_integer(double unit, std::int64_t steps) const noexcept;

 private:
  [[nodiscard]] double to_scaled(double natural) const noexcept;
  [[nodiscard]] double to_natural(double scaled) const noexcept;
  /// The integer of the natural line at `unit`.
  [[nodiscard]] std::int64_t place_of(double unit) const noexcept;

  Scaling scaling_;
  double min_;              ///< of the natural line, half a step under the first integer
  double max_;              ///< of the natural line, half a step over the last integer
  std::int64_t first_ = 0;  ///< the first integer of the natural line
  std::int64_t last_ = 0;   ///< the last integer of the natural line
  bool has_unlimited_ = false;
  std::int64_t unlimited_ = 0;
};

}  // namespace espalier::tuner
