#include "engine/jobs/orphans.hpp"

#include <string>
#include <utility>

#include "engine/jobs/process_identity.hpp"
#include "engine/jobs/training_record.hpp"

namespace espalier::jobs {

void end_orphans(Context& context) {
  for (auto& orphan : context.registry.orphans()) {
    // Of several processes that find an orphan, the one that claims it ends it.
    const auto owner = process_number(orphan.owner);
    if (!context.registry.claim(orphan.kind, orphan.name)) continue;
    const std::string reason = "InternalServerError: the process that ran this job (" +
                               owner +
                               ") ended before the job did; create the job again under "
                               "another name";
    if (orphan.kind == JobKind::TrainingJob) {
      TrainingRecord record(std::move(orphan), context.options.clock);
      record.fail(reason);
      context.registry.update(record.record());
      continue;
    }
    orphan.status = "Failed";
    orphan.modified = context.now();
    orphan.document["FailureReason"] = reason;
    orphan
        .document[orphan.kind == JobKind::TransformJob ? "TransformEndTime"
                                                       : "HyperParameterTuningEndTime"] =
        epoch_seconds(orphan.modified);
    context.registry.update(orphan);
  }
}

}  // namespace espalier::jobs
