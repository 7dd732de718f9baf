/// What the tests of the transform share: models that need no XGBoost, requests, an
/// observer that keeps what it hears.
#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "data/byte_source.hpp"
#include "data/object_store.hpp"
#include "engine/artifact/scorer.hpp"
#include "engine/jobs/job_observer.hpp"
#include "engine/jobs/json.hpp"

namespace espalier::jobs {

/// A model that is a formula: `value(row, output)` of the features of a row.
class FormulaScorer final : public artifact::Scorer {
 public:
  using Formula = std::function<float(std::span<const float> row, std::size_t output)>;

  FormulaScorer(std::size_t features, std::size_t outputs, Formula value)
      : features_(features), outputs_(outputs), value_(std::move(value)) {}

  [[nodiscard]] std::size_t features() const noexcept override { return features_; }
  [[nodiscard]] std::size_t outputs() const noexcept override { return outputs_; }
  [[nodiscard]] const std::string& objective() const noexcept override {
    return objective_;
  }
  void score(std::span<const float> values, std::size_t rows,
             std::span<float> out) const override {
    if (values.size() != rows * features_ || out.size() != rows * outputs_) {
      throw std::logic_error("the shapes are wrong");
    }
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t output = 0; output < outputs_; ++output) {
        out[row * outputs_ + output] =
            value_(values.subspan(row * features_, features_), output);
      }
    }
  }

 private:
  std::size_t features_;
  std::size_t outputs_;
  Formula value_;
  std::string objective_ = "reg:squarederror";
};

/// Predicts the sum of the features of a row.
inline FormulaScorer sum_of(std::size_t features) {
  return {features, 1, [](std::span<const float> row, std::size_t) {
            float sum = 0;
            for (const float value : row) sum += value;
            return sum;
          }};
}

/// Hands every feature back as an output.
inline FormulaScorer echo_of(std::size_t features) {
  return {features, features,
          [](std::span<const float> row, std::size_t output) { return row[output]; }};
}

class RecordingObserver final : public JobObserver {
 public:
  void log_line(std::string_view job, std::string_view line) override {
    lines.push_back(std::string(job) + " " + std::string(line));
  }
  void progress(const Progress& so_far) override {
    last = so_far;
    ++reports;
    if (on_progress) on_progress();
  }
  void warning(std::string_view text) override { warnings.emplace_back(text); }

  std::vector<std::string> lines;
  std::vector<std::string> warnings;
  Progress last;
  int reports = 0;
  std::function<void()> on_progress;
};

/// The sample's CreateTransformJob request over s3://bucket/csv/test.csv.
inline Json sample_request() {
  return Json::parse(R"({
    "TransformJobName": "job", "ModelName": "model",
    "TransformInput": {
      "CompressionType": "None", "ContentType": "text/csv",
      "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix",
                                      "S3Uri": "s3://bucket/csv/test.csv"}}},
    "TransformOutput": {"S3OutputPath": "s3://bucket/output"},
    "TransformResources": {"InstanceCount": 1, "InstanceType": "ml.m4.xlarge"}})");
}

/// The sample's request with SplitType, AssembleWith and Accept as DataProcessing needs
/// them.
inline Json line_request() {
  Json request = sample_request();
  request["TransformInput"]["SplitType"] = "Line";
  request["TransformOutput"]["AssembleWith"] = "Line";
  request["TransformOutput"]["Accept"] = "text/csv";
  return request;
}

inline data::S3Uri in_bucket(std::string key) { return {"bucket", std::move(key)}; }

inline std::string content(const data::ObjectStore& objects, const std::string& key) {
  const auto source = objects.get(in_bucket(key));
  return data::read_all(*source);
}

}  // namespace espalier::jobs
