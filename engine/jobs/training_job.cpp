#include "engine/jobs/training_job.hpp"

#include <cmath>
#include <utility>

#include "data/byte_sink.hpp"
#include "data/s3_uri.hpp"
#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"
#include "engine/jobs/ignored_members.hpp"
#include "engine/jobs/s3_input.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::jobs {
namespace {

using Clock = std::chrono::steady_clock;

train::Profile profile_of(const Json& definition) {
  return train::profile_of_image(
      text_of(member(definition, "AlgorithmSpecification"), "TrainingImage"));
}

S3Caller caller_of(const Context& context, const Json& definition) {
  return {context.options.region, text_of(definition, "RoleArn")};
}

std::optional<Clock::time_point> deadline_of(const Json& definition) {
  const auto seconds =
      integer_of(member(definition, "StoppingCondition"), "MaxRuntimeInSeconds", 0);
  // Beyond a year no clock need be watched, and adding it could overflow.
  constexpr std::int64_t kYear = std::int64_t{366} * 86400;
  if (seconds <= 0 || seconds > kYear) return {};
  return Clock::now() + std::chrono::seconds(seconds);
}

void store_model(Context& context, const Json& document, const std::string& model) {
  const auto uri =
      data::S3Uri::parse(text_of(member(document, "ModelArtifacts"), "S3ModelArtifacts"));
  const auto sink = context.home.objects().writer(uri);
  artifact::write_model_archive(*sink, model);
  sink->commit();
}

/// The objective in a round; nothing where it is not there or no number.
std::optional<double> objective_in(const train::Round& round, const std::string& metric) {
  for (const auto& of : round.metrics) {
    if (of.name == metric && std::isfinite(of.value))
      return static_cast<double>(of.value);
  }
  return {};
}

/// A job whose log, record and warnings are at hand.
struct RunningTraining {
  Context& context;
  TrainingRecord record;
  Audience& audience;
  JobLog log;

  void warn(const std::vector<std::string>& warnings) {
    for (const auto& text : warnings) audience.warning(text);
  }
  void enter(Stage stage) {
    record.enter(stage);
    context.registry.update(record.record());
  }
};

void run_to_end(RunningTraining& job, const RunOptions& options,
                const std::stop_token& stop) {
  const Json document = job.record.record().document;
  const auto deadline = deadline_of(document);
  const auto profile = profile_of(document);
  const auto texts = hyperparameters_of(document);
  const auto checked = train::plan_training(texts, profile);
  job.warn(checked.warnings);
  job.warn(ignored_members(service_model().operation("CreateTrainingJob"), document));
  job.enter(Stage::Downloading);
  const auto inputs =
      open_channels(member(document, "InputDataConfig"), job.context.home.objects(),
                    caller_of(job.context, document), profile);
  auto allotment = allot(job.context.instance_types, instance_type_of(document),
                         this_host(), options.threads, inputs.bytes);
  require_size(allotment, options.strict);
  job.warn(allotment.warnings);
  const auto data = train::load_channels(inputs.channels, profile, checked.csv_weights,
                                         allotment.threads);
  for (const auto& line : data.log) job.log.line(line);
  job.warn(data.warnings);
  job.enter(Stage::Training);
  const auto plan = train::plan_training(texts, profile, data.train->rows());
  train_and_store(job.context, job.record, data, plan,
                  {.threads = allotment.threads,
                   .stop = stop,
                   .deadline = deadline,
                   .objective_metric = {},
                   .report_rounds = true},
                  job.log, job.audience);
}

}  // namespace

train::HyperparameterTexts hyperparameters_of(const Json& document) {
  train::HyperparameterTexts texts;
  for (const auto& [name, value] : member(document, "HyperParameters").items()) {
    texts[name] = value.get<std::string>();
  }
  return texts;
}

std::string instance_type_of(const Json& definition) {
  const Json& resources = member(definition, "ResourceConfig");
  const Json& tuning = member(definition, "HyperParameterTuningResourceConfig");
  for (const Json* of : {&resources, &tuning}) {
    auto type = text_of(*of, "InstanceType");
    if (!type.empty()) return type;
    for (const char* list : {"InstanceGroups", "InstanceConfigs"}) {
      const Json& groups = member(*of, list);
      if (groups.is_array() && !groups.empty())
        return text_of(groups.front(), "InstanceType");
    }
  }
  return {};
}

void check_training_definition(Context& context, const Json& definition) {
  const Json& algorithm = member(definition, "AlgorithmSpecification");
  if (text_of(algorithm, "TrainingImage").empty()) {
    refuse(
        "AlgorithmSpecification has no TrainingImage; only XGBoost images are run here, "
        "for "
        "instance 433757028032.dkr.ecr.us-west-2.amazonaws.com/xgboost:latest");
  }
  const auto profile = profile_of(definition);
  const Json& metrics = member(algorithm, "MetricDefinitions");
  if (metrics.is_array() && !metrics.empty()) {
    refuse(
        "You can't override the metric definitions for Amazon SageMaker algorithms. "
        "Please "
        "retry the request without specifying metric definitions.");
  }
  const Json& output = member(definition, "OutputDataConfig");
  if (text_of(output, "CompressionType", "GZIP") != "GZIP") {
    refuse(
        "OutputDataConfig.CompressionType NONE is not done here: models are stored as "
        "model.tar.gz; leave it out");
  }
  const auto path = text_of(output, "S3OutputPath");
  if (!path.starts_with("s3://")) {
    refuse("The S3OutputPath '" + path +
           "' is not read here; write it as s3://bucket/folder");
  }
  if (member(definition, "InputDataConfig").is_null()) {
    refuse("InputDataConfig is missing: the XGBoost image needs a train channel");
  }
  (void)open_channels(member(definition, "InputDataConfig"), context.home.objects(),
                      caller_of(context, definition), profile);
  (void)data::S3Uri::parse(path);
}

void train_and_store(Context& context, TrainingRecord& record,
                     const train::TrainingData& data, const train::TrainingPlan& plan,
                     const TrainingRun& run, JobLog& log, Audience& audience) {
  train::TrainerOptions options;
  options.threads = run.threads;
  options.stop = run.stop;
  options.deadline = run.deadline;
  options.log = [&log](std::string_view line) { log.line(line); };
  if (run.report_rounds) {
    options.on_round = [&](const train::Round& round) {
      audience.progress({static_cast<std::uint64_t>(round.number) + 1,
                         static_cast<std::uint64_t>(plan.num_round), 0});
      return true;
    };
  }
  const auto outcome = train::train(data, plan, options);
  const bool finished = outcome.reason == train::StopReason::Finished;
  if (!outcome.rounds.empty()) record.set_metrics(outcome.rounds.back());
  record.enter(Stage::Uploading);
  // A job that is cut short leaves a model only where it has saved one after each round.
  const bool has_model =
      !outcome.model.empty() && (finished || plan.save_model_on_termination);
  if (has_model) {
    store_model(context, record.record().document, outcome.model);
    if (!run.objective_metric.empty() && !outcome.rounds.empty()) {
      const auto objective = objective_in(outcome.rounds.back(), run.objective_metric);
      if (objective) record.set_objective(run.objective_metric, *objective);
    }
  }
  if (finished) {
    record.complete();
  } else if (outcome.reason == train::StopReason::MaxRuntime) {
    record.exceed_runtime();
  } else {
    record.stop();
  }
}

void run_training_job(Context& context, Record record, const RunOptions& options,
                      const std::stop_token& stop) {
  Audience audience(options.observer);
  const std::string name = record.name;
  RunningTraining job{
      context, TrainingRecord(std::move(record), context.options.clock), audience,
      JobLog(context.home, JobKind::TrainingJob, name, context.options.clock, audience)};
  try {
    run_to_end(job, options, stop);
  } catch (const std::exception&) {
    const auto reason = current_failure();
    job.log.line(reason);
    job.record.fail(reason);
  }
  context.registry.update(job.record.record());
}

}  // namespace espalier::jobs
