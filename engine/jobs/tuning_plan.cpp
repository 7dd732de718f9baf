#include "engine/jobs/tuning_plan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/number_format.hpp"
#include "engine/jobs/context.hpp"

namespace espalier::jobs {
namespace {

/// What Random and Bayesian tuning run at most, where a request leaves the number open.
constexpr std::size_t kMostJobs = 750;
/// Static and tuned hyperparameters and _tuning_objective_metric.
constexpr std::size_t kMostHyperparameters = 100;

[[noreturn]] void refuse_later(const std::string& what, const std::string& instead) {
  refuse(what + " is not run by this program; " + instead);
}

void refuse_what_is_not_run(const Json& request) {
  const Json& config = member(request, "HyperParameterTuningJobConfig");
  if (!member(request, "TrainingJobDefinitions").is_null()) {
    refuse_later("A tuning job with several TrainingJobDefinitions",
                 "create one tuning job for each");
  }
  if (member(request, "TrainingJobDefinition").is_null()) {
    refuse("A TrainingJobDefinition or TrainingJobDefinitions is required.");
  }
  if (!member(request, "WarmStartConfig").is_null()) {
    refuse_later("Warm start", "leave WarmStartConfig out");
  }
  if (!member(request, "Autotune").is_null()) {
    refuse_later("Autotune", "leave it out and give ParameterRanges");
  }
  const Json& automatic = member(member(config, "ParameterRanges"), "AutoParameters");
  if (automatic.is_array() && !automatic.empty()) {
    refuse_later("AutoParameters", "give the ranges themselves");
  }
  for (const char* of : {"TuningObjective", "HyperParameterRanges"}) {
    if (!member(member(request, "TrainingJobDefinition"), of).is_null()) {
      refuse(std::string(of) +
             " belongs to TrainingJobDefinitions. With one "
             "TrainingJobDefinition give it in HyperParameterTuningJobConfig.");
    }
  }
}

/// Throws where the metric is none that the image writes, or runs the other way.
void check_objective(const Json& objective, train::Profile profile) {
  const auto metric = text_of(objective, "MetricName");
  constexpr std::string_view kValidation = "validation:";
  const train::Metric* found = nullptr;
  if (metric.starts_with(kValidation)) {
    for (const auto& of : train::metrics(profile)) {
      if (of.name == std::string_view(metric).substr(kValidation.size())) found = &of;
    }
  }
  if (found == nullptr) {
    std::string names;
    for (const auto& of : train::metrics(profile)) {
      names += (names.empty() ? "validation:" : ", validation:") + std::string(of.name);
    }
    refuse(
        "A metric is required for this hyperparameter tuning job objective. Provide a "
        "metric "
        "in the metric definitions. The training image writes no [" +
        metric + "]; it writes " + names + ".");
  }
  const bool maximize = text_of(objective, "Type") == "Maximize";
  if (maximize != found->maximize) {
    refuse("The objective metric type, [" + text_of(objective, "Type") +
           "], that you specified for objective metric, [" + metric +
           "], isn't valid for the training image. Choose [" +
           (found->maximize ? "Maximize" : "Minimize") + "].");
  }
}

Strategy strategy_of(const Json& config) {
  const auto name = text_of(config, "Strategy");
  const bool has_hyperband =
      !member(member(config, "StrategyConfig"), "HyperbandStrategyConfig").is_null();
  if (name == "Hyperband") {
    if (text_of(config, "TrainingJobEarlyStoppingType", "Off") != "Off") {
      refuse(
          "TrainingJobEarlyStoppingType must be Off with the Hyperband strategy, which "
          "stops "
          "training jobs by itself.");
    }
    refuse_later("The strategy Hyperband", "use Bayesian, Random or Grid");
  }
  if (has_hyperband) {
    refuse(
        "StrategyConfig.HyperbandStrategyConfig goes with the strategy Hyperband, not "
        "with " +
        name + ".");
  }
  if (name == "Random") return Strategy::Random;
  return name == "Grid" ? Strategy::Grid : Strategy::Bayesian;
}

/// As the service prints it: a double, "3.0".
std::string combinations_text(double combinations) {
  std::string text;
  data::append_python_repr(text, combinations);
  return text;
}

void plan_grid(TuningPlan& plan, std::optional<std::int64_t> max_jobs) {
  const auto& ranges = plan.space.ranges();
  const bool categorical =
      std::all_of(ranges.begin(), ranges.end(), [](const auto& range) {
        return std::holds_alternative<tuner::CategoricalRange>(range);
      });
  if (!categorical) {
    refuse(
        "The Grid strategy takes categorical hyperparameter ranges only. Move the others "
        "to "
        "CategoricalParameterRanges.");
  }
  const double combinations = plan.space.combinations();
  if (max_jobs && static_cast<double>(*max_jobs) != combinations) {
    refuse("With the Grid strategy MaxNumberOfTrainingJobs [" +
           std::to_string(*max_jobs) +
           "] must be the number of hyperparameter combinations [" +
           combinations_text(combinations) + "], or be left out.");
  }
  constexpr double kMostCombinations = 100'000;
  if (combinations > kMostCombinations) {
    refuse("The Grid has " + combinations_text(combinations) + " combinations; at most " +
           combinations_text(kMostCombinations) +
           " are run. Take values out of its ranges.");
  }
  plan.max_jobs = static_cast<std::size_t>(combinations);
}

void plan_limits(TuningPlan& plan, const Json& config) {
  const Json& limits = member(config, "ResourceLimits");
  plan.max_parallel =
      static_cast<std::size_t>(integer_of(limits, "MaxParallelTrainingJobs", 1));
  if (const auto runtime = integer_of(limits, "MaxRuntimeInSeconds", 0); runtime > 0) {
    plan.max_runtime = std::chrono::seconds(runtime);
  }
  std::optional<std::int64_t> max_jobs;
  if (const auto jobs = integer_of(limits, "MaxNumberOfTrainingJobs", 0); jobs > 0) {
    max_jobs = jobs;
  }
  if (plan.strategy == Strategy::Grid) {
    plan_grid(plan, max_jobs);
    return;
  }
  const double combinations = plan.space.combinations();
  plan.max_jobs =
      max_jobs ? static_cast<std::size_t>(*max_jobs)
               : static_cast<std::size_t>(std::min<double>(kMostJobs, combinations));
  if (!max_jobs && !plan.max_runtime && !plan.criteria.target &&
      !plan.criteria.not_improving) {
    refuse(
        "ResourceLimits has no MaxNumberOfTrainingJobs and nothing else ends the tuning "
        "job. "
        "Give MaxNumberOfTrainingJobs, MaxRuntimeInSeconds or a completion criterion.");
  }
  if (combinations < static_cast<double>(plan.max_jobs)) {
    refuse(
        "You don't have enough combinations of hyperparameter ranges. The total number "
        "of "
        "hyperparameter combinations for the provided ranges [" +
        combinations_text(combinations) +
        "] must be equal or greater than the value of MaxNumberOfJobs, [" +
        std::to_string(plan.max_jobs) + "]. Provide additional ranges.");
  }
}

void check_static(const TuningPlan& plan) {
  for (const auto& range : plan.space.ranges()) {
    const auto* tuned = train::find_hyperparameter(plan.profile, tuner::name_of(range));
    for (const auto& [name, value] : plan.static_texts) {
      if (train::find_hyperparameter(plan.profile, name) == tuned) {
        refuse("The hyperparameter [" + name +
               "] is given as a static hyperparameter and as "
               "one to tune. Take it out of StaticHyperParameters or out of "
               "ParameterRanges.");
      }
    }
  }
  if (plan.static_texts.contains("_tuning_objective_metric")) {
    refuse(
        "The hyperparameter [_tuning_objective_metric] is set by the tuning job. Take it "
        "out "
        "of StaticHyperParameters.");
  }
  const std::size_t all = plan.static_texts.size() + plan.space.ranges().size() + 1;
  if (all > kMostHyperparameters) {
    refuse("The number of static and tunable hyperparameters [" + std::to_string(all) +
           "], with _tuning_objective_metric, must be at most " +
           std::to_string(kMostHyperparameters) + ".");
  }
}

}  // namespace

TuningPlan plan_tuning(const Json& request) {
  refuse_what_is_not_run(request);
  const Json& config = member(request, "HyperParameterTuningJobConfig");
  const Json& definition = member(request, "TrainingJobDefinition");
  const auto profile = train::profile_of_image(
      text_of(member(definition, "AlgorithmSpecification"), "TrainingImage"));
  const Strategy strategy = strategy_of(config);
  const Json& objective = member(config, "HyperParameterTuningJobObjective");
  check_objective(objective, profile);
  TuningPlan plan{.strategy = strategy,
                  .direction = text_of(objective, "Type") == "Maximize"
                                   ? tuner::Direction::Maximize
                                   : tuner::Direction::Minimize,
                  .metric = text_of(objective, "MetricName"),
                  .max_runtime = {},
                  .seed = {},
                  .criteria = {},
                  .profile = profile,
                  .static_texts = {},
                  .space = search_space(member(config, "ParameterRanges"), profile)};
  for (const auto& [name, value] : member(definition, "StaticHyperParameters").items()) {
    plan.static_texts[name] = value.get<std::string>();
  }
  if (const auto seed = integer_of(config, "RandomSeed", -1); seed >= 0) {
    plan.seed = static_cast<std::uint64_t>(seed);
  }
  const Json& criteria = member(config, "TuningJobCompletionCriteria");
  if (const Json& target = member(criteria, "TargetObjectiveMetricValue");
      target.is_number()) {
    plan.criteria.target = target.get<double>();
  }
  const auto patience = integer_of(member(criteria, "BestObjectiveNotImproving"),
                                   "MaxNumberOfTrainingJobsNotImproving", 0);
  if (patience > 0) plan.criteria.not_improving = patience;
  plan_limits(plan, config);
  check_static(plan);
  return plan;
}

}  // namespace espalier::jobs
