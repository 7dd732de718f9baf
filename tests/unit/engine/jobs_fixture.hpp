// Long because the three requests of the sample are here.
/// A home of its own for each test, with the data of the sample in it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/byte_source.hpp"
#include "data/object_store.hpp"
#include "data/s3_uri.hpp"
#include "engine/error.hpp"
#include "engine/jobs/sage_maker.hpp"

namespace espalier::jobs {

/// A clock that gains a millisecond each time it is read.
class SteppingClock {
 public:
  std::chrono::system_clock::time_point operator()() const {
    return std::chrono::system_clock::time_point(std::chrono::milliseconds((*ticks_)++));
  }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> ticks_ =
      std::make_shared<std::atomic<std::int64_t>>(1'600'000'000'000);
};

/// Keeps what a job tells.
class Recorder : public JobObserver {
 public:
  void training_job_started(const TrainingJobEvent& event) override {
    started.push_back(event);
  }
  void training_job_ended(const TrainingJobEvent& event) override {
    ended.push_back(event);
  }
  void log_line(std::string_view /*job*/, std::string_view line) override {
    lines.emplace_back(line);
  }
  void progress(const Progress& of) override { last = of; }
  void warning(std::string_view text) override { warnings.emplace_back(text); }

  std::vector<TrainingJobEvent> started;
  std::vector<TrainingJobEvent> ended;
  std::vector<std::string> lines;
  std::vector<std::string> warnings;
  Progress last;
};

/// Rows "label,x,y" (or "x,y") of label = int(y >= 3 x + 5), the sample's own function.
inline std::string sample_csv(int rows, unsigned seed, bool with_label) {
  std::string text;
  for (int row = 0; row < rows; ++row) {
    seed = seed * 1'664'525U + 1'013'904'223U;  // Numerical Recipes' generator
    const int x = static_cast<int>((seed >> 16U) % 40U);
    seed = seed * 1'664'525U + 1'013'904'223U;
    const int y = static_cast<int>((seed >> 16U) % 101U);
    if (with_label) text += (y >= 3 * x + 5 ? "1," : "0,");
    text += std::to_string(x) + "," + std::to_string(y) + "\r\n";
  }
  return text;
}

class SageMakerTest : public ::testing::Test {
 protected:
  SageMakerTest() {
    put("s3://bucket/csv/train.csv", sample_csv(300, 1, true));
    put("s3://bucket/csv/validation.csv", sample_csv(100, 2, true));
    put("s3://bucket/csv/test.csv", sample_csv(20, 3, false));
  }
  ~SageMakerTest() override { std::filesystem::remove_all(folder_); }

  static std::filesystem::path make_folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "jobs-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }

  void put(const std::string& uri, const std::string& bytes) {
    home_.objects().put(data::S3Uri::parse(uri), bytes);
  }

  static SageMakerOptions options() {
    SageMakerOptions options;
    options.clock = SteppingClock();
    std::ifstream types(std::string(ESPALIER_SOURCE_DIR) +
                        "/configs/instance_types.json");
    options.instance_types = {std::istreambuf_iterator<char>(types), {}};
    return options;
  }

  Json call(std::string_view operation, const Json& request) {
    return sage_maker_.call(operation, request);
  }

  /// The message with which an operation refuses; fails the test if it does not.
  std::string refusal(std::string_view operation, const Json& request) {
    try {
      sage_maker_.call(operation, request);
    } catch (const engine::Error& error) {
      refused_as_ = error.aws_name();
      return error.what();
    }
    ADD_FAILURE() << operation << " was not refused";
    return {};
  }

  Json describe_tuning(const std::string& name) {
    return call("DescribeHyperParameterTuningJob",
                {{"HyperParameterTuningJobName", name}});
  }
  Json describe_training(const std::string& name) {
    return call("DescribeTrainingJob", {{"TrainingJobName", name}});
  }

  /// Every file under s3/, by its path, with its bytes.
  static std::map<std::string, std::string> objects_of(
      const std::filesystem::path& home) {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home / "s3")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all[entry.path().lexically_relative(home).string()] = {
          std::istreambuf_iterator<char>(file), {}};
    }
    return all;
  }

  static Json channel(const std::string& name, const std::string& uri) {
    return {
        {"ChannelName", name},
        {"ContentType", "text/csv"},
        {"DataSource", {{"S3DataSource", {{"S3DataType", "S3Prefix"}, {"S3Uri", uri}}}}}};
  }

  static Json definition() {
    return {{"AlgorithmSpecification",
             {{"TrainingImage",
               "433757028032.dkr.ecr.us-west-2.amazonaws.com/xgboost:latest"},
              {"TrainingInputMode", "File"}}},
            {"OutputDataConfig", {{"S3OutputPath", "s3://bucket/models"}}},
            {"StoppingCondition", {{"MaxRuntimeInSeconds", 86400}}},
            {"ResourceConfig",
             {{"InstanceCount", 1},
              {"InstanceType", "ml.m4.xlarge"},
              {"VolumeSizeInGB", 30}}},
            {"RoleArn", "arn:aws:iam::012345678912:role/Execution"},
            {"InputDataConfig",
             Json::array({channel("train", "s3://bucket/csv/train.csv"),
                          channel("validation", "s3://bucket/csv/validation.csv")})}};
  }

  static Json training_request(const std::string& name) {
    Json request = definition();
    request["TrainingJobName"] = name;
    request["HyperParameters"] = {{"num_round", "3"}, {"max_depth", "3"}};
    return request;
  }

  /// The sample's request, with as many jobs as asked for.
  static Json tuning_request(const std::string& name, int jobs = 2, int parallel = 2) {
    Json request = {
        {"HyperParameterTuningJobName", name},
        {"HyperParameterTuningJobConfig",
         {{"Strategy", "Bayesian"},
          {"HyperParameterTuningJobObjective",
           {{"Type", "Minimize"}, {"MetricName", "validation:rmse"}}},
          {"ResourceLimits",
           {{"MaxNumberOfTrainingJobs", jobs}, {"MaxParallelTrainingJobs", parallel}}},
          {"ParameterRanges",
           {{"ContinuousParameterRanges",
             Json::array({range("alpha", "0", "1000"), range("gamma", "0", "5")})},
            {"IntegerParameterRanges", Json::array({range("max_delta_step", "0", "10"),
                                                    range("max_depth", "0", "10")})}}}}},
        {"TrainingJobDefinition", definition()}};
    request["TrainingJobDefinition"]["StaticHyperParameters"] = {
        {"precision_dtype", "float32"}, {"num_round", "2"}};
    return request;
  }

  static Json range(const std::string& name, const std::string& min,
                    const std::string& max) {
    return {
        {"Name", name}, {"MinValue", min}, {"MaxValue", max}, {"ScalingType", "Auto"}};
  }

  std::filesystem::path folder_ = make_folder();
  Home home_{folder_ / "home"};
  SageMaker sage_maker_{home_, options()};
  std::string refused_as_;
};

}  // namespace espalier::jobs
