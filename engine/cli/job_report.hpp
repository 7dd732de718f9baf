/// A job as a person reads it: what it is, how it ended, its figures.
#pragma once

#include <string>

#include "engine/cli/console.hpp"
#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

/// From a Describe response; a tuning job's training jobs are listed too.
std::string job_report(jobs::SageMaker& sage_maker, jobs::JobKind kind,
                       const jobs::Json& description, const Console& console);

/// The training jobs of a tuning job: number, name, tuned hyperparameters, objective,
/// status; the best is marked.
std::string training_jobs_table(jobs::SageMaker& sage_maker, const jobs::Json& tuning_job,
                                const Console& console);

/// Every summary that a List operation gives, page by page.
jobs::Json list_all(jobs::SageMaker& sage_maker, const std::string& operation,
                    jobs::Json request, const std::string& member);

}  // namespace espalier::cli
