#include "engine/jobs/ignored_members.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier::jobs {
namespace {

struct Ignored {
  std::string_view name;
  std::string_view why;
};

constexpr std::array<Ignored, 23> kIgnored = {{
    {"VpcConfig", "there is no network to choose"},
    {"KmsKeyId", "objects are stored as plain files"},
    {"VolumeKmsKeyId", "there is no volume to encrypt"},
    {"EnableManagedSpotTraining", "there are no spot instances"},
    {"EnableNetworkIsolation", "there is no container to isolate"},
    {"EnableInterContainerTrafficEncryption", "there is one process"},
    {"CheckpointConfig", "no checkpoints are written"},
    {"RetryStrategy", "a job that fails here would fail again"},
    {"KeepAlivePeriodInSeconds", "there is no instance to keep"},
    {"TrainingPlanArn", "there is no capacity to reserve"},
    {"InstancePlacementConfig", "there is one machine"},
    {"DebugHookConfig", "no debugger is attached"},
    {"DebugRuleConfigurations", "no debugger is attached"},
    {"TensorBoardOutputConfig", "no TensorBoard is fed"},
    {"ProfilerConfig", "no profiler is attached"},
    {"ProfilerRuleConfigurations", "no profiler is attached"},
    {"ExperimentConfig", "no experiments are kept"},
    {"RemoteDebugConfig", "there is no container to log into"},
    {"DataCaptureConfig", "no data is captured"},
    {"ModelClientConfig", "the model is called directly"},
    {"TrainingJobEarlyStoppingType", "every training job runs all its rounds"},
    {"CompleteOnConvergence", "every training job is run"},
    {"MaxConcurrentTransforms", "the program's threads decide"},
}};

/// What is off says nothing.
bool says_something(const Json& value) {
  return !value.is_null() && value != Json(false) && value != Json("") &&
         value != Json("Off") && value != Json("Disabled") &&
         !(value.is_structured() && value.empty());
}

void collect(const Shape& shape, const Json& value, const std::string& path,
             std::vector<std::string>& found) {
  for (const auto& of : shape.members) {
    const Json& there = member(value, of.name.c_str());
    if (!says_something(there)) continue;
    const auto* known =
        std::find_if(kIgnored.begin(), kIgnored.end(),
                     [&of](const Ignored& ignored) { return ignored.name == of.name; });
    if (known != kIgnored.end()) {
      found.push_back(path + of.name +
                      " changes nothing here: " + std::string(known->why) + ".");
    } else if (of.shape->type == ShapeType::Structure) {
      collect(*of.shape, there, path + of.name + ".", found);
    }
  }
}

}  // namespace

std::vector<std::string> ignored_members(const Operation& operation,
                                         const Json& request) {
  std::vector<std::string> found;
  collect(*operation.input, request, "", found);
  return found;
}

}  // namespace espalier::jobs
