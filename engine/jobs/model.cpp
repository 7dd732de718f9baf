#include "engine/jobs/model.hpp"

#include "data/error.hpp"
#include "data/s3_uri.hpp"
#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::jobs {
namespace {

/// The one container of a model.
const Json& container_of(const Json& model) {
  const Json& primary = member(model, "PrimaryContainer");
  const Json& containers = member(model, "Containers");
  const bool has_list = containers.is_array() && !containers.empty();
  if (!primary.is_null() && has_list) {
    refuse(
        "Containers and PrimaryContainer cannot both be given. Leave one of them out.");
  }
  if (!primary.is_null()) return primary;
  if (!has_list) refuse("A PrimaryContainer or Containers is required.");
  if (containers.size() > 1) {
    refuse(
        "An inference pipeline of several Containers is not run by this program. Give "
        "one "
        "container.");
  }
  return containers.front();
}

/// Where the container's archive is.
std::string archive_of(const Json& container) {
  auto url = text_of(container, "ModelDataUrl");
  if (!url.empty()) return url;
  const Json& source = member(member(container, "ModelDataSource"), "S3DataSource");
  if (source.is_null()) {
    refuse(
        "The container has no ModelDataUrl. The XGBoost image needs a model archive: "
        "give "
        "the S3ModelArtifacts of a training job.");
  }
  if (text_of(source, "S3DataType") != "S3Object" ||
      text_of(source, "CompressionType") != "Gzip") {
    refuse(
        "ModelDataSource is read here as one archive only: S3DataType S3Object with "
        "CompressionType Gzip.");
  }
  return text_of(source, "S3Uri");
}

}  // namespace

Record new_model_record(Context& context, const Json& request) {
  const Json& container = container_of(request);
  if (text_of(container, "Mode", "SingleModel") != "SingleModel") {
    refuse("The Mode MultiModel is not run by this program. Use SingleModel.");
  }
  if (text_of(container, "Image").empty()) {
    refuse("The container has no Image; only XGBoost images are run here.");
  }
  (void)train::profile_of_image(text_of(container, "Image"));
  const auto archive = archive_of(container);
  bool found = false;
  try {
    found = context.home.objects().head(data::S3Uri::parse(archive)).has_value();
  } catch (const data::Error& error) {
    refuse(error.what());
  }
  if (!found) {
    throw engine::Error(engine::ErrorKind::NotFound, "ValidationException",
                        "Could not find model data at " + archive + ".");
  }
  Record record;
  record.kind = JobKind::Model;
  record.name = text_of(request, "ModelName");
  record.status = "InService";
  record.created = context.now();
  record.modified = record.created;
  record.request = request;
  record.document = pick(*service_model().operation("DescribeModel").output, request);
  record.document["ModelArn"] = context.arn(JobKind::Model, record.name);
  record.document["CreationTime"] = epoch_seconds(record.created);
  if (!record.document.contains("EnableNetworkIsolation")) {
    record.document["EnableNetworkIsolation"] = false;
  }
  return record;
}

std::unique_ptr<artifact::Scorer> load_model(Context& context, const Record& model) {
  const auto uri = data::S3Uri::parse(archive_of(container_of(model.document)));
  const auto source = context.home.objects().get(uri);
  return artifact::load_scorer(artifact::read_model_archive(*source));
}

}  // namespace espalier::jobs
