#include "engine/jobs/tuning_progress.hpp"

#include <algorithm>
#include <cmath>

namespace espalier::jobs {
namespace {

bool is_better(double value, double than, tuner::Direction direction) {
  return direction == tuner::Direction::Maximize ? value > than : value < than;
}

tuner::Direction direction_of(const Json& document) {
  const Json& objective = member(member(document, "HyperParameterTuningJobConfig"),
                                 "HyperParameterTuningJobObjective");
  return text_of(objective, "Type") == "Maximize" ? tuner::Direction::Maximize
                                                  : tuner::Direction::Minimize;
}

const char* objective_status(const std::string& status, bool has_objective) {
  if (has_objective) return "Succeeded";
  return status == "InProgress" || status == "Stopping" ? "Pending" : "Failed";
}

}  // namespace

std::int64_t jobs_not_improving(std::span<const Outcome> outcomes,
                                tuner::Direction direction) {
  constexpr double kImprovement = 0.01;
  std::optional<double> reference;
  std::int64_t since = 0;
  for (const auto& outcome : outcomes) {
    const bool improves =
        outcome && (!reference || (is_better(*outcome, *reference, direction) &&
                                   std::abs(*outcome - *reference) >=
                                       kImprovement * std::abs(*reference)));
    since = improves ? 0 : since + 1;
    if (improves) reference = outcome;
  }
  return since;
}

bool is_complete(std::span<const Outcome> outcomes, const CompletionCriteria& criteria,
                 tuner::Direction direction) {
  const bool any_good =
      std::any_of(outcomes.begin(), outcomes.end(),
                  [](const Outcome& outcome) { return outcome.has_value(); });
  if (!any_good) return outcomes.size() >= kMostFailures;
  if (criteria.target &&
      std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
        return outcome && !is_better(*criteria.target, *outcome, direction);
      })) {
    return true;
  }
  return criteria.not_improving &&
         jobs_not_improving(outcomes, direction) >= *criteria.not_improving;
}

const ChildState* best_of(const std::vector<ChildState>& children,
                          tuner::Direction direction) {
  const ChildState* best = nullptr;
  for (const auto& child : children) {
    if (!child.objective) continue;
    if (best == nullptr || is_better(*child.objective, *best->objective, direction)) {
      best = &child;
    }
  }
  return best;
}

Json status_counters(const std::vector<ChildState>& children) {
  Json counters = {{"Completed", 0},
                   {"InProgress", 0},
                   {"RetryableError", 0},
                   {"NonRetryableError", 0},
                   {"Stopped", 0}};
  for (const auto& child : children) {
    std::string counter = child.status;
    if (counter == "Stopping") counter = "InProgress";
    if (counter == "Failed") counter = "NonRetryableError";
    counters[counter] = counters[counter].get<int>() + 1;
  }
  return counters;
}

Json objective_counters(const std::vector<ChildState>& children) {
  Json counters = {{"Succeeded", 0}, {"Pending", 0}, {"Failed", 0}};
  for (const auto& child : children) {
    Json& counter = counters[objective_status(child.status, child.objective.has_value())];
    counter = counter.get<int>() + 1;
  }
  return counters;
}

Json training_job_summary(const Record& training_job) {
  const Shape& list =
      *service_model().operation("ListTrainingJobsForHyperParameterTuningJob").output;
  Json all = training_job.document;
  all["TrainingJobStatus"] = training_job.status;
  all["ObjectiveStatus"] =
      objective_status(training_job.status, training_job.objective.has_value());
  return pick(*list.find("TrainingJobSummaries")->shape->element, all);
}

Json describe_tuning_job(Context& context, const Record& tuning_job) {
  const auto children = context.registry.children(tuning_job.name);
  Json all = tuning_job.document;
  all["HyperParameterTuningJobStatus"] = tuning_job.status;
  all["LastModifiedTime"] = epoch_seconds(tuning_job.modified);
  all["TrainingJobStatusCounters"] = status_counters(children);
  all["ObjectiveStatusCounters"] = objective_counters(children);
  if (const auto* best = best_of(children, direction_of(all))) {
    all["BestTrainingJob"] =
        training_job_summary(require(context, JobKind::TrainingJob, best->name));
  }
  return pick(*service_model().operation("DescribeHyperParameterTuningJob").output, all);
}

Json tuning_job_summary(Context& context, const Record& tuning_job) {
  const Shape& list = *service_model().operation("ListHyperParameterTuningJobs").output;
  const auto children = context.registry.children(tuning_job.name);
  Json all = tuning_job.document;
  const Json& config = member(all, "HyperParameterTuningJobConfig");
  const Json strategy = member(config, "Strategy");
  const Json limits = member(config, "ResourceLimits");
  all["HyperParameterTuningJobStatus"] = tuning_job.status;
  all["LastModifiedTime"] = epoch_seconds(tuning_job.modified);
  all["Strategy"] = strategy;
  all["ResourceLimits"] = limits;
  all["TrainingJobStatusCounters"] = status_counters(children);
  all["ObjectiveStatusCounters"] = objective_counters(children);
  return pick(*list.find("HyperParameterTuningJobSummaries")->shape->element, all);
}

}  // namespace espalier::jobs
