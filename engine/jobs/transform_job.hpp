/// Transform jobs: the bookkeeping around run_transform().
#pragma once

#include <stop_token>

#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// A new transform job's record. Requires: the request has passed validate().
/// Throws: engine::Error (NotFound) if there is no such model.
Record new_transform_record(Context& context, const Json& request);

/// Runs the transform job to its end. Requires: this process has claimed it.
void run_transform_job(Context& context, Record record, const RunOptions& options,
                       const std::stop_token& stop);

}  // namespace espalier::jobs
