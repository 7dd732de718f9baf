/// The List… operations: filters, order, pages.
#pragma once

#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// ListTrainingJobs, ListHyperParameterTuningJobs, ListTransformJobs, ListModels.
/// Throws: engine::Error (Validation, "ValidationException") for a NextToken that is not
/// of this listing.
Json list_records(Context& context, JobKind kind, const Json& request);

/// ListTrainingJobsForHyperParameterTuningJob.
/// Throws: engine::Error (NotFound, "ResourceNotFound") if there is no such tuning job.
Json list_training_jobs_of(Context& context, const Json& request);

/// What Describe… answers for a record.
Json describe_record(Context& context, const Record& record);

}  // namespace espalier::jobs
