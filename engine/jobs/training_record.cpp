#include "engine/jobs/training_record.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/s3_uri.hpp"

namespace espalier::jobs {
namespace {

const Shape& description() {
  return *service_model().operation("DescribeTrainingJob").output;
}

struct StageNames {
  std::string_view status;
  std::string_view message;
};

StageNames names_of(Stage stage) noexcept {
  switch (stage) {
    case Stage::Starting:
      return {"Starting", "Preparing the instances for training"};
    case Stage::Downloading:
      return {"Downloading", "Downloading input data"};
    case Stage::Training:
      return {"Training", "Training image download completed. Training in progress."};
    case Stage::Uploading:
      return {"Uploading", "Uploading generated training model"};
  }
  return {};
}

/// Seconds from start to end as AWS bills them: at least one.
std::int64_t seconds_between(double start, double end) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(end - start)));
}

}  // namespace

Record new_training_record(const Context& context, const Json& request) {
  Record record;
  record.kind = JobKind::TrainingJob;
  record.name = text_of(request, "TrainingJobName");
  record.status = "InProgress";
  record.created = context.now();
  record.modified = record.created;
  record.request = request;
  Json& document = record.document;
  document = Json::object();
  copy_members(description(), request, document);
  document["TrainingJobArn"] = context.arn(JobKind::TrainingJob, record.name);
  const auto output = text_of(member(request, "OutputDataConfig"), "S3OutputPath");
  document["ModelArtifacts"]["S3ModelArtifacts"] =
      data::S3Uri::parse(output).child(record.name + "/output/model.tar.gz").to_string();
  document["CreationTime"] = epoch_seconds(record.created);
  for (const char* flag :
       {"EnableNetworkIsolation", "EnableInterContainerTrafficEncryption",
        "EnableManagedSpotTraining"}) {
    if (!document.contains(flag)) document[flag] = false;
  }
  TrainingRecord starting(std::move(record), context.options.clock);
  starting.enter(Stage::Starting);
  return starting.record();
}

TrainingRecord::TrainingRecord(Record record, std::function<TimePoint()> clock)
    : record_(std::move(record)), clock_(std::move(clock)) {}

void TrainingRecord::transition(std::string_view status, std::string_view message) {
  const TimePoint now = clock_();
  Json& document = record_.document;
  Json& transitions = document["SecondaryStatusTransitions"];
  if (!transitions.empty() && !transitions.back().contains("EndTime")) {
    transitions.back()["EndTime"] = epoch_seconds(now);
  }
  transitions.push_back({{"Status", status},
                         {"StartTime", epoch_seconds(now)},
                         {"StatusMessage", message}});
  document["SecondaryStatus"] = status;
  record_.modified = now;
}

void TrainingRecord::enter(Stage stage) {
  const auto names = names_of(stage);
  transition(names.status, names.message);
  if (stage == Stage::Downloading ||
      (stage == Stage::Training && !record_.document.contains("TrainingStartTime"))) {
    record_.document["TrainingStartTime"] = epoch_seconds(record_.modified);
  }
}

void TrainingRecord::set_metrics(const train::Round& last) {
  Json list = Json::array();
  for (const auto& metric : last.metrics) {
    if (!std::isfinite(metric.value)) continue;
    list.push_back({{"MetricName", metric.name},
                    {"Value", static_cast<double>(metric.value)},
                    {"Timestamp", epoch_seconds(clock_())}});
  }
  if (!list.empty()) record_.document["FinalMetricDataList"] = std::move(list);
}

void TrainingRecord::set_objective(const std::string& metric, double value) {
  record_.objective = value;
  record_.document["FinalMetricDataList"].push_back(
      {{"MetricName", "ObjectiveMetric"},
       {"Value", value},
       {"Timestamp", epoch_seconds(clock_())}});
  record_.document["FinalHyperParameterTuningJobObjectiveMetric"] = {
      {"MetricName", metric}, {"Value", value}};
}

void TrainingRecord::end(const char* status, const char* secondary, const char* message) {
  record_.status = status;
  transition(secondary, message);
  Json& document = record_.document;
  const double now = epoch_seconds(record_.modified);
  document["SecondaryStatusTransitions"].back()["EndTime"] = now;
  document["TrainingEndTime"] = now;
  if (const Json& start = member(document, "TrainingStartTime"); start.is_number()) {
    document["TrainingTimeInSeconds"] = seconds_between(start.get<double>(), now);
    document["BillableTimeInSeconds"] = document["TrainingTimeInSeconds"];
  }
}

void TrainingRecord::complete() {
  end("Completed", "Completed", "Training job completed");
}

void TrainingRecord::stop() { end("Stopped", "Stopped", "Training job stopped"); }

void TrainingRecord::exceed_runtime() {
  end("Stopped", "MaxRuntimeExceeded",
      "Training job runtime exceeded MaxRuntimeInSeconds provided");
}

void TrainingRecord::fail(const std::string& reason) {
  record_.document["FailureReason"] = failure_reason(reason);
  end("Failed", "Failed", "Training job failed");
}

}  // namespace espalier::jobs
