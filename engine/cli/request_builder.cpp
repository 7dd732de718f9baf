#include "engine/cli/request_builder.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "data/byte_source.hpp"
#include "engine/cli/embedded_config.hpp"
#include "engine/cli/local_input.hpp"
#include "engine/cli/request.hpp"
#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::cli {
namespace {

using jobs::Json;

constexpr const char* kRole = "arn:aws:iam::012345678912:role/espalier";

[[noreturn]] void usage(const std::string& what) {
  throw engine::Error(engine::ErrorKind::Usage, "ValidationException", what);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::pair<std::string, std::string> assignment(const std::string& text,
                                               const char* flag) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    usage(std::string(flag) + " " + text + ": expected NAME=VALUE");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string scaling_of(const std::string& text, const std::string& range) {
  constexpr std::array kScalings = {"Auto", "Linear", "Logarithmic",
                                    "ReverseLogarithmic"};
  const auto same = [&](const std::string& other) {
    return std::equal(text.begin(), text.end(), other.begin(), other.end(),
                      [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  };
  for (const char* scaling : kScalings) {
    if (same(scaling)) return scaling;
  }
  if (same("log")) return "Logarithmic";
  usage("--range " + range + ": there is no scaling \"" + text +
        "\"; they are Auto, Linear, Logarithmic, ReverseLogarithmic");
}

bool is_integer(const std::string& name, train::Profile profile) {
  const auto* known = train::find_hyperparameter(profile, name);
  if (known == nullptr) return false;
  return known->tunable ? known->tunable->integer
                        : known->type == train::ParameterType::Integer;
}

void add_range(Json& ranges, const std::string& text, train::Profile profile) {
  const auto [name, values] = assignment(text, "--range");
  if (values.find(':') == std::string::npos) {
    ranges["CategoricalParameterRanges"].push_back(
        {{"Name", name}, {"Values", split(values, ',')}});
    return;
  }
  const auto parts = split(values, ':');
  if (parts.size() > 3 || parts[0].empty() || parts[1].empty()) {
    usage("--range " + text +
          ": expected NAME=MIN:MAX, NAME=MIN:MAX:SCALING or NAME=a,b,c");
  }
  const char* list =
      is_integer(name, profile) ? "IntegerParameterRanges" : "ContinuousParameterRanges";
  ranges[list].push_back({{"Name", name},
                          {"MinValue", parts[0]},
                          {"MaxValue", parts[1]},
                          {"ScalingType", parts.size() == 3 ? scaling_of(parts[2], text)
                                                            : std::string("Auto")}});
}

Json space_ranges(const std::string& space) {
  if (space.find('/') == std::string::npos && !space.ends_with(".json")) {
    const std::string name = "search_spaces/" + space + ".json";
    return parse_json(embedded_config(name), name).at("ParameterRanges");
  }
  const auto file = data::open_file(space);
  const Json json = parse_json(data::read_all(*file, 1U << 20U), space);
  if (!json.is_object() || !json.contains("ParameterRanges")) {
    usage("--space " + space + ": it has no member ParameterRanges");
  }
  return json.at("ParameterRanges");
}

Json parameter_ranges(const TuneFlags& flags, train::Profile profile) {
  Json ranges = flags.space.empty() ? Json::object() : space_ranges(flags.space);
  for (const auto& range : flags.ranges) add_range(ranges, range, profile);
  if (ranges.empty()) {
    usage("there is nothing to tune: give --range NAME=MIN:MAX or --space recommended");
  }
  return ranges;
}

Json hyperparameters(const DataFlags& flags) {
  Json values = Json::object();
  for (const auto& text : flags.set) {
    const auto [name, value] = assignment(text, "--set");
    values[name] = value;
  }
  if (!values.contains("tree_method")) values["tree_method"] = "hist";
  return values;
}

std::string content_type(const std::string& path) {
  return path.ends_with(".libsvm") || path.ends_with(".svm") ? "text/libsvm" : "text/csv";
}

Json channel(const std::string& name, const std::string& argument,
             const std::string& job) {
  Json result = {
      {"ChannelName", name},
      {"DataSource",
       {{"S3DataSource",
         {{"S3DataType", "S3Prefix"},
          {"S3Uri", object_address(argument, job, name)},
          {"S3DataDistributionType", "FullyReplicated"}}}}},
      {"ContentType",
       content_type(argument.ends_with(".gz") ? argument.substr(0, argument.size() - 3)
                                              : argument)},
  };
  if (argument.ends_with(".gz")) result["CompressionType"] = "Gzip";
  return result;
}

/// The members that a training job and a tuning job's definition share.
void add_definition(Json& request, const std::string& job, const DataFlags& flags) {
  if (flags.train.empty())
    usage("there is no training data: give --train FILE, or a request");
  request["AlgorithmSpecification"] = {{"TrainingImage", flags.image},
                                       {"TrainingInputMode", "File"}};
  request["RoleArn"] = kRole;
  request["InputDataConfig"] = Json::array({channel("train", flags.train, job)});
  if (!flags.validation.empty()) {
    request["InputDataConfig"].push_back(channel("validation", flags.validation, job));
  }
  request["OutputDataConfig"] = {
      {"S3OutputPath", flags.output_path.empty()
                           ? "s3://" + std::string(kLocalBucket) + "/" + job + "/models"
                           : flags.output_path}};
  request["ResourceConfig"] = {{"InstanceType", flags.instance_type},
                               {"InstanceCount", 1},
                               {"VolumeSizeInGB", 30}};
  request["StoppingCondition"] = {{"MaxRuntimeInSeconds", 86400}};
}

const char* direction_of(const std::string& metric, train::Profile profile) {
  const std::string prefix = "validation:";
  for (const auto& known : train::metrics(profile)) {
    if (metric == prefix + std::string(known.name)) {
      return known.maximize ? "Maximize" : "Minimize";
    }
  }
  return "Minimize";  // the API refuses the metric with its own message
}

}  // namespace

Json tuning_request(const TuneFlags& flags) {
  const auto profile = train::profile_of_image(flags.data.image);
  Json config = {
      {"Strategy", flags.strategy},
      {"HyperParameterTuningJobObjective",
       {{"Type", direction_of(flags.metric, profile)}, {"MetricName", flags.metric}}},
      {"ResourceLimits",
       {{"MaxNumberOfTrainingJobs", flags.jobs},
        {"MaxParallelTrainingJobs", flags.parallel}}},
      {"ParameterRanges", parameter_ranges(flags, profile)}};
  if (flags.seed) config["RandomSeed"] = *flags.seed;
  Json definition;
  definition["StaticHyperParameters"] = hyperparameters(flags.data);
  add_definition(definition, flags.name, flags.data);
  return {{"HyperParameterTuningJobName", flags.name},
          {"HyperParameterTuningJobConfig", config},
          {"TrainingJobDefinition", definition}};
}

Json training_request(const std::string& name, const DataFlags& flags) {
  Json request = {{"TrainingJobName", name}, {"HyperParameters", hyperparameters(flags)}};
  add_definition(request, name, flags);
  return request;
}

}  // namespace espalier::cli
