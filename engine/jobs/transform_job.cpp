#include "engine/jobs/transform_job.hpp"

#include <string>
#include <utility>

#include "engine/error.hpp"
#include "engine/jobs/ignored_members.hpp"
#include "engine/jobs/job_log.hpp"
#include "engine/jobs/model.hpp"
#include "engine/jobs/transform_engine.hpp"
#include "engine/jobs/transform_settings.hpp"

namespace espalier::jobs {
namespace {

void set_default(Json& object, const char* name, const Json& value) {
  if (!object.contains(name)) object[name] = value;
}

/// What Describe shows where the request is silent.
void add_defaults(Json& document) {
  set_default(document, "MaxConcurrentTransforms", 1);
  set_default(document, "MaxPayloadInMB", 6);
  set_default(document, "BatchStrategy", "MultiRecord");
  set_default(document["TransformInput"], "CompressionType", "None");
  set_default(document["TransformInput"], "SplitType", "None");
  set_default(document["TransformOutput"], "AssembleWith", "None");
  set_default(document["TransformOutput"], "KmsKeyId", "");
  Json& processing = document["DataProcessing"];
  if (processing.is_null()) processing = Json::object();
  set_default(processing, "InputFilter", "$");
  set_default(processing, "OutputFilter", "$");
  set_default(processing, "JoinSource", "None");
}

/// Hands what run_transform() tells to the job's log and audience.
class TransformObserver final : public JobObserver {
 public:
  TransformObserver(JobLog& log, Audience& audience) : log_(log), audience_(audience) {}

  void log_line(std::string_view /*job*/, std::string_view line) override {
    log_.line(line);
  }
  void progress(const Progress& progress) override { audience_.progress(progress); }
  void warning(std::string_view text) override { audience_.warning(std::string(text)); }

 private:
  JobLog& log_;
  Audience& audience_;
};

/// The FailureReason of objects that could not be scored; empty where all were.
std::string failure_of(const TransformOutcome& outcome) {
  std::size_t failed = 0;
  std::string first;
  for (const auto& object : outcome.objects) {
    if (object.error.empty()) continue;
    if (failed == 0) first = object.error;
    ++failed;
  }
  if (failed < 2) return first;
  return first + " (the first of " + std::to_string(failed) +
         " objects that failed, of " + std::to_string(outcome.objects.size()) + ")";
}

/// Throws what the service refuses; what the container refuses is the job's failure.
void check_settings(const Json& request) {
  try {
    (void)TransformSettings::from_request(request);
  } catch (const engine::Error& error) {
    if (error.aws_name() == "ValidationException") throw;
  }
}

struct End {
  std::string status;
  std::string reason;
};

End transform(Context& context, const Record& record, const RunOptions& options,
              const std::stop_token& stop, JobLog& log, Audience& audience) {
  for (const auto& text :
       ignored_members(service_model().operation("CreateTransformJob"), record.request)) {
    audience.warning(text);
  }
  const Json& resources = member(record.request, "TransformResources");
  const auto allotment = allot(context.instance_types, text_of(resources, "InstanceType"),
                               this_host(), options.threads, 0);
  for (const auto& text : allotment.warnings) audience.warning(text);
  const auto scorer = load_model(
      context, require(context, JobKind::Model, text_of(record.request, "ModelName")));
  TransformObserver observer(log, audience);
  const auto outcome = run_transform(record.request, *scorer, context.home.objects(),
                                     {.stop = stop,
                                      .observer = &observer,
                                      .job_name = record.name,
                                      .threads = allotment.threads,
                                      .strict = options.strict});
  if (outcome.stopped) return {"Stopped", ""};
  const auto reason = failure_of(outcome);
  return {reason.empty() ? "Completed" : "Failed", reason};
}

}  // namespace

Record new_transform_record(Context& context, const Json& request) {
  (void)require(context, JobKind::Model, text_of(request, "ModelName"));
  check_settings(request);
  Record record;
  record.kind = JobKind::TransformJob;
  record.name = text_of(request, "TransformJobName");
  record.status = "InProgress";
  record.created = context.now();
  record.modified = record.created;
  record.request = request;
  record.document =
      pick(*service_model().operation("DescribeTransformJob").output, request);
  record.document["TransformJobArn"] = context.arn(JobKind::TransformJob, record.name);
  record.document["CreationTime"] = epoch_seconds(record.created);
  add_defaults(record.document);
  return record;
}

void run_transform_job(Context& context, Record record, const RunOptions& options,
                       const std::stop_token& stop) {
  Audience audience(options.observer);
  JobLog log(context.home, JobKind::TransformJob, record.name, context.options.clock,
             audience);
  record.document["TransformStartTime"] = epoch_seconds(context.now());
  context.registry.update(record);
  End end;
  try {
    end = transform(context, record, options, stop, log, audience);
  } catch (const std::exception&) {
    end = {"Failed", current_failure()};
    log.line(end.reason);
  }
  record.status = end.status;
  record.modified = context.now();
  if (!end.reason.empty()) record.document["FailureReason"] = failure_reason(end.reason);
  record.document["TransformEndTime"] = epoch_seconds(record.modified);
  context.registry.update(record);
}

}  // namespace espalier::jobs
