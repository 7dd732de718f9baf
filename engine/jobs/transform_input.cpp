#include "engine/jobs/transform_input.hpp"

#include <algorithm>
#include <utility>

#include "data/byte_source.hpp"
#include "data/error.hpp"
#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{64} << 20U;

data::S3Uri output_of(const data::S3Uri& folder, std::string_view relative_key) {
  std::string key = folder.key;
  if (!key.empty() && key.back() != '/') key += '/';
  key.append(relative_key).append(".out");
  return {folder.bucket, std::move(key)};
}

TransformInputs list_prefix(const TransformSettings& settings,
                            const data::ObjectStore& objects) {
  const data::S3Uri& prefix = settings.input;
  const std::size_t folder = prefix.key.rfind('/');
  const std::size_t relative = folder == std::string::npos ? 0 : folder + 1;
  TransformInputs inputs;
  bool names_object = false;
  for (const data::ObjectInfo& object : objects.list(prefix)) {
    if (object.bytes == 0 && object.uri.key.ends_with('/')) continue;
    names_object = names_object || object.uri == prefix;
    const auto relative_key = std::string_view(object.uri.key).substr(relative);
    inputs.objects.push_back(
        {object.uri, output_of(settings.output, relative_key), object.bytes});
  }
  if (names_object && inputs.objects.size() > 1) {
    inputs.warnings.push_back(prefix.to_string() +
                              " is an object and also the beginning of other keys: all " +
                              std::to_string(inputs.objects.size()) +
                              " are transformed, as S3Prefix says; name one in a "
                              "ManifestFile to have it alone");
  }
  return inputs;
}

[[noreturn]] void refuse_manifest(const data::S3Uri& uri, const std::string& why) {
  throw engine::Error(
      engine::ErrorKind::Validation, "ClientError",
      uri.to_string() + ": " + why +
          R"(; a manifest is [{"prefix": "s3://bucket/folder/"}, "key", "key"])");
}

/// Parses a manifest; whatever is nested deeper than a manifest is, is refused unread.
Json parse_manifest(const data::S3Uri& uri, const std::string& bytes) {
  bool too_deep = false;
  const auto bound = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > 2;
    return depth <= 2;
  };
  Json manifest;
  try {
    manifest = Json::parse(bytes, bound);
  } catch (const Json::parse_error& error) {
    refuse_manifest(uri, "not JSON at byte " + std::to_string(error.byte));
  }
  if (too_deep || !manifest.is_array() || manifest.empty()) {
    refuse_manifest(uri, "not a manifest");
  }
  return manifest;
}

data::S3Uri parse_entry(const data::S3Uri& manifest, const std::string& uri) {
  try {
    return data::S3Uri::parse(uri);
  } catch (const data::Error& error) {
    refuse_manifest(manifest, error.what());
  }
}

std::string manifest_bytes(const data::S3Uri& uri, const data::ObjectStore& objects) {
  try {
    const auto source = objects.get(uri);
    return data::read_all(*source, kMaxManifestBytes);
  } catch (const data::Error& error) {
    const auto kind = error.kind() == data::ErrorKind::NoInput
                          ? engine::ErrorKind::NotFound
                          : engine::ErrorKind::Validation;
    throw engine::Error(kind, "ClientError", error.what());
  }
}

TransformInputs list_manifest(const TransformSettings& settings,
                              const data::ObjectStore& objects) {
  const data::S3Uri& uri = settings.input;
  const Json manifest = parse_manifest(uri, manifest_bytes(uri, objects));
  const Json& head = manifest.front();
  if (!head.is_object() || !head.contains("prefix") || !head["prefix"].is_string()) {
    refuse_manifest(uri, "the first element has no prefix");
  }
  const auto prefix = head["prefix"].get<std::string>();
  TransformInputs inputs;
  for (std::size_t i = 1; i < manifest.size(); ++i) {
    if (!manifest[i].is_string()) {
      refuse_manifest(uri, "element " + std::to_string(i) + " is not a string");
    }
    const auto relative_key = manifest[i].get<std::string>();
    const data::S3Uri input = parse_entry(uri, prefix + relative_key);
    const auto info = objects.head(input);
    inputs.objects.push_back(
        {input, output_of(settings.output, relative_key),
         info ? std::optional<std::uint64_t>(info->bytes) : std::nullopt});
  }
  return inputs;
}

}  // namespace

TransformInputs list_transform_inputs(const TransformSettings& settings,
                                      const data::ObjectStore& objects) {
  TransformInputs inputs = settings.input_type == S3DataType::ManifestFile
                               ? list_manifest(settings, objects)
                               : list_prefix(settings, objects);
  auto& list = inputs.objects;
  std::sort(list.begin(), list.end(),
            [](const auto& a, const auto& b) { return a.input < b.input; });
  list.erase(std::unique(list.begin(), list.end(),
                         [](const auto& a, const auto& b) { return a.input == b.input; }),
             list.end());
  if (list.empty()) {
    const bool manifest = settings.input_type == S3DataType::ManifestFile;
    throw engine::Error(engine::ErrorKind::NotFound, "ClientError",
                        manifest ? settings.input.to_string() + " names no object"
                                 : "no object's key begins with " +
                                       settings.input.to_string() +
                                       "; S3Uri is a prefix of keys, letter for letter");
  }
  return inputs;
}

}  // namespace espalier::jobs
