// The sample, end to end, as a user runs it.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "tests/integration/espalier.hpp"

namespace espalier::test {
namespace {

constexpr const char* kBucket = "amzn-s3-demo-bucket";

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(Sample, LeavesDataModelsAndPredictions) {
  const Espalier espalier;
  const auto result = espalier.run({"run-sample"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto files = tree_bytes(espalier.s3() + "/" + kBucket);
  for (const char* name : {"csv/train.csv", "csv/validation.csv", "csv/test.csv",
                           "csv/test_labels.csv", "output/test.csv.out"}) {
    ASSERT_TRUE(files.contains(name)) << name;
    EXPECT_EQ(lines(files.at(name)), 5000U) << name;
  }
  EXPECT_EQ(
      std::count_if(files.begin(), files.end(),
                    [](const auto& file) {
                      return std::regex_match(
                          file.first,
                          std::regex("models/tune-a-model-1-00[12]-[0-9a-f]{8}/output/"
                                     "model\\.tar\\.gz"));
                    }),
      2);
  EXPECT_EQ(files.size(), 7U);
}

TEST(Sample, SaysWhatItDidWithTheFigures) {
  const Espalier espalier;
  const std::string out = espalier.run({"run-sample"}).out;
  for (const char* text :
       {"Generate Training Dataset", "HyperparameterTuning (XGBoost)",
        "HyperparameterTuning - Save Model", "Batch transform", "csv/train.csv", "alpha",
        "gamma", "max_delta_step", "max_depth", "validation:rmse", "model.tar.gz",
        "test.csv.out", "RMSE"}) {
    EXPECT_NE(out.find(text), std::string::npos) << text << " is not in\n" << out;
  }
}

TEST(Sample, GivesTheSameNamesAndBytesInEveryFreshHome) {
  const Espalier first;
  const Espalier second;
  ASSERT_EQ(first.run({"run-sample", "--seed", "7"}).exit_code, 0);
  ASSERT_EQ(second.run({"run-sample", "--seed", "7", "--threads", "1"}).exit_code, 0);
  const auto a = tree_bytes(first.s3());
  const auto b = tree_bytes(second.s3());
  ASSERT_EQ(a.size(), 7U);
  for (const auto& [name, bytes] : a) {
    ASSERT_TRUE(b.contains(name)) << name;
    EXPECT_TRUE(bytes == b.at(name)) << name << " differs";
  }
  EXPECT_EQ(b.size(), a.size());
}

TEST(Sample, GivesOtherDataForAnotherSeed) {
  const Espalier first;
  const Espalier second;
  ASSERT_EQ(first.run({"run-sample", "--seed", "1"}).exit_code, 0);
  ASSERT_EQ(second.run({"run-sample", "--seed", "2"}).exit_code, 0);
  const std::string train = std::string("/") + kBucket + "/csv/train.csv";
  EXPECT_NE(file_bytes(first.s3() + train), file_bytes(second.s3() + train));
}

TEST(Sample, TakesTheNextFreeNameASecondTime) {
  const Espalier espalier;
  ASSERT_EQ(espalier.run({"run-sample"}).exit_code, 0);
  const auto again = espalier.json({"run-sample"});
  EXPECT_EQ(again.at("HyperParameterTuningJob").at("HyperParameterTuningJobName"),
            "tune-a-model-2");
}

TEST(Sample, RunsTheRequestsThatAreInTheRepository) {
  const Espalier espalier;
  const auto result = espalier.json({"run-sample"});
  const auto request = [](const std::string& name) {
    return nlohmann::json::parse(file_bytes(std::string(ESPALIER_SOURCE_DIR) +
                                            "/configs/requests/" + name + ".json"));
  };
  const auto tuning = request("create-hyper-parameter-tuning-job");
  const auto& job = result.at("HyperParameterTuningJob");
  EXPECT_EQ(job.at("HyperParameterTuningJobName"),
            tuning.at("HyperParameterTuningJobName"));
  EXPECT_EQ(job.at("HyperParameterTuningJobConfig").at("ParameterRanges"),
            tuning.at("HyperParameterTuningJobConfig").at("ParameterRanges"));
  EXPECT_EQ(result.at("Model").at("ModelName"), request("create-model").at("ModelName"));
  EXPECT_EQ(result.at("Model").at("PrimaryContainer").at("ModelDataUrl"),
            request("create-model").at("PrimaryContainer").at("ModelDataUrl"));
  EXPECT_EQ(result.at("TransformJob").at("TransformJobName"),
            request("create-transform-job").at("TransformJobName"));
}

/// What Python's xgboost makes of the archive and test.csv, as the container would print
/// it.
constexpr const char* kPython = R"(
import io, sys, tarfile
import numpy as np
import xgboost as xgb
archive, test = sys.argv[1], sys.argv[2]
model = tarfile.open(archive).extractfile("xgboost-model").read()
path = sys.argv[3]
open(path, "wb").write(model)
booster = xgb.Booster({"nthread": 1})
booster.load_model(path)
rows = np.loadtxt(test, delimiter=",", dtype=np.float32, ndmin=2)
preds = booster.predict(xgb.DMatrix(rows))
sys.stdout.write("\n".join(map(str, preds.tolist())) + "\n")
)";

TEST(Sample, PredictsByteForByteWhatPythonsXgboostDoes) {
  const Espalier espalier;
  const auto result = espalier.json({"run-sample"});
  const auto file = [&](const std::string& uri) {
    return espalier.s3() + "/" + uri.substr(std::string("s3://").size());
  };
  const auto python = run_program({"/usr/bin/python3", "-c", kPython,
                                   file(result.at("Model")
                                            .at("PrimaryContainer")
                                            .at("ModelDataUrl")
                                            .get<std::string>()),
                                   espalier.s3() + "/" + kBucket + "/csv/test.csv",
                                   espalier.path("xgboost-model")});
  ASSERT_EQ(python.exit_code, 0) << python.err;
  EXPECT_EQ(file_bytes(file(result.at("Test").at("Output").get<std::string>())),
            python.out);
}

TEST(Sample, ShowsItsJobsAfterwards) {
  const Espalier espalier;
  ASSERT_EQ(espalier.run({"run-sample"}).exit_code, 0);
  const auto job = espalier.json({"describe", "tuning-job", "tune-a-model-1"});
  EXPECT_EQ(job.at("HyperParameterTuningJobStatus"), "Completed");
  EXPECT_EQ(job.at("TrainingJobStatusCounters").at("Completed"), 2);
  EXPECT_EQ(espalier.json({"list", "training-jobs"}).at("TrainingJobSummaries").size(),
            2U);
  EXPECT_EQ(espalier.json({"list", "models"}).at("Models").size(), 1U);
  EXPECT_EQ(espalier.json({"list", "transform-jobs"}).at("TransformJobSummaries").size(),
            1U);
  const auto logs = espalier.run({"logs", "tune-a-model-1"});
  EXPECT_EQ(logs.exit_code, 0) << logs.err;
  EXPECT_NE(logs.out.find("[1]#011train-rmse:"), std::string::npos) << logs.out;
}

}  // namespace
}  // namespace espalier::test
