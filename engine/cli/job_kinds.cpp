#include "engine/cli/job_kinds.hpp"

#include <array>
#include <cctype>

#include "engine/error.hpp"

namespace espalier::cli {
namespace {

constexpr std::array kKinds = {
    KindNames{jobs::JobKind::HyperParameterTuningJob, "tuning-job",
              "HyperParameterTuningJob", "HyperParameterTuningJobs"},
    KindNames{jobs::JobKind::TrainingJob, "training-job", "TrainingJob", "TrainingJobs"},
    KindNames{jobs::JobKind::Model, "model", "Model", "Models"},
    KindNames{jobs::JobKind::TransformJob, "transform-job", "TransformJob",
              "TransformJobs"},
};

/// Lower-case letters alone, so that "Tuning-Job" and "tuningjob" are one.
std::string plain(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return letters;
}

}  // namespace

std::span<const KindNames> kinds() noexcept { return kKinds; }

const KindNames& kind_named(std::string_view text) {
  std::string wanted = plain(text);
  if (wanted.ends_with('s')) wanted.pop_back();
  std::string all;
  for (const auto& kind : kKinds) {
    if (wanted == plain(kind.word) || wanted == plain(kind.type)) return kind;
    all += (all.empty() ? "" : ", ") + std::string(kind.word);
  }
  throw engine::Error(
      engine::ErrorKind::Usage, "ValidationException",
      "there is no kind \"" + std::string(text) + "\"; the kinds are " + all);
}

const KindNames& names_of(jobs::JobKind kind) noexcept {
  for (const auto& names : kKinds) {
    if (names.kind == kind) return names;
  }
  return kKinds.front();
}

jobs::Json describe(jobs::SageMaker& sage_maker, jobs::JobKind kind,
                    const std::string& name) {
  const std::string type(names_of(kind).type);
  return sage_maker.call("Describe" + type, {{type + "Name", name}});
}

std::string status_of(jobs::JobKind kind, const jobs::Json& description) {
  return description.value(std::string(names_of(kind).type) + "Status", std::string());
}

}  // namespace espalier::cli
