// Tuning pays on real data: diamonds, 53,940 rows, in the nine-dimensional space that AWS
// recommends.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "tests/integration/espalier.hpp"

namespace espalier::test {
namespace {

std::vector<double> numbers(const std::string& text) {
  std::istringstream stream(text);
  std::vector<double> values;
  for (double value = 0; stream >> value;) values.push_back(value);
  return values;
}

double rmse(const std::vector<double>& predictions, const std::vector<double>& labels) {
  EXPECT_EQ(predictions.size(), labels.size());
  double squares = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    squares += (predictions[i] - labels[i]) * (predictions[i] - labels[i]);
  }
  return std::sqrt(squares / static_cast<double>(labels.size()));
}

/// The files of one data set, exported by R.
std::string exported(const Espalier& espalier, const std::string& name) {
  const auto result = run_program(
      {std::string(ESPALIER_SOURCE_DIR) + "/configs/datasets/export-real-data",
       espalier.path("real"), name});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  return espalier.path("real/" + name);
}

double test_rmse(const Espalier& espalier, const std::string& data,
                 const std::string& model) {
  const auto predictions =
      espalier.run({"predict", "--model", model, "--input", data + "/test.csv"});
  EXPECT_EQ(predictions.exit_code, 0) << predictions.err;
  return rmse(numbers(predictions.out), numbers(file_bytes(data + "/test_labels.csv")));
}

double validation_rmse(const nlohmann::json& training_job) {
  for (const auto& metric : training_job.at("FinalMetricDataList")) {
    if (metric.at("MetricName") == "validation:rmse") return metric.at("Value");
  }
  ADD_FAILURE() << "no validation:rmse in " << training_job;
  return 0;
}

TEST(RealData, FiftyJobsOnDiamondsBeatXgboostsDefaults) {
  const Espalier espalier;
  const std::string data = exported(espalier, "diamonds");
  const auto tuned = espalier.json(
      {"tune", "--train", data + "/train.csv", "--validation", data + "/validation.csv",
       "--space", "recommended", "--jobs", "50", "--parallel", "2", "--seed", "1"});
  ASSERT_EQ(tuned.at("HyperParameterTuningJobStatus"), "Completed");
  const auto& best = tuned.at("BestTrainingJob");
  const std::string name = best.at("TrainingJobName");
  const std::string rounds = best.at("TunedHyperParameters").at("num_round");
  const auto defaults =
      espalier.json({"train", "--train", data + "/train.csv", "--validation",
                     data + "/validation.csv", "--set", "num_round=" + rounds});
  ASSERT_EQ(defaults.at("TrainingJobStatus"), "Completed");

  const double tuned_validation =
      best.at("FinalHyperParameterTuningJobObjectiveMetric").at("Value");
  EXPECT_LT(tuned_validation, validation_rmse(defaults)) << "validation";
  const auto model_of = [&](const std::string& job) {
    return espalier.json({"describe", "training-job", job})
        .at("ModelArtifacts")
        .at("S3ModelArtifacts")
        .get<std::string>();
  };
  const double tuned_test = test_rmse(espalier, data, model_of(name));
  const double default_test = test_rmse(
      espalier, data, model_of(defaults.at("TrainingJobName").get<std::string>()));
  EXPECT_LT(tuned_test, default_test) << "test";
  std::printf(
      "[ figures  ] %s rounds; validation %.6g against %.6g, test %.6g against %.6g\n",
      rounds.c_str(), tuned_validation, validation_rmse(defaults), tuned_test,
      default_test);
}

}  // namespace
}  // namespace espalier::test
