/// A few functions in plain IEEE double arithmetic, the same bits on every machine.
///
/// The C library's own may differ in the last bit from one machine to the next. These use
/// only + - * /, sqrt and comparisons, which IEEE 754 rounds correctly, and are compiled
/// without contraction to fused operations. Each is good to about 4 units in the last
/// place (tested against the C library). Pure functions: safe in any thread.
#pragma once

namespace espalier::data::plain_math {

inline constexpr double kPi = 3.14159265358979323846;

/// Natural logarithm. Requires: x is finite, normal and positive.
[[nodiscard]] double log(double x) noexcept;

/// Requires: -700 < x < 700.
[[nodiscard]] double exp(double x) noexcept;

/// sin(pi t). Requires: 0 <= t <= 1.
[[nodiscard]] double sin_pi(double t) noexcept;

/// Requires: x is not NaN.
[[nodiscard]] double atan(double x) noexcept;

/// The standard normal deviate below which a share p lies: Wichura, "Algorithm AS 241:
/// The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988),
/// PPND16. Requires: 0 < p < 1.
[[nodiscard]] double normal_quantile(double p) noexcept;

/// The greatest integer not above x. Requires: |x| < 2^63.
[[nodiscard]] double floor(double x) noexcept;

}  // namespace espalier::data::plain_math
