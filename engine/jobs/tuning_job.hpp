/// The running of a tuning job: a study, and a fixed set of threads that train what it
/// asks for.
///
/// Trial n is proposed, and the decision to go on is made, from the results of the trials
/// up to n - MaxParallelTrainingJobs alone: the same seed gives the same training jobs,
/// names and models whatever the timing and however many threads there are.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// "{tuning}-{number, three digits}-{8 hex}"; the hex is a hash of all three arguments.
std::string training_job_name(const std::string& tuning_job, std::size_t number,
                              std::uint64_t seed);

/// A new tuning job's record. Requires: the request has passed validate() and
/// plan_tuning().
Record new_tuning_record(const Context& context, const Json& request);

/// Runs the tuning job to its end. Requires: this process has claimed it.
void run_tuning_job(Context& context, Record record, const RunOptions& options,
                    const std::stop_token& stop);

}  // namespace espalier::jobs
