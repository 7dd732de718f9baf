#include "tuner/search_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "tuner/numeric_axis.hpp"

namespace espalier::tuner {
namespace {

constexpr std::int64_t kMaxInteger = std::int64_t{1} << 40;

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw std::invalid_argument("range \"" + name + "\": " + why);
}

void check_order(const std::string& name, bool ordered) {
  if (!ordered) refuse(name, "its min is greater than its max; swap them");
}

void check_scaling(const std::string& name, Scaling scaling, double min, double max) {
  if (scaling == Scaling::Logarithmic && min <= 0) {
    refuse(name, "logarithmic scaling needs min > 0; raise min or use Linear");
  }
  if (scaling == Scaling::Log1p && min < 0) {
    refuse(name, "log1p scaling needs min >= 0; raise min or use Linear");
  }
  if (scaling == Scaling::ReverseLogarithmic && (min < 0 || max >= 1)) {
    refuse(name, "reverse logarithmic scaling needs 0 <= min and max < 1; use Linear");
  }
}

void check(const ContinuousRange& range) {
  if (!std::isfinite(range.min) || !std::isfinite(range.max)) {
    refuse(range.name, "its bounds must be finite");
  }
  check_order(range.name, range.min <= range.max);
  check_scaling(range.name, range.scaling, range.min, range.max);
}

void check(const IntegerRange& range) {
  check_order(range.name, range.min <= range.max);
  if (range.min < -kMaxInteger || range.max > kMaxInteger) {
    refuse(range.name, "integer bounds may not exceed 2^40; use a continuous range");
  }
  if (range.scaling == Scaling::ReverseLogarithmic) {
    refuse(range.name,
           "reverse logarithmic scaling is for continuous ranges; use Linear");
  }
  check_scaling(range.name, range.scaling, static_cast<double>(range.min),
                static_cast<double>(range.max));
}

void check(const CategoricalRange& range) {
  if (range.values.empty()) refuse(range.name, "it has no values; give at least one");
  const std::set<std::string> distinct(range.values.begin(), range.values.end());
  if (distinct.size() != range.values.size()) {
    refuse(range.name, "it has a value twice; remove one");
  }
}

std::size_t coordinates_of(const Range& range) noexcept {
  const auto* categorical = std::get_if<CategoricalRange>(&range);
  return categorical != nullptr ? categorical->values.size() : 1;
}

template <class Value>
const Value& typed(const ParameterValue& value, const std::string& name) {
  const auto* held = std::get_if<Value>(&value);
  if (held == nullptr) refuse(name, "the value is of another type than the range");
  return *held;
}

[[noreturn]] void refuse_outside(const std::string& name) {
  refuse(name, "the value is outside the range");
}

}  // namespace

const std::string& name_of(const Range& range) {
  return std::visit([](const auto& held) -> const std::string& { return held.name; },
                    range);
}

SearchSpace::SearchSpace(std::vector<Range> ranges) : ranges_(std::move(ranges)) {
  if (ranges_.empty()) {
    throw std::invalid_argument("a search space needs at least one range; add one");
  }
  std::set<std::string_view> names;
  for (const Range& range : ranges_) {
    const std::string& name = name_of(range);
    if (name.empty()) throw std::invalid_argument("a range has no name; give it one");
    if (!names.insert(name).second) refuse(name, "the name is used twice; rename one");
    std::visit([](const auto& held) { check(held); }, range);
    offsets_.push_back(dimensions_);
    dimensions_ += coordinates_of(range);
  }
}

std::size_t SearchSpace::index_of(std::string_view name) const {
  const auto found =
      std::find_if(ranges_.begin(), ranges_.end(),
                   [&](const Range& range) { return name_of(range) == name; });
  if (found == ranges_.end()) {
    throw std::invalid_argument("the search space has no range \"" + std::string(name) +
                                "\"");
  }
  return static_cast<std::size_t>(found - ranges_.begin());
}

double SearchSpace::combinations() const {
  double product = 1;
  for (const Range& range : ranges_) {
    product *= std::visit(
        Overloaded{[](const ContinuousRange& held) {
                     return held.min < held.max ? std::numeric_limits<double>::infinity()
                                                : 1.0;
                   },
                   [](const IntegerRange& held) {
                     return static_cast<double>(held.max - held.min + 1);
                   },
                   [](const CategoricalRange& held) {
                     return static_cast<double>(held.values.size());
                   }},
        range);
  }
  return product;
}

Params SearchSpace::decode(const UnitPoint& point) const {
  Params params;
  params.values.reserve(ranges_.size());
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const double* at = point.coordinates.data() + offsets_[i];
    params.values.push_back(std::visit(
        Overloaded{
            [&](const ContinuousRange& held) {
              return ParameterValue(NumericAxis(held).decode(*at));
            },
            [&](const IntegerRange& held) {
              return ParameterValue(NumericAxis(held).decode_integer(*at));
            },
            [&](const CategoricalRange& held) {
              const double* largest = std::max_element(at, at + held.values.size());
              return ParameterValue(held.values[static_cast<std::size_t>(largest - at)]);
            }},
        ranges_[i]));
  }
  return params;
}

UnitPoint SearchSpace::encode(const Params& params) const {
  if (params.values.size() != ranges_.size()) {
    throw std::invalid_argument("a configuration needs one value for each range");
  }
  UnitPoint point{std::vector<double>(dimensions_, 0.0)};
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const ParameterValue& value = params.values[i];
    double* at = point.coordinates.data() + offsets_[i];
    std::visit(Overloaded{[&](const ContinuousRange& held) {
                            const double x = typed<double>(value, held.name);
                            if (!(held.min <= x && x <= held.max))
                              refuse_outside(held.name);
                            *at = NumericAxis(held).encode(x);
                          },
                          [&](const IntegerRange& held) {
                            const std::int64_t x = typed<std::int64_t>(value, held.name);
                            if (x < held.min || x > held.max) refuse_outside(held.name);
                            *at = NumericAxis(held).encode_integer(x);
                          },
                          [&](const CategoricalRange& held) {
                            const auto& x = typed<std::string>(value, held.name);
                            const auto found =
                                std::find(held.values.begin(), held.values.end(), x);
                            if (found == held.values.end()) refuse_outside(held.name);
                            at[found - held.values.begin()] = 1.0;
                          }},
               ranges_[i]);
  }
  return point;
}

Params SearchSpace::sample(Random& random) const {
  UnitPoint point{std::vector<double>(dimensions_, 0.0)};
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const bool categorical = std::holds_alternative<CategoricalRange>(ranges_[i]);
    const std::uint64_t chosen =
        categorical ? random.below(coordinates_of(ranges_[i])) : 0;
    point.coordinates[offsets_[i] + chosen] = categorical ? 1.0 : random.uniform();
  }
  return decode(point);
}

}  // namespace espalier::tuner
