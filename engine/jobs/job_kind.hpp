/// The kinds of things that the registry holds, and how AWS calls them.
#pragma once

#include <string>
#include <string_view>

namespace espalier::jobs {

enum class JobKind { TrainingJob, HyperParameterTuningJob, TransformJob, Model };

/// "TrainingJob", …: with "Name", "Arn" or "Status" appended, the members of requests and
/// responses.
std::string_view type_name(JobKind kind) noexcept;

/// Throws: engine::Error (Internal) if no kind has that name.
JobKind kind_named(std::string_view type_name);

/// "arn:aws:sagemaker:REGION:ACCOUNT:training-job/NAME"
std::string arn_of(JobKind kind, const std::string& region, const std::string& account,
                   const std::string& name);

}  // namespace espalier::jobs
