#include "engine/jobs/transform_engine.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "engine/jobs/counting_source.hpp"
#include "engine/jobs/payload_meter.hpp"
#include "engine/jobs/predict_stream.hpp"
#include "engine/jobs/transform_input.hpp"
#include "engine/jobs/transform_settings.hpp"

namespace espalier::jobs {
namespace {

/// HTTP statuses the container answers with: it cannot read the payload; it cannot score
/// it; the payload is too large.
constexpr int kUnsupportedMediaType = 415;
constexpr int kBadRequest = 400;
constexpr int kPayloadTooLarge = 413;

/// An object that SageMaker would refuse for size, in strict mode.
class TooLarge : public engine::Error {
 public:
  explicit TooLarge(const std::string& message)
      : engine::Error(engine::ErrorKind::LimitExceeded, "ClientError", message) {}
};

/// One run: what its objects share.
class Transform {
 public:
  Transform(const Json& request, const artifact::Scorer& scorer,
            data::ObjectStore& objects, const TransformOptions& options)
      : settings_(TransformSettings::from_request(request)),
        inputs_(list_transform_inputs(settings_, objects)),
        scorer_(&scorer),
        objects_(&objects),
        options_(&options) {
    for (const TransformInput& input : inputs_.objects) {
      progress_.total += input.bytes.value_or(0);
    }
  }

  TransformOutcome run();

 private:
  void warn(const std::string& text);
  void log(const std::string& line) const;
  void log_failure(const data::S3Uri& uri, int status, const std::string& message) const;
  void report(const Progress& progress);
  void check_sizes_of_request();
  void transform(const TransformInput& input, TransformedObject& object);
  void transform_recording_failure(const TransformInput& input,
                                   TransformedObject& object);
  void fail(TransformedObject& object, int status, const std::string& message) const;
  void check(const PayloadMeter& meter) const;
  [[nodiscard]] PredictOptions predict_options(PayloadMeter& meter) const;

  TransformSettings settings_;
  TransformInputs inputs_;
  const artifact::Scorer* scorer_;
  data::ObjectStore* objects_;
  const TransformOptions* options_;
  Progress progress_;
  TransformOutcome outcome_;
};

void Transform::warn(const std::string& text) {
  outcome_.warnings.push_back(text);
  if (options_->observer != nullptr) options_->observer->warning(text);
}

void Transform::log(const std::string& line) const {
  if (options_->observer == nullptr) return;
  options_->observer->log_line(options_->job_name, "[sagemaker logs]: " + line);
}

void Transform::log_failure(const data::S3Uri& uri, int status,
                            const std::string& message) const {
  const std::string object = uri.bucket + "/" + uri.key + ": ";
  log(object + "ClientError: " + std::to_string(status));
  log(object);
  log(object + "Message:");
  log(object + message);
}

void Transform::report(const Progress& progress) {
  progress_ = progress;
  if (options_->observer != nullptr) options_->observer->progress(progress_);
}

void Transform::check_sizes_of_request() {
  for (const std::string& text : settings_.size_warnings) {
    if (options_->strict) throw TooLarge(text);
    warn(text);
  }
}

void Transform::check(const PayloadMeter& meter) const {
  if (options_->strict && meter.too_large()) throw TooLarge(*meter.too_large());
}

PredictOptions Transform::predict_options(PayloadMeter& meter) const {
  PredictOptions options;
  options.rows.delimiter = std::nullopt;
  if (settings_.processing.active()) options.rows.delimiter = ',';
  options.rows.processing = settings_.processing;
  options.rows.as_container = true;
  options.rows.max_line_bytes =
      std::max(options.rows.max_line_bytes, settings_.max_payload_bytes());
  options.threads = options_->threads;
  options.stop = options_->stop;
  if (settings_.split_type == SplitType::Line) {
    options.rows.record = [this, &meter](std::uint64_t line, std::uint64_t bytes) {
      meter.record(line, bytes);
      check(meter);
    };
  }
  return options;
}

/// Requires: `object` names its input and output.
void Transform::transform(const TransformInput& input, TransformedObject& object) {
  PayloadMeter meter(settings_, input.input.to_string());
  if (!settings_.gzip) meter.object(input.bytes.value_or(0));
  check(meter);
  const Progress before = progress_;
  std::uint64_t stored = 0;
  std::unique_ptr<data::ByteSource> source =
      std::make_unique<CountingSource>(objects_->get(input.input), stored);
  if (settings_.gzip) source = data::gunzip(std::move(source));
  PredictOptions options = predict_options(meter);
  options.progress = [&](const PredictSummary& so_far) {
    meter.object(so_far.bytes_in);
    check(meter);
    report({before.done + stored, before.total, before.rows + so_far.rows});
  };
  const auto sink = objects_->writer(input.output);
  const PredictSummary summary =
      predict_stream(std::move(source), *scorer_, *sink, options);
  if (summary.stopped) {
    outcome_.stopped = true;
    return;
  }
  meter.object(summary.bytes_in);
  check(meter);
  if (summary.rows == 0 && summary.bytes_in > 0) {
    throw data::Error(
        data::ErrorKind::BadData, {input.input.to_string(), 1, 1},
        "Loading csv data failed with Exception, please ensure data is in csv "
        "format: there is no row; remove the object or give it rows");
  }
  sink->commit();
  if (meter.too_large()) warn(*meter.too_large());
  object.rows = summary.rows;
  object.bytes_out = summary.bytes_out;
  object.requests = meter.requests();
}

void Transform::fail(TransformedObject& object, int status,
                     const std::string& message) const {
  object.error = "ClientError: " + message;
  log_failure(object.input, status, message);
}

/// What is wrong with the object is its error; what is wrong with the machine (a full
/// disk) ends the job.
void Transform::transform_recording_failure(const TransformInput& input,
                                            TransformedObject& object) {
  try {
    transform(input, object);
  } catch (const TooLarge& error) {
    fail(object, kPayloadTooLarge, error.what());
  } catch (const engine::Error& error) {
    fail(object, kBadRequest, error.what());
  } catch (const data::Error& error) {
    if (error.kind() != data::ErrorKind::BadData &&
        error.kind() != data::ErrorKind::NoInput &&
        error.kind() != data::ErrorKind::BadArgument) {
      throw;
    }
    fail(object,
         error.kind() == data::ErrorKind::BadData ? kUnsupportedMediaType : kBadRequest,
         error.what());
  }
}

TransformOutcome Transform::run() {
  for (const std::string& text : settings_.warnings) warn(text);
  for (const std::string& text : inputs_.warnings) warn(text);
  check_sizes_of_request();
  log("MaxConcurrentTransforms=" + std::to_string(settings_.max_concurrent_transforms) +
      ", MaxPayloadInMB=" + std::to_string(settings_.max_payload_in_mb) +
      ", BatchStrategy=" +
      (settings_.batch_strategy == BatchStrategy::MultiRecord ? "MULTI_RECORD"
                                                              : "SINGLE_RECORD"));
  for (const TransformInput& input : inputs_.objects) {
    outcome_.stopped = options_->stop.stop_requested();
    if (outcome_.stopped) break;
    TransformedObject object;
    object.input = input.input;
    object.output = input.output;
    object.bytes_in = input.bytes.value_or(0);
    const Progress before = progress_;
    transform_recording_failure(input, object);
    if (outcome_.stopped) break;
    report({before.done + object.bytes_in, before.total, before.rows + object.rows});
    outcome_.objects.push_back(std::move(object));
  }
  return std::move(outcome_);
}

}  // namespace

TransformOutcome run_transform(const Json& request, const artifact::Scorer& scorer,
                               data::ObjectStore& objects,
                               const TransformOptions& options) {
  return Transform(request, scorer, objects, options).run();
}

}  // namespace espalier::jobs
