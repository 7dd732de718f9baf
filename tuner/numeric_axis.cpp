#include "tuner/numeric_axis.hpp"

#include <algorithm>
#include <cmath>

namespace espalier::tuner {

Scaling resolve_scaling(Scaling scaling, double min, double max) noexcept {
  if (scaling != Scaling::Auto) return scaling;
  constexpr double kLogarithmicRatio = 1000;
  return min > 0 && max / min >= kLogarithmicRatio ? Scaling::Logarithmic
                                                   : Scaling::Linear;
}

NumericAxis::NumericAxis(const ContinuousRange& range) noexcept
    : scaling_(resolve_scaling(range.scaling, range.min, range.max)),
      min_(range.min),
      max_(range.max) {}

NumericAxis::NumericAxis(const IntegerRange& range) noexcept
    : scaling_(resolve_scaling(range.scaling, static_cast<double>(range.min),
                               static_cast<double>(range.max))),
      min_(0),
      max_(0),
      first_(range.min),
      last_(range.max) {
  if (range.unlimited && range.min <= *range.unlimited && *range.unlimited <= range.max) {
    has_unlimited_ = true;
    unlimited_ = *range.unlimited;
    ++first_;
    ++last_;
  }
  min_ = static_cast<double>(first_) - 0.5;
  max_ = static_cast<double>(last_) + 0.5;
}

double NumericAxis::to_scaled(double natural) const noexcept {
  switch (scaling_) {
    case Scaling::Logarithmic:
      return std::log(natural);
    case Scaling::ReverseLogarithmic:
      return -std::log1p(-natural);
    case Scaling::Log1p:
      return std::log1p(natural);
    case Scaling::Auto:
    case Scaling::Linear:
      break;
  }
  // Halved, so that the width of [-1e308, 1e308] is finite.
  return natural * 0.5;
}

double NumericAxis::to_natural(double scaled) const noexcept {
  switch (scaling_) {
    case Scaling::Logarithmic:
      return std::exp(scaled);
    case Scaling::ReverseLogarithmic:
      return -std::expm1(-scaled);
    case Scaling::Log1p:
      return std::expm1(scaled);
    case Scaling::Auto:
    case Scaling::Linear:
      break;
  }
  return scaled * 2.0;
}

double NumericAxis::decode(double unit) const noexcept {
  if (unit <= 0.0) return min_;
  if (unit >= 1.0) return max_;
  const double low = to_scaled(min_);
  const double high = to_scaled(max_);
  return std::clamp(to_natural(low + unit * (high - low)), min_, max_);
}

std::int64_t NumericAxis::place_of(double unit) const noexcept {
  const double rounded = std::floor(decode(unit) + 0.5);
  return std::clamp(static_cast<std::int64_t>(rounded), first_, last_);
}

double NumericAxis::step_integer(double unit, std::int64_t steps) const noexcept {
  return encode(static_cast<double>(std::clamp(place_of(unit) + steps, first_, last_)));
}

std::int64_t NumericAxis::decode_integer(double unit) const noexcept {
  const std::int64_t natural = place_of(unit);
  if (!has_unlimited_) return natural;
  if (natural == last_) return unlimited_;
  return natural <= unlimited_ ? natural - 1 : natural;
}

double NumericAxis::encode(double value) const noexcept {
  const double low = to_scaled(min_);
  const double width = to_scaled(max_) - low;
  if (width <= 0.0) return 0.5;
  return std::clamp((to_scaled(std::clamp(value, min_, max_)) - low) / width, 0.0, 1.0);
}

double NumericAxis::encode_integer(std::int64_t value) const noexcept {
  std::int64_t natural = value;
  if (has_unlimited_) {
    if (value == unlimited_) {
      natural = last_;
    } else if (value < unlimited_) {
      natural = value + 1;
    }
  }
  return encode(static_cast<double>(natural));
}

}  // namespace espalier::tuner
