/// Jobs whose process died.
#pragma once

#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// Ends as Failed every job whose owner is gone, with a FailureReason that says so. A
/// tuning job keeps the training jobs that had ended.
void end_orphans(Context& context);

}  // namespace espalier::jobs
