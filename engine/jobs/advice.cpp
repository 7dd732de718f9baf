#include "engine/jobs/advice.hpp"

#include <algorithm>

#include "data/error.hpp"
#include "data/s3_uri.hpp"
#include "engine/error.hpp"
#include "engine/jobs/ignored_members.hpp"
#include "engine/jobs/s3_input.hpp"
#include "engine/jobs/training_job.hpp"
#include "engine/jobs/tuning_plan.hpp"

namespace espalier::jobs {
namespace {

using Sentences = std::vector<std::string>;

constexpr std::size_t kMostBayesianJobs = 750;
constexpr std::size_t kMostRandomJobs = 10'000;
constexpr std::size_t kUsualParallelJobs = 10;
constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20U;

void advise_image(Sentences& out, const std::string& image, train::Profile profile) {
  if (profile == train::Profile::Legacy) {
    out.push_back("The image " + image +
                  " is XGBoost 0.72, which AWS has deprecated; "
                  "sagemaker-xgboost:1.7-1 is its successor.");
  }
}

void advise_hyperparameters(Sentences& out, const train::HyperparameterTexts& texts,
                            train::Profile profile) {
  for (const auto& [name, value] : texts) {
    if (train::find_hyperparameter(profile, name) != nullptr) continue;
    if (profile == train::Profile::Legacy) {
      out.emplace_back("The hyperparameter ")
          .append(name)
          .append(
              " is not one of XGBoost's: this image ignores it, a later one refuses it "
              "(Extraneous hyperparameter found: ")
          .append(name)
          .append(").");
    } else {
      out.push_back(
          "The training jobs would fail: Extraneous hyperparameter found: " + name + ".");
    }
  }
  if (!texts.contains("num_round")) {
    out.emplace_back("num_round is not given, and the image requires it.");
  }
}

void advise_channels(Sentences& out, const Json& definition, bool tuning) {
  bool validation = false;
  bool train = false;
  for (const auto& of : member(definition, "InputDataConfig")) {
    const auto name = text_of(of, "ChannelName");
    validation = validation || name == "validation";
    train = train || name == "train";
    if (member(of, "ContentType").is_null()) {
      out.push_back("The channel " + name +
                    " has no ContentType and is read as text/libsvm; say "
                    "text/csv if that is what it is.");
    }
    const Json& source = member(member(of, "DataSource"), "S3DataSource");
    if (text_of(source, "S3DataDistributionType") == "ShardedByS3Key") {
      out.push_back("The channel " + name +
                    " is ShardedByS3Key: with several instances each "
                    "would see a part; here one process reads all.");
    }
  }
  if (!train) out.emplace_back("There is no channel train, and the image requires it.");
  if (tuning && !validation) {
    out.emplace_back(
        "There is no channel validation: no training job would have a validation "
        "metric, and the tuning job would fail after five.");
  }
}

void advise_resources(Sentences& out, const Context& context, const Json& definition) {
  const Json& resources = member(definition, "ResourceConfig");
  if (const auto count = integer_of(resources, "InstanceCount", 1); count > 1) {
    out.push_back("InstanceCount is " + std::to_string(count) +
                  ": SageMaker trains on all of "
                  "them together and the model may differ; here one process trains.");
  }
  const auto type = instance_type_of(definition);
  const auto known = context.instance_types.find(type);
  if (!type.empty() && !known) {
    out.push_back("The instance type " + type +
                  " is not in configs/instance_types.json: nothing "
                  "bounds the job's threads and memory here.");
  } else if (known && known->gpus > 0) {
    out.push_back("The instance type " + type + " has GPUs, which are not used here.");
  }
}

void advise_training(Sentences& out, const Context& context, const Json& definition,
                     const train::HyperparameterTexts& texts, bool tuning) {
  const auto image =
      text_of(member(definition, "AlgorithmSpecification"), "TrainingImage");
  const auto profile = train::profile_of_image(image);
  advise_image(out, image, profile);
  advise_hyperparameters(out, texts, profile);
  advise_channels(out, definition, tuning);
  advise_resources(out, context, definition);
}

void advise_ranges(Sentences& out, const TuningPlan& plan) {
  for (const auto& range : plan.space.ranges()) {
    const auto& name = tuner::name_of(range);
    const auto* row = train::find_hyperparameter(plan.profile, name);
    const auto* integer = std::get_if<tuner::IntegerRange>(&range);
    if (integer != nullptr && row->type == train::ParameterType::Continuous) {
      out.push_back("The hyperparameter " + name +
                    " takes any number, and its range is one of "
                    "integers: only whole values are tried.");
    }
    const auto outside = [row](double min, double max) {
      return row->tunable && (min < row->tunable->min || max > row->tunable->max);
    };
    const auto* real = std::get_if<tuner::ContinuousRange>(&range);
    if ((real != nullptr && outside(real->min, real->max)) ||
        (integer != nullptr &&
         outside(static_cast<double>(integer->min), static_cast<double>(integer->max)))) {
      out.push_back("The range of " + name + " goes beyond the one that AWS recommends.");
    }
  }
}

void advise_tuning(Sentences& out, const Context& context, const Json& request) {
  const auto plan = plan_tuning(request);
  advise_training(out, context, member(request, "TrainingJobDefinition"),
                  plan.static_texts, true);
  advise_ranges(out, plan);
  if (plan.strategy == Strategy::Bayesian && plan.max_jobs == plan.max_parallel) {
    out.emplace_back(
        "MaxNumberOfTrainingJobs equals MaxParallelTrainingJobs: all training jobs "
        "start before any result is known, so Bayesian search is random search.");
  }
  const std::size_t most =
      plan.strategy == Strategy::Bayesian ? kMostBayesianJobs : kMostRandomJobs;
  if (plan.max_jobs > most) {
    out.push_back("SageMaker runs at most " + std::to_string(most) +
                  " training jobs a tuning job "
                  "with this strategy (ResourceLimitExceeded).");
  }
  if (plan.max_parallel > kUsualParallelJobs) {
    out.push_back(
        "An account may run " + std::to_string(kUsualParallelJobs) +
        " training jobs of "
        "a tuning job at once unless it asks for more (ResourceLimitExceeded).");
  }
  if (!plan.seed) {
    out.emplace_back(
        "There is no RandomSeed: SageMaker would try other values in each run.");
  }
}

void advise_model(Sentences& out, const Json& request) {
  const Json& container = member(request, "PrimaryContainer");
  const auto image = text_of(container, "Image");
  if (!image.empty()) {
    const auto profile = train::profile_of_image(image);
    advise_image(out, image, profile);
    if (profile == train::Profile::Legacy) {
      out.emplace_back(
          "The image of XGBoost 0.72 loads pickled models only: a model that was "
          "trained here needs sagemaker-xgboost:1.7-1 there.");
    }
  }
  if (text_of(request, "ExecutionRoleArn").empty()) {
    out.emplace_back(
        "ExecutionRoleArn is not given: SageMaker could not read the model archive.");
  }
}

void advise_payload(Sentences& out, Context& context, const Json& request) {
  const Json& input = member(request, "TransformInput");
  const auto megabytes = integer_of(request, "MaxPayloadInMB", 6);
  if (text_of(input, "SplitType", "None") != "None" || megabytes == 0) return;
  const S3Caller caller{context.options.region, ""};
  for (const auto& object :
       objects_of(member(member(input, "DataSource"), "S3DataSource"),
                  context.home.objects(), caller)) {
    if (object.bytes > static_cast<std::uint64_t>(megabytes) * kMegabyte) {
      out.push_back(
          object.uri.to_string() + " has " + std::to_string(object.bytes) +
          " bytes and SplitType is None: SageMaker would send it in one request, which "
          "may have " +
          std::to_string(megabytes) + " MB; set SplitType to Line.");
    }
  }
}

void advise_transform(Sentences& out, Context& context, const Json& request) {
  advise_payload(out, context, request);
  const Json& resources = member(request, "TransformResources");
  if (const auto count = integer_of(resources, "InstanceCount", 1); count > 1) {
    out.push_back("InstanceCount is " + std::to_string(count) +
                  ": SageMaker shares the objects "
                  "among them; here one process transforms all.");
  }
  const auto type = text_of(resources, "InstanceType");
  if (!context.instance_types.find(type)) {
    out.push_back("The instance type " + type +
                  " is not in configs/instance_types.json: nothing "
                  "bounds the job's threads here.");
  }
}

}  // namespace

std::vector<std::string> advice(Context& context, std::string_view operation,
                                const Json& request) {
  Sentences out;
  if (operation == "CreateHyperParameterTuningJob") advise_tuning(out, context, request);
  if (operation == "CreateTrainingJob") {
    advise_training(out, context, request, hyperparameters_of(request), false);
  }
  if (operation == "CreateModel") advise_model(out, request);
  if (operation == "CreateTransformJob") advise_transform(out, context, request);
  if (operation.starts_with("Create")) {
    const auto ignored = ignored_members(service_model().operation(operation), request);
    out.insert(out.end(), ignored.begin(), ignored.end());
    const bool tagged = member(request, "Tags").is_array();
    out.push_back(std::string(tagged ? "The request has Tags"
                                     : "Step Functions tags the jobs that it starts") +
                  ": the caller's role needs the permission sagemaker:AddTags.");
  }
  return out;
}

}  // namespace espalier::jobs
