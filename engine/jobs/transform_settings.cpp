#include "engine/jobs/transform_settings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "engine/jobs/context.hpp"

namespace espalier::jobs {
namespace {

/// MaxConcurrentTransforms × MaxPayloadInMB may not exceed it, in MB (API reference,
/// CreateTransformJob).
constexpr std::uint64_t kMaxPayloadsInMb = 100;
/// What the container takes in one request unless MAX_CONTENT_LENGTH says otherwise, in
/// MB.
constexpr std::uint64_t kContainerPayloadInMb = 6;

constexpr std::array<std::string_view, 4> kAccepted = {
    "application/json", "application/jsonlines", "application/x-recordio-protobuf",
    "text/csv"};

[[noreturn]] void refuse_as_container(const std::string& message) {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError", message);
}

/// "/TransformInput/SplitType" is TransformInput.SplitType in messages.
std::string dotted(const char* pointer) {
  std::string name(pointer + 1);
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

/// The member at `pointer`, where the request has it.
const Json* find_member(const Json& request, const char* pointer) {
  const Json::json_pointer where(pointer);
  return request.contains(where) ? &request.at(where) : nullptr;
}

std::string text_at(const Json& request, const char* pointer, std::string absent = {}) {
  const Json* const value = find_member(request, pointer);
  if (value == nullptr) return absent;
  if (!value->is_string()) refuse(dotted(pointer) + " must be a string");
  return value->get<std::string>();
}

std::uint64_t number_at(const Json& request, const char* pointer, std::uint64_t absent) {
  const Json* const value = find_member(request, pointer);
  if (value == nullptr) return absent;
  if (!value->is_number_integer() || *value < 0) {
    refuse(dotted(pointer) + " must be a whole number from 0");
  }
  return value->get<std::uint64_t>();
}

/// "Text/CSV; charset=utf-8" is text/csv.
std::string media_type(std::string_view header) {
  std::string type(header.substr(0, header.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type;
}

data::S3Uri address(const Json& request, const char* pointer) {
  const std::string uri = text_at(request, pointer);
  try {
    return data::S3Uri::parse(uri);
  } catch (const data::Error& error) {
    refuse(dotted(pointer) + ": " + error.what());
  }
}

void read_source(const Json& request, TransformSettings& settings) {
  constexpr const char* kSource = "/TransformInput/DataSource/S3DataSource";
  settings.input = address(request, (std::string(kSource) + "/S3Uri").c_str());
  const std::string type =
      text_at(request, (std::string(kSource) + "/S3DataType").c_str());
  if (type == "ManifestFile") {
    settings.input_type = S3DataType::ManifestFile;
  } else if (type != "S3Prefix") {
    refuse(
        "S3DataType " + type +
        " cannot be transformed; give S3Prefix, or ManifestFile with a list of objects");
  }
  const std::string compression =
      text_at(request, "/TransformInput/CompressionType", "None");
  settings.gzip = compression == "Gzip";
  if (!settings.gzip && compression != "None") {
    refuse("TransformInput.CompressionType " + compression + " must be None or Gzip");
  }
}

void check_content_type(const Json& request) {
  if (find_member(request, "/TransformInput/ContentType") == nullptr) {
    refuse_as_container(
        "TransformInput.ContentType is missing, which the container takes for "
        "text/libsvm; "
        "set it to text/csv for CSV");
  }
  const std::string given = text_at(request, "/TransformInput/ContentType");
  const std::string type = media_type(given);
  if (type == "text/csv" || type == "csv") return;
  if (type == "text/libsvm" || type == "text/x-libsvm" || type == "libsvm") {
    refuse_as_container(
        "TransformInput.ContentType " + given +
        " is not transformed here; convert the rows to CSV (every feature, "
        "no label) and set it to text/csv");
  }
  refuse_as_container(
      given +
      " is not an accepted ContentType: csv, libsvm, parquet, recordio-protobuf, "
      "text/csv, text/libsvm, text/x-libsvm, application/x-parquet, "
      "application/x-recordio-protobuf. Here it is text/csv; convert the rows to CSV "
      "(every feature, no label)");
}

void read_split(const Json& request, TransformSettings& settings) {
  const std::string split = text_at(request, "/TransformInput/SplitType", "None");
  if (split == "RecordIO" || split == "TFRecord") {
    refuse("TransformInput.SplitType " + split +
           " splits binary records, and the input here is CSV; set it to Line or None");
  }
  if (split == "Line") {
    settings.split_type = SplitType::Line;
  } else if (split != "None") {
    refuse("TransformInput.SplitType " + split + " must be None or Line");
  }
  const std::string strategy = text_at(request, "/BatchStrategy", "MultiRecord");
  if (strategy == "SingleRecord") {
    settings.batch_strategy = BatchStrategy::SingleRecord;
  } else if (strategy != "MultiRecord") {
    refuse("BatchStrategy " + strategy + " must be MultiRecord or SingleRecord");
  }
  if (settings.split_type == SplitType::None &&
      settings.batch_strategy == BatchStrategy::SingleRecord) {
    settings.warnings.emplace_back(
        "BatchStrategy SingleRecord has no effect: without TransformInput.SplitType Line "
        "an object is one record");
  }
}

void read_payload(const Json& request, TransformSettings& settings) {
  const std::uint64_t payload =
      number_at(request, "/MaxPayloadInMB", kContainerPayloadInMb);
  const std::uint64_t concurrent = number_at(request, "/MaxConcurrentTransforms", 1);
  settings.max_payload_in_mb = payload;
  settings.max_concurrent_transforms = std::max<std::uint64_t>(concurrent, 1);
  if (payload > kMaxPayloadsInMb ||
      payload * std::min(settings.max_concurrent_transforms, kMaxPayloadsInMb + 1) >
          kMaxPayloadsInMb) {
    refuse("MaxConcurrentTransforms " +
           std::to_string(settings.max_concurrent_transforms) + " times MaxPayloadInMB " +
           std::to_string(payload) + " is more than 100 MB; lower one of them");
  }
  if (payload == 0) {
    settings.size_warnings.emplace_back(
        "MaxPayloadInMB 0 sends requests of any size in chunks, which SageMaker's "
        "built-in "
        "algorithms do not take; give 1 to 100, and TransformInput.SplitType Line");
  }
  if (payload > kContainerPayloadInMb &&
      find_member(request, "/Environment/MAX_CONTENT_LENGTH") == nullptr) {
    settings.size_warnings.push_back(
        "MaxPayloadInMB " + std::to_string(payload) +
        " is more than the 6 MB that SageMaker's XGBoost container takes in one request; "
        "leave it out, or raise MAX_CONTENT_LENGTH (bytes) in Environment too");
  }
}

void read_output(const Json& request, TransformSettings& settings) {
  settings.output = address(request, "/TransformOutput/S3OutputPath");
  const std::string assemble = text_at(request, "/TransformOutput/AssembleWith", "None");
  if (assemble != "None" && assemble != "Line") {
    refuse("TransformOutput.AssembleWith " + assemble + " must be None or Line");
  }
  const std::string given = text_at(request, "/TransformOutput/Accept");
  const std::string accept = media_type(given);
  if (accept.empty() || accept == "*/*" || accept == "text/csv") return;
  if (std::find(kAccepted.begin(), kAccepted.end(), accept) == kAccepted.end()) {
    refuse_as_container(
        "Accept type " + given +
        " is not supported. Please use supported accept types: ['application/json', "
        "'application/jsonlines', 'application/x-recordio-protobuf', 'text/csv'].");
  }
  settings.warnings.push_back("TransformOutput.Accept " + given +
                              " changes nothing: in a transform job the container writes "
                              "one prediction a line, as for text/csv");
}

void read_processing(const Json& request, TransformSettings& settings) {
  DataProcessing& processing = settings.processing;
  processing.input_filter = ColumnFilter::parse(
      text_at(request, "/DataProcessing/InputFilter", "$"), "DataProcessing.InputFilter");
  processing.output_filter =
      ColumnFilter::parse(text_at(request, "/DataProcessing/OutputFilter", "$"),
                          "DataProcessing.OutputFilter");
  const std::string join = text_at(request, "/DataProcessing/JoinSource", "None");
  if (join != "None" && join != "Input") {
    refuse("DataProcessing.JoinSource " + join + " must be None or Input");
  }
  processing.join_input = join == "Input";
  if (!processing.active()) return;
  if (settings.split_type != SplitType::Line ||
      text_at(request, "/TransformOutput/AssembleWith", "None") != "Line") {
    refuse(
        "DataProcessing of text/csv needs TransformInput.SplitType and "
        "TransformOutput.AssembleWith to be Line; set both");
  }
  if (media_type(text_at(request, "/TransformOutput/Accept")) !=
      media_type(text_at(request, "/TransformInput/ContentType"))) {
    refuse(
        "DataProcessing needs TransformOutput.Accept to be the same as "
        "TransformInput.ContentType; set both to text/csv");
  }
}

void refuse_selectable_inference(const Json& request) {
  const std::string keys = text_at(request, "/Environment/SAGEMAKER_INFERENCE_OUTPUT");
  if (keys.empty()) return;
  refuse("Environment.SAGEMAKER_INFERENCE_OUTPUT (" + keys +
         ") asks for selectable inference, which is not done here; leave it out to get "
         "one prediction a line");
}

}  // namespace

TransformSettings TransformSettings::from_request(const Json& request) {
  TransformSettings settings;
  read_source(request, settings);
  check_content_type(request);
  read_split(request, settings);
  read_payload(request, settings);
  read_output(request, settings);
  read_processing(request, settings);
  refuse_selectable_inference(request);
  return settings;
}

}  // namespace espalier::jobs
