/// What is known of a tuning job from its training jobs: its counters, its best one, and
/// whether it may end.
///
/// Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/jobs/context.hpp"
#include "engine/jobs/tuning_plan.hpp"

namespace espalier::jobs {

/// How an ended training job counts: its objective, or nothing where it has none.
using Outcome = std::optional<double>;

/// Training jobs that may fail with none good before a tuning job gives up, as AWS.
inline constexpr std::size_t kMostFailures = 5;

/// The first training jobs since the best objective was bettered by 1 % or more.
std::int64_t jobs_not_improving(std::span<const Outcome> outcomes,
                                tuner::Direction direction);

/// Whether `outcomes`, of the first training jobs, end the tuning job: a criterion holds,
/// or kMostFailures have failed and none is good.
bool is_complete(std::span<const Outcome> outcomes, const CompletionCriteria& criteria,
                 tuner::Direction direction);

/// The best child: the earliest of equals; null where none has an objective.
const ChildState* best_of(const std::vector<ChildState>& children,
                          tuner::Direction direction);

/// TrainingJobStatusCounters and ObjectiveStatusCounters.
Json status_counters(const std::vector<ChildState>& children);
Json objective_counters(const std::vector<ChildState>& children);

/// A training job as the lists of a tuning job show it.
Json training_job_summary(const Record& training_job);

/// What DescribeHyperParameterTuningJob answers.
Json describe_tuning_job(Context& context, const Record& tuning_job);

/// An entry of ListHyperParameterTuningJobs.
Json tuning_job_summary(Context& context, const Record& tuning_job);

}  // namespace espalier::jobs
