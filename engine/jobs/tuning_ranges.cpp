// The ranges of a request: what is wrong with them, and the space they make.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include "data/number_format.hpp"
#include "engine/jobs/context.hpp"
#include "engine/jobs/tuning_plan.hpp"

namespace espalier::jobs {
namespace {

constexpr std::size_t kMostRanges = 30;

template <typename Number>
std::optional<Number> parse(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || last != end) return {};
  return value;
}

/// A bound's value. `kind` is "continuous" or "integer".
template <typename Number>
Number bound_of(const Json& range, const char* which, const char* kind) {
  const auto text = text_of(range, which);
  const auto value = parse<Number>(text);
  if (!value || !std::isfinite(static_cast<double>(*value))) {
    refuse("The " + std::string(which) + " [" + text + "] of the " + kind +
           " hyperparameter range [" + text_of(range, "Name") + "] is not " +
           (std::string_view(kind) == "integer" ? "an integer." : "a number."));
  }
  return *value;
}

tuner::Scaling scaling_of(const Json& range) {
  const auto name = text_of(range, "ScalingType", "Auto");
  if (name == "Linear") return tuner::Scaling::Linear;
  if (name == "Logarithmic") return tuner::Scaling::Logarithmic;
  if (name == "ReverseLogarithmic") return tuner::Scaling::ReverseLogarithmic;
  return tuner::Scaling::Auto;
}

void check_bounds(const Json& range, double min, double max) {
  const auto name = text_of(range, "Name");
  if (!(min < max)) {
    refuse("The MinValue [" + text_of(range, "MinValue") +
           "] of the hyperparameter range [" + name +
           "] must be less than its MaxValue [" + text_of(range, "MaxValue") +
           "]. Give a hyperparameter with one value in StaticHyperParameters.");
  }
  if (scaling_of(range) == tuner::Scaling::Logarithmic && min <= 0) {
    refuse("The hyperparameter range [" + name +
           "] cannot use Logarithmic scaling: its "
           "MinValue [" +
           text_of(range, "MinValue") + "] must be greater than 0.");
  }
}

void check_reverse(const Json& range, double min, double max) {
  if (scaling_of(range) == tuner::Scaling::ReverseLogarithmic && (min < 0 || max >= 1)) {
    refuse("The hyperparameter range [" + text_of(range, "Name") +
           "] cannot use "
           "ReverseLogarithmic scaling: it must lie in 0 <= x < 1.");
  }
}

tuner::Range continuous_range(const Json& range, train::Profile profile) {
  const auto name = text_of(range, "Name");
  const auto min = bound_of<double>(range, "MinValue", "continuous");
  const auto max = bound_of<double>(range, "MaxValue", "continuous");
  check_bounds(range, min, max);
  check_reverse(range, min, max);
  train::check_tunable(profile, name, min, max);
  const auto* row = train::find_hyperparameter(profile, name);
  if (row->type == train::ParameterType::Integer) {
    refuse("The hyperparameter [" + name +
           "] takes integers: give its range in "
           "IntegerParameterRanges.");
  }
  return tuner::ContinuousRange{name, min, max, scaling_of(range)};
}

tuner::Range integer_range(const Json& range, train::Profile profile) {
  const auto name = text_of(range, "Name");
  const auto min = bound_of<std::int64_t>(range, "MinValue", "integer");
  const auto max = bound_of<std::int64_t>(range, "MaxValue", "integer");
  check_bounds(range, static_cast<double>(min), static_cast<double>(max));
  if (scaling_of(range) == tuner::Scaling::ReverseLogarithmic) {
    refuse("The integer hyperparameter range [" + name +
           "] cannot use ReverseLogarithmic "
           "scaling, which is for continuous ranges in 0 <= x < 1.");
  }
  train::check_tunable(profile, name, static_cast<double>(min), static_cast<double>(max));
  return tuner::IntegerRange{name, min, max, scaling_of(range)};
}

tuner::Range categorical_range(const Json& range, train::Profile profile) {
  tuner::CategoricalRange made;
  made.name = text_of(range, "Name");
  std::set<std::string> seen;
  for (const auto& value : member(range, "Values")) {
    const auto text = value.get<std::string>();
    if (!seen.insert(text).second) {
      refuse("The categorical hyperparameter range [" + made.name + "] has the value [" +
             text + "] twice.");
    }
    const auto number = parse<double>(text);
    if (!number) {
      refuse("The value [" + text + "] of the categorical hyperparameter range [" +
             made.name +
             "] is not a number, and the hyperparameters that can be tuned are numbers.");
    }
    train::check_tunable(profile, made.name, *number, *number);
    made.values.push_back(text);
  }
  return made;
}

}  // namespace

tuner::SearchSpace search_space(const Json& parameter_ranges, train::Profile profile) {
  std::vector<tuner::Range> ranges;
  for (const auto& of : member(parameter_ranges, "ContinuousParameterRanges")) {
    ranges.push_back(continuous_range(of, profile));
  }
  for (const auto& of : member(parameter_ranges, "IntegerParameterRanges")) {
    ranges.push_back(integer_range(of, profile));
  }
  for (const auto& of : member(parameter_ranges, "CategoricalParameterRanges")) {
    ranges.push_back(categorical_range(of, profile));
  }
  if (ranges.empty()) {
    refuse(
        "ParameterRanges names no hyperparameter to tune. Give at least one range in "
        "ContinuousParameterRanges, IntegerParameterRanges or "
        "CategoricalParameterRanges.");
  }
  if (ranges.size() > kMostRanges) {
    refuse("The number of hyperparameters to tune [" + std::to_string(ranges.size()) +
           "] must be at most " + std::to_string(kMostRanges) + ".");
  }
  std::set<std::string> names;
  for (const auto& range : ranges) {
    // An alias and its name are one hyperparameter.
    const auto* row = train::find_hyperparameter(profile, tuner::name_of(range));
    if (!names.insert(std::string(row->name)).second) {
      refuse("The hyperparameter [" + tuner::name_of(range) +
             "] has more than one range.");
    }
  }
  try {
    return tuner::SearchSpace(std::move(ranges));
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  }
}

std::vector<tuner::Params> grid(const tuner::SearchSpace& space) {
  std::vector<tuner::Params> all(1);
  for (const auto& range : space.ranges()) {
    std::vector<tuner::Params> longer;
    for (const auto& params : all) {
      for (const auto& value : std::get<tuner::CategoricalRange>(range).values) {
        longer.push_back(params);
        longer.back().values.emplace_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::string text_of(const tuner::ParameterValue& value) {
  if (const auto* real = std::get_if<double>(&value)) {
    std::string text;
    data::append_python_repr(text, *real);
    return text;
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return std::to_string(*integer);
  return std::get<std::string>(value);
}

}  // namespace espalier::jobs
