/// The tuner as a process, for benchmarks that are not written in C++: one JSON object a
/// line on stdin, one answer a line on stdout.
///
///   {"op":"init","objective":"minimize","seed":1,"max_parallel":1,"space":[{"name":"alpha",
///    "type":"continuous","min":0,"max":1000,"scaling":"Auto"}, ...]}       {"ok":true}
///   {"op":"ask","id":0}                          {"id":0,"params":{"alpha":12.5, ...}}
///   {"op":"tell","id":0,"value":3.21}                                      {"ok":true}
///   {"op":"tell","id":0,"value":null,"status":"Failed"}                    {"ok":true}
///
/// --priors xgboost (the default) lays the ranges whose names XGBoost knows out as it
/// reads them, and tries its defaults first; --priors none does not. --sampler random
/// draws.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tuner/gp_sampler.hpp"
#include "tuner/random_sampler.hpp"
#include "tuner/study.hpp"

namespace {

using espalier::tuner::CategoricalRange;
using espalier::tuner::ContinuousRange;
using espalier::tuner::Direction;
using espalier::tuner::GpOptions;
using espalier::tuner::GpSampler;
using espalier::tuner::IntegerRange;
using espalier::tuner::ParameterValue;
using espalier::tuner::Params;
using espalier::tuner::RandomSampler;
using espalier::tuner::Range;
using espalier::tuner::Sampler;
using espalier::tuner::Scaling;
using espalier::tuner::SearchSpace;
using espalier::tuner::Seed;
using espalier::tuner::Study;
using espalier::tuner::Trial;
using espalier::tuner::TrialId;
using espalier::tuner::Visibility;
using nlohmann::json;

/// What XGBoost's documentation says of a hyperparameter.
struct Known {
  double default_value;
  bool zero_is_unlimited = false;
  bool matters_near_zero = false;
};

const std::map<std::string, Known, std::less<>>& xgboost() {
  static const std::map<std::string, Known, std::less<>> known{
      {"alpha", {0, false, true}},
      {"lambda", {1, false, true}},
      {"gamma", {0, false, true}},
      {"max_delta_step", {0, true, false}},
      {"max_depth", {6, true, false}},
      {"min_child_weight", {1, false, false}},
      {"eta", {0.3, false, false}},
      {"subsample", {1, false, false}},
      {"colsample_bytree", {1, false, false}},
      {"colsample_bylevel", {1, false, false}},
      {"colsample_bynode", {1, false, false}},
  };
  return known;
}

struct Options {
  bool priors = true;
  bool random = false;
  GpOptions gp{};
};

void set_number(GpOptions& gp, const std::string& setting) {
  const std::size_t equals = setting.find('=');
  const std::string name = setting.substr(0, equals);
  const double value = std::stod(setting.substr(equals + 1));
  const std::map<std::string, double*> reals{
      {"improvement", &gp.improvement},
      {"length_median", &gp.priors.inverse_length_median},
      {"length_sd", &gp.priors.inverse_length_sd},
      {"exploring_improvement", &gp.exploring_improvement},
      {"signal_sd", &gp.priors.signal_sd},
      {"compression_median", &gp.priors.compression_median},
      {"compression_sd", &gp.priors.compression_sd},
      {"noise_mean", &gp.priors.noise_mean},
      {"noise_shape", &gp.priors.noise_shape},
      {"warping_sd", &gp.priors.warping_sd},
  };
  const std::map<std::string, std::size_t*> counts{
      {"initial_trials", &gp.initial_trials}, {"samples", &gp.hyperparameter_samples},
      {"fantasies", &gp.fantasies},           {"candidates", &gp.candidates},
      {"explore_every", &gp.explore_every},   {"neighbours", &gp.neighbours},
      {"local_searches", &gp.local_searches},
  };
  if (const auto real = reals.find(name); real != reals.end()) {
    *real->second = value;
  } else if (const auto number = counts.find(name); number != counts.end()) {
    *number->second = static_cast<std::size_t>(value);
  } else {
    throw std::invalid_argument("no option " + name);
  }
}

Options parse(int count, char** arguments) {
  Options options;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    const std::string_view value = arguments[i + 1];
    if (name == "--priors" && (value == "xgboost" || value == "none")) {
      options.priors = value == "xgboost";
    } else if (name == "--sampler" && (value == "gp" || value == "random")) {
      options.random = value == "random";
    } else if (name == "--set") {
      set_number(options.gp, std::string(value));
    } else {
      throw std::invalid_argument(
          "usage: asktell_driver [--priors xgboost|none] [--sampler gp|random] "
          "[--set NAME=VALUE]...");
    }
  }
  return options;
}

Scaling scaling_of(const json& range) {
  const std::string name = range.value("scaling", "Auto");
  if (name == "Linear") return Scaling::Linear;
  if (name == "Logarithmic") return Scaling::Logarithmic;
  if (name == "ReverseLogarithmic") return Scaling::ReverseLogarithmic;
  return Scaling::Auto;
}

Range range_of(const json& range, const Options& options) {
  const std::string name = range.at("name");
  const std::string type = range.at("type");
  const auto known = xgboost().find(name);
  const bool helped = options.priors && known != xgboost().end();
  Scaling scaling = type == "categorical" ? Scaling::Auto : scaling_of(range);
  if (helped && known->second.matters_near_zero && scaling == Scaling::Auto &&
      range.at("min") == 0) {
    scaling = Scaling::Log1p;
  }
  if (type == "continuous") {
    return ContinuousRange{name, range.at("min"), range.at("max"), scaling};
  }
  if (type == "integer") {
    IntegerRange integers{name, range.at("min"), range.at("max"), scaling};
    if (helped && known->second.zero_is_unlimited) integers.unlimited = 0;
    return integers;
  }
  return CategoricalRange{name, range.at("values")};
}

/// XGBoost's defaults clipped to the ranges; what is not known stands in the middle.
Params defaults(const SearchSpace& space) {
  Params params;
  for (const Range& range : space.ranges()) {
    const auto known = xgboost().find(name_of(range));
    const bool found = known != xgboost().end();
    if (const auto* reals = std::get_if<ContinuousRange>(&range)) {
      const double middle = reals->min / 2 + reals->max / 2;
      params.values.emplace_back(std::clamp(found ? known->second.default_value : middle,
                                            reals->min, reals->max));
    } else if (const auto* integers = std::get_if<IntegerRange>(&range)) {
      const std::int64_t middle = integers->min + (integers->max - integers->min) / 2;
      params.values.emplace_back(std::clamp(
          found ? static_cast<std::int64_t>(known->second.default_value) : middle,
          integers->min, integers->max));
    } else {
      params.values.emplace_back(std::get<CategoricalRange>(range).values.front());
    }
  }
  return params;
}

std::unique_ptr<Sampler> sampler_of(const Options& options, Seed seed) {
  if (options.random) return std::make_unique<RandomSampler>(seed);
  GpOptions gp = options.gp;
  gp.seed = seed;
  return std::make_unique<GpSampler>(gp);
}

Study start(const json& request, const Options& options) {
  std::vector<Range> ranges;
  for (const json& range : request.at("space"))
    ranges.push_back(range_of(range, options));
  SearchSpace space(std::move(ranges));
  const bool help =
      options.priors &&
      std::any_of(space.ranges().begin(), space.ranges().end(),
                  [](const Range& r) { return xgboost().contains(name_of(r)); });
  Params first = defaults(space);
  Study study(std::move(space),
              sampler_of(options, Seed{request.at("seed").get<std::uint64_t>()}),
              {.direction = request.value("objective", "minimize") == "maximize"
                                ? Direction::Maximize
                                : Direction::Minimize,
               .max_parallel = request.value("max_parallel", std::size_t{1}),
               .visibility = Visibility::AsTold});
  if (help) study.enqueue(std::move(first));
  return study;
}

json answer_ask(Study& study) {
  const Trial trial = study.ask();
  json params = json::object();
  for (std::size_t i = 0; i < trial.params.values.size(); ++i) {
    std::visit(
        [&](const auto& value) { params[name_of(study.space().ranges()[i])] = value; },
        trial.params.values[i]);
  }
  return {{"id", static_cast<std::int64_t>(trial.id)}, {"params", std::move(params)}};
}

json answer(const json& request, const Options& options, std::optional<Study>& study) {
  const std::string op = request.at("op");
  if (op == "init") {
    study.emplace(start(request, options));
    return {{"ok", true}};
  }
  if (!study) throw std::invalid_argument("the first line must be an init");
  if (op == "ask") return answer_ask(*study);
  if (op != "tell") throw std::invalid_argument("unknown op " + op);
  const TrialId id{request.at("id").get<std::int64_t>()};
  const json& value = request.at("value");
  if (value.is_number() && std::isfinite(value.get<double>())) {
    study->tell(id, value);
  } else {
    study->tell_failed(id);
  }
  return {{"ok", true}};
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const Options options = parse(count, arguments);
    std::optional<Study> study;
    for (std::string line; std::getline(std::cin, line);) {
      std::cout << answer(json::parse(line), options, study).dump() << std::endl;
    }
  } catch (const std::exception& error) {
    std::cerr << "asktell_driver: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
