/// The space a study searches: named ranges, and the two-way map between a point in the
/// user's units (Params) and a point of the unit cube (UnitPoint) that samplers see.
///
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tuner/random.hpp"

namespace espalier::tuner {

/// How a numeric range is laid on [0, 1]. Auto is Logarithmic when min > 0 and
/// max / min >= 1000, else Linear.
enum class Scaling {
  Auto,
  Linear,
  Logarithmic,         ///< ln x
  ReverseLogarithmic,  ///< -ln(1 - x)
  Log1p,               ///< ln(1 + x), for ranges that start at 0 and matter most near it
};

struct ContinuousRange {
  std::string name;
  double min = 0;
  double max = 1;
  Scaling scaling = Scaling::Auto;
};

struct IntegerRange {
  std::string name;
  std::int64_t min = 0;
  std::int64_t max = 1;
  Scaling scaling = Scaling::Auto;
  /// A value that means "no limit" and so lies after `max` in the natural order: 0 where
  /// the axis is 1, 2, ..., 10, 0. Ignored where the range does not hold it.
  std::optional<std::int64_t> unlimited = std::nullopt;
};

struct CategoricalRange {
  std::string name;
  std::vector<std::string> values;
};

using Range = std::variant<ContinuousRange, IntegerRange, CategoricalRange>;

/// A double for a continuous range, an integer for an integer range, one of the values
/// for a categorical one.
using ParameterValue = std::variant<double, std::int64_t, std::string>;

/// A configuration in the user's units: one value a range, in the space's order.
struct Params {
  std::vector<ParameterValue> values;
  friend bool operator==(const Params&, const Params&) = default;
};

/// A configuration as samplers see it: one coordinate in [0, 1] for a numeric range, one
/// a value (one-hot) for a categorical range; shape (SearchSpace::dimensions()).
struct UnitPoint {
  std::vector<double> coordinates;
};

class SearchSpace {
 public:
  /// Throws: std::invalid_argument for an empty space, a name twice or empty, min > max,
  /// a bound that is not finite, an integer bound beyond +-2^40 (the cube's doubles could
  /// not tell its values apart), Logarithmic where min <= 0, Log1p where min < 0,
  /// ReverseLogarithmic outside [0, 1) or on integers, a categorical range without values
  /// or with one twice.
  explicit SearchSpace(std::vector<Range> ranges);

  [[nodiscard]] const std::vector<Range>& ranges() const noexcept { return ranges_; }
  [[nodiscard]] std::size_t dimensions() const noexcept { return dimensions_; }
  /// The first coordinate of each range; shape (ranges().size()).
  [[nodiscard]] const std::vector<std::size_t>& offsets() const noexcept {
    return offsets_;
  }
  /// Throws: std::invalid_argument if there is no range of that name.
  [[nodiscard]] std::size_t index_of(std::string_view name) const;
  /// The number of different configurations; infinity where a range is continuous and
  /// min < max.
  [[nodiscard]] double combinations() const;

  /// Integers are rounded to the nearest, a categorical range takes its largest
  /// coordinate (the first of equals).
  /// Requires: point.coordinates.size() == dimensions(), all finite; values outside
  /// [0, 1] are clipped.
  [[nodiscard]] Params decode(const UnitPoint& point) const;
  /// The centre of what decodes to `params`.
  /// Throws: std::invalid_argument if a value is of the wrong type or outside its range.
  [[nodiscard]] UnitPoint encode(const Params& params) const;
  /// A configuration drawn uniformly under each range's scaling.
  [[nodiscard]] Params sample(Random& random) const;

 private:
  std::vector<Range> ranges_;
  std::vector<std::size_t> offsets_;
  std::size_t dimensions_ = 0;
};

[[nodiscard]] const std::string& name_of(const Range& range);

}  // namespace espalier::tuner
