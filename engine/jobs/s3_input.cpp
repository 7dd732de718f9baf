#include "engine/jobs/s3_input.hpp"

#include <utility>

#include "data/byte_source.hpp"
#include "data/error.hpp"
#include "engine/error.hpp"
#include "engine/jobs/context.hpp"

namespace espalier::jobs {
namespace {

constexpr std::uint64_t kLongestManifest = std::uint64_t{64} << 20U;

data::S3Uri parse_uri(const std::string& text) {
  try {
    return data::S3Uri::parse(text);
  } catch (const data::Error& error) {
    refuse(error.what());
  }
}

[[noreturn]] void refuse_empty(const std::string& uri, const std::string& bucket,
                               const S3Caller& caller) {
  throw engine::Error(
      engine::ErrorKind::NotFound, "ValidationException",
      "No S3 objects found under S3 URL \"" + uri +
          "\" given in input data source. Please ensure that the bucket exists in the "
          "selected region (" +
          caller.region +
          "), that objects exist under that S3 prefix, and that the role \"" +
          caller.role + R"(" has "s3:ListBucket" permissions on bucket ")" + bucket +
          "\".");
}

[[noreturn]] void refuse_manifest(const data::S3Uri& manifest, const std::string& why) {
  refuse(
      "The manifest " + manifest.to_string() + " " + why +
      R"(; a manifest reads [{"prefix": "s3://bucket/folder/"}, "first.csv", "second.csv"])");
}

/// Throws away what lies deeper than a manifest is deep, so that nothing is built of it.
bool shallow(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
  return depth <= 2;
}

Json read_manifest(const data::S3Uri& uri, const data::ObjectStore& objects) {
  const auto source = objects.get(uri);
  Json manifest = Json::parse(data::read_all(*source, kLongestManifest), shallow, false);
  if (manifest.is_discarded() || !manifest.is_array())
    refuse_manifest(uri, "is no JSON array");
  if (manifest.empty() || !member(manifest.front(), "prefix").is_string()) {
    refuse_manifest(uri, "does not begin with a prefix");
  }
  return manifest;
}

std::vector<data::ObjectInfo> manifest_objects(const data::S3Uri& uri,
                                               const data::ObjectStore& objects,
                                               const S3Caller& caller) {
  if (!objects.head(uri)) refuse_empty(uri.to_string(), uri.bucket, caller);
  const Json manifest = read_manifest(uri, objects);
  const auto prefix = text_of(manifest.front(), "prefix");
  std::vector<data::ObjectInfo> found;
  for (std::size_t i = 1; i < manifest.size(); ++i) {
    if (!manifest[i].is_string()) {
      refuse_manifest(uri, "has an element that is no text, number " + std::to_string(i));
    }
    const auto entry = parse_uri(prefix + manifest[i].get<std::string>());
    auto info = objects.head(entry);
    if (!info) refuse_empty(entry.to_string(), entry.bucket, caller);
    found.push_back(*std::move(info));
  }
  return found;
}

}  // namespace

std::vector<data::ObjectInfo> objects_of(const Json& s3_data_source,
                                         const data::ObjectStore& objects,
                                         const S3Caller& caller) {
  const auto type = text_of(s3_data_source, "S3DataType");
  const auto text = text_of(s3_data_source, "S3Uri");
  const auto uri = parse_uri(text);
  std::vector<data::ObjectInfo> found;
  if (type == "ManifestFile") {
    found = manifest_objects(uri, objects, caller);
  } else if (type == "S3Prefix") {
    for (auto& info : objects.list(uri)) {
      if (info.bytes != 0 || !info.uri.key.ends_with('/'))
        found.push_back(std::move(info));
    }
  } else {
    refuse("S3DataType " + type +
           " is not read by the XGBoost image; use S3Prefix or ManifestFile");
  }
  if (found.empty()) refuse_empty(text, uri.bucket, caller);
  return found;
}

ChannelInputs open_channels(const Json& input_data_config,
                            const data::ObjectStore& objects, const S3Caller& caller,
                            train::Profile profile) {
  ChannelInputs inputs;
  for (const auto& of : input_data_config) {
    train::Channel channel;
    channel.name = text_of(of, "ChannelName");
    channel.type =
        train::content_type(text_of(of, "ContentType", "text/libsvm"), profile);
    const Json& source = member(member(of, "DataSource"), "S3DataSource");
    if (source.is_null()) {
      refuse("The channel " + channel.name +
             " has no S3DataSource; other data sources are "
             "not read here: put the files into a bucket");
    }
    if (text_of(of, "RecordWrapperType", "None") != "None") {
      refuse("The channel " + channel.name +
             " has RecordWrapperType RecordIO, which the "
             "image does not take for text; leave it out");
    }
    const bool gzip = text_of(of, "CompressionType", "None") == "Gzip";
    for (const auto& info : objects_of(source, objects, caller)) {
      inputs.bytes += info.bytes;
      channel.files.push_back({info.uri.to_string(), [&objects, uri = info.uri, gzip] {
                                 auto bytes = objects.get(uri);
                                 return gzip ? data::gunzip(std::move(bytes))
                                             : std::move(bytes);
                               }});
    }
    inputs.channels.push_back(std::move(channel));
  }
  return inputs;
}

}  // namespace espalier::jobs
