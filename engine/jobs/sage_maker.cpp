#include "engine/jobs/sage_maker.hpp"

#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "engine/error.hpp"
#include "engine/jobs/advice.hpp"
#include "engine/jobs/context.hpp"
#include "engine/jobs/listing.hpp"
#include "engine/jobs/model.hpp"
#include "engine/jobs/orphans.hpp"
#include "engine/jobs/skeleton.hpp"
#include "engine/jobs/stop_listener.hpp"
#include "engine/jobs/training_job.hpp"
#include "engine/jobs/transform_job.hpp"
#include "engine/jobs/tuning_job.hpp"
#include "engine/jobs/tuning_plan.hpp"
#include "engine/jobs/validator.hpp"

namespace espalier::jobs {
namespace {

constexpr std::size_t kMostTags = 50;

Tags tags_of(const Json& request) {
  Tags tags;
  for (const auto& of : member(request, "Tags")) {
    tags.emplace_back(text_of(of, "Key"), text_of(of, "Value"));
  }
  return tags;
}

Json json_of(const Tags& tags) {
  Json list = Json::array();
  for (const auto& [key, value] : tags) list.push_back({{"Key", key}, {"Value", value}});
  return list;
}

[[noreturn]] void refuse_taken(const Context& context, JobKind kind,
                               const std::string& name) {
  const auto arn = context.arn(kind, name);
  const auto taken = [](const char* aws_name, const std::string& message) {
    throw engine::Error(engine::ErrorKind::AlreadyExists, aws_name, message);
  };
  if (kind == JobKind::Model) {
    taken("ValidationException", "Cannot create already existing model \"" + arn + "\".");
  }
  if (kind == JobKind::HyperParameterTuningJob) {
    taken("ResourceInUse", "A hyperparameter tuning job with the name, " + name +
                               ", already exists. Choose a different name.");
  }
  if (kind == JobKind::TrainingJob) {
    taken("ResourceInUse",
          "Training job names must be unique within an AWS account and region, and a "
          "training job "
          "with this name already exists (" +
              arn + ")");
  }
  taken("ResourceInUse",
        "Job name must be unique within an AWS account and region, and a job with this "
        "name "
        "already exists (" +
            arn + ")");
  throw std::logic_error("no such kind of job");
}

/// What a Create… request makes; checks all but the name.
Record new_record(Context& context, JobKind kind, const Json& request) {
  switch (kind) {
    case JobKind::HyperParameterTuningJob:
      (void)plan_tuning(request);
      check_training_definition(context, member(request, "TrainingJobDefinition"));
      return new_tuning_record(context, request);
    case JobKind::TrainingJob:
      check_training_definition(context, request);
      return new_training_record(context, request);
    case JobKind::TransformJob:
      return new_transform_record(context, request);
    case JobKind::Model:
      break;
  }
  return new_model_record(context, request);
}

Json create(Context& context, JobKind kind, const Json& request) {
  const std::string type(type_name(kind));
  const auto name = text_of(request, (type + "Name").c_str());
  if (context.registry.find(kind, name)) refuse_taken(context, kind, name);
  const Record record = new_record(context, kind, request);
  const auto tags = tags_of(request);
  const auto arn = context.arn(kind, name);
  if (!tags.empty()) context.registry.add_tags(arn, tags);
  if (!context.registry.insert(record)) refuse_taken(context, kind, name);
  return {{type + "Arn", arn}};
}

Json stop(Context& context, JobKind kind, const std::string& name) {
  const auto record = require(context, kind, name);
  if (record.status != "InProgress" && record.status != "Stopping") {
    const std::string job = kind == JobKind::TrainingJob    ? "training job"
                            : kind == JobKind::TransformJob ? "transform job"
                                                            : "hyperparameter tuning job";
    refuse("The request was rejected because the " + job + " is in status " +
           record.status + ".");
  }
  context.registry.request_stop(kind, name, context.now());
  return Json::object();
}

Json remove_model(Context& context, const std::string& name) {
  (void)require(context, JobKind::Model, name);
  context.registry.remove(JobKind::Model, name);
  return Json::object();
}

Json add_tags(Context& context, const Json& request) {
  const auto arn = text_of(request, "ResourceArn");
  const auto after = context.registry.tags(arn);
  const auto added = tags_of(request);
  std::set<std::string> keys;
  for (const auto& tag : after) keys.insert(tag.first);
  for (const auto& tag : added) keys.insert(tag.first);
  if (keys.size() > kMostTags) {
    throw engine::Error(engine::ErrorKind::LimitExceeded, "ResourceLimitExceeded",
                        "The resource " + arn + " would have " +
                            std::to_string(keys.size()) + " tags; " +
                            std::to_string(kMostTags) + " are allowed.");
  }
  context.registry.add_tags(arn, added);
  return {{"Tags", json_of(context.registry.tags(arn))}};
}

/// "CreateModel" split into "Create" and the kind; nothing where it does not begin so.
std::optional<JobKind> kind_after(std::string_view operation, std::string_view verb) {
  if (!operation.starts_with(verb)) return {};
  operation.remove_prefix(verb.size());
  if (verb == "List") operation.remove_suffix(1);
  return kind_named(operation);
}

Json perform(Context& context, std::string_view operation, const Json& request) {
  const auto named = [&request](JobKind kind) {
    return text_of(request, (std::string(type_name(kind)) + "Name").c_str());
  };
  if (operation == "ListTrainingJobsForHyperParameterTuningJob") {
    return list_training_jobs_of(context, request);
  }
  if (operation == "ListTags") {
    return {{"Tags", json_of(context.registry.tags(text_of(request, "ResourceArn")))}};
  }
  if (operation == "AddTags") return add_tags(context, request);
  if (operation == "DeleteModel") return remove_model(context, named(JobKind::Model));
  if (const auto kind = kind_after(operation, "Create"))
    return create(context, *kind, request);
  if (const auto kind = kind_after(operation, "Stop")) {
    return stop(context, *kind, named(*kind));
  }
  if (const auto kind = kind_after(operation, "Describe")) {
    return describe_record(context, require(context, *kind, named(*kind)));
  }
  return list_records(context, *kind_after(operation, "List"), request);
}

}  // namespace

struct SageMaker::State {
  Context context;
  std::mutex mutex;
  std::set<std::pair<JobKind, std::string>> running;  ///< in this process
};

SageMaker::SageMaker(Home& home, SageMakerOptions options) {
  InstanceTypes types(options.instance_types);
  // NOLINTNEXTLINE(modernize-make-unique): State cannot be moved into place
  state_.reset(new State{.context = {.home = home,
                                     .options = std::move(options),
                                     .instance_types = std::move(types),
                                     .registry = Registry(home.registry_path())},
                         .mutex = {},
                         .running = {}});
}

SageMaker::~SageMaker() = default;

Json SageMaker::call(std::string_view operation, const Json& request) {
  validate(*service_model().operation(operation).input, request);
  end_orphans(state_->context);
  return perform(state_->context, operation, without_nulls(request));
}

void SageMaker::run(JobKind kind, const std::string& name, const RunOptions& options) {
  Context& context = state_->context;
  Record record = require(context, kind, name);
  const std::pair key(kind, record.name);
  {
    const std::lock_guard lock(state_->mutex);
    if (kind == JobKind::Model || !state_->running.insert(key).second ||
        (record.status != "InProgress" && record.status != "Stopping") ||
        !context.registry.claim(kind, name)) {
      throw engine::Error(engine::ErrorKind::AlreadyExists, "ResourceInUse",
                          "The job " + record.name + " cannot be run: it is in status " +
                              record.status + ", or another process runs it.");
    }
  }
  StopListener listener(context.registry, kind, record.name, options.stop);
  switch (kind) {
    case JobKind::TrainingJob:
      run_training_job(context, std::move(record), options, listener.token());
      break;
    case JobKind::HyperParameterTuningJob:
      run_tuning_job(context, std::move(record), options, listener.token());
      break;
    case JobKind::TransformJob:
      run_transform_job(context, std::move(record), options, listener.token());
      break;
    case JobKind::Model:
      break;
  }
  const std::lock_guard lock(state_->mutex);
  state_->running.erase(key);
}

std::vector<std::string> SageMaker::check(std::string_view operation,
                                          const Json& request) {
  const Json sent = without_nulls(request);
  std::vector<std::string> sentences;
  try {
    validate(*service_model().operation(operation).input, request);
    if (const auto kind = kind_after(operation, "Create")) {
      const auto name = text_of(sent, (std::string(type_name(*kind)) + "Name").c_str());
      if (state_->context.registry.find(*kind, name)) {
        refuse_taken(state_->context, *kind, name);
      }
      (void)new_record(state_->context, *kind, sent);
    }
  } catch (const engine::Error& error) {
    sentences.emplace_back(error.what());
  }
  try {
    const auto more = advice(state_->context, operation, sent);
    sentences.insert(sentences.end(), more.begin(), more.end());
  } catch (const engine::Error&) {
    // The first pass has said what is wrong.
  }
  return sentences;
}

Json SageMaker::skeleton(std::string_view operation) {
  return skeleton_of(*service_model().operation(operation).input);
}

std::string SageMaker::free_name(JobKind kind, const std::string& prefix) {
  for (std::int64_t number = 1;; ++number) {
    auto name = prefix + "-" + std::to_string(number);
    if (!state_->context.registry.find(kind, name)) return name;
  }
}

}  // namespace espalier::jobs
