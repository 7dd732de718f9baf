/// The kinds of job and model as the command line and the API name them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

struct KindNames {
  jobs::JobKind kind;
  std::string_view word;    ///< on the command line: "tuning-job"
  std::string_view type;    ///< in operations: "HyperParameterTuningJob"
  std::string_view plural;  ///< in list operations: "HyperParameterTuningJobs"
};

std::span<const KindNames> kinds() noexcept;
/// By the word, AWS's spelling ("hyper-parameter-tuning-job", "HyperParameterTuningJob")
/// or its plural. Throws: engine::Error (Usage) naming the kinds.
const KindNames& kind_named(std::string_view text);
const KindNames& names_of(jobs::JobKind kind) noexcept;

/// Describe<type> for a job of that name.
jobs::Json describe(jobs::SageMaker& sage_maker, jobs::JobKind kind,
                    const std::string& name);
/// The status member of a Describe response; empty for a model.
std::string status_of(jobs::JobKind kind, const jobs::Json& description);

}  // namespace espalier::cli
