#include "engine/jobs/job_kind.hpp"

#include <algorithm>
#include <array>

#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

struct Names {
  JobKind kind;
  std::string_view type;
  std::string_view arn;
};

constexpr std::array<Names, 4> kNames = {{
    {JobKind::TrainingJob, "TrainingJob", "training-job"},
    {JobKind::HyperParameterTuningJob, "HyperParameterTuningJob",
     "hyper-parameter-tuning-job"},
    {JobKind::TransformJob, "TransformJob", "transform-job"},
    {JobKind::Model, "Model", "model"},
}};

const Names& names_of(JobKind kind) noexcept {
  return *std::find_if(kNames.begin(), kNames.end(),
                       [kind](const Names& names) { return names.kind == kind; });
}

}  // namespace

std::string_view type_name(JobKind kind) noexcept { return names_of(kind).type; }

JobKind kind_named(std::string_view type_name) {
  for (const auto& names : kNames) {
    if (names.type == type_name) return names.kind;
  }
  throw engine::Error(engine::ErrorKind::Internal, "InternalServerError",
                      "\"" + std::string(type_name) + "\" is no kind of job");
}

std::string arn_of(JobKind kind, const std::string& region, const std::string& account,
                   const std::string& name) {
  return "arn:aws:sagemaker:" + region + ":" + account + ":" +
         std::string(names_of(kind).arn) + "/" + name;
}

}  // namespace espalier::jobs
