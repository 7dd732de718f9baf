/// Training jobs: what Create… refuses, and the running of one.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/jobs/context.hpp"
#include "engine/jobs/job_log.hpp"
#include "engine/jobs/training_record.hpp"
#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::jobs {

/// Refuses what SageMaker refuses when it is given the job, and what is not done here, in
/// the members that a CreateTrainingJob request and a tuning job's definition share.
/// Throws: engine::Error (Validation, NotFound; "ValidationException").
void check_training_definition(Context& context, const Json& definition);

/// The instance type that the definition names first; empty where it names none.
std::string instance_type_of(const Json& definition);

/// How one training is run.
struct TrainingRun {
  int threads = 1;
  std::stop_token stop;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::string objective_metric;  ///< "validation:rmse"; empty outside a tuning job
  bool report_rounds = false;    ///< progress in rounds
};

/// Trains on loaded data, stores the model, and ends the record: Completed, Stopped or
/// MaxRuntimeExceeded. Throws what the trainer and the object store throw; the record is
/// then not ended.
void train_and_store(Context& context, TrainingRecord& record,
                     const train::TrainingData& data, const train::TrainingPlan& plan,
                     const TrainingRun& run, JobLog& log, Audience& audience);

/// Runs the training job to its end. Requires: this process has claimed it.
void run_training_job(Context& context, Record record, const RunOptions& options,
                      const std::stop_token& stop);

/// A record's HyperParameters.
train::HyperparameterTexts hyperparameters_of(const Json& document);

}  // namespace espalier::jobs
