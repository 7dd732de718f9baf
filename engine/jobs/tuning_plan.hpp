/// A CreateHyperParameterTuningJob request as the tuner needs it, refusing what SageMaker
/// refuses and what is not run here.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/jobs/json.hpp"
#include "engine/train/hyperparameters.hpp"
#include "tuner/search_space.hpp"
#include "tuner/study.hpp"

namespace espalier::jobs {

enum class Strategy { Bayesian, Random, Grid };

/// When a tuning job ends before its last training job.
struct CompletionCriteria {
  std::optional<double> target;               ///< TargetObjectiveMetricValue
  std::optional<std::int64_t> not_improving;  ///< MaxNumberOfTrainingJobsNotImproving
};

struct TuningPlan {
  Strategy strategy = Strategy::Bayesian;
  tuner::Direction direction = tuner::Direction::Minimize;
  std::string metric;  ///< "validation:rmse"
  std::size_t max_jobs = 0;
  std::size_t max_parallel = 1;
  std::optional<std::chrono::seconds> max_runtime;
  std::optional<std::uint64_t> seed;
  CompletionCriteria criteria;
  train::Profile profile = train::Profile::Strict;
  train::HyperparameterTexts static_texts;
  tuner::SearchSpace space;
};

/// Requires: the request has passed validate().
/// Throws: engine::Error (Validation, "ValidationException"), with AWS's text where it is
/// known.
TuningPlan plan_tuning(const Json& request);

/// The space of a request's ranges, in the order in which the request has them,
/// continuous before integer before categorical. Throws: as plan_tuning().
tuner::SearchSpace search_space(const Json& parameter_ranges, train::Profile profile);

/// Every configuration of a space of categorical ranges, the last range varying fastest.
std::vector<tuner::Params> grid(const tuner::SearchSpace& space);

/// A parameter's value as TunedHyperParameters has it: Python's repr of a double, an
/// integer without ".0", a category as it is.
std::string text_of(const tuner::ParameterValue& value);

}  // namespace espalier::jobs
