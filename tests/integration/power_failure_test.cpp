// kill -9 at any moment leaves no partial file under a final name, and the next command
// works.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "tests/integration/espalier.hpp"

namespace espalier::test {
namespace {

constexpr int kKills = 24;

/// A file that is not yet what it will be; docs/FORMATS.md, "The object store".
bool is_temporary(const std::string& path) {
  return path.find("/.espalier/tmp/") != std::string::npos;
}

/// How long the sample takes in a fresh home.
double sample_seconds() {
  const Espalier espalier;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(espalier.run({"run-sample"}).exit_code, 0);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(PowerFailure, LeavesWholeFilesOnlyAndTheNextCommandWorks) {
  // The first run also waits for the program to be read from disk: the quickest counts.
  const Espalier reference;
  ASSERT_EQ(reference.run({"run-sample"}).exit_code, 0);
  const double whole = std::min({sample_seconds(), sample_seconds(), sample_seconds()});
  const auto expected = tree_bytes(reference.s3());

  int killed = 0;
  for (int i = 0; i < kKills; ++i) {
    const Espalier espalier;
    RunSettings settings;
    settings.kill_after = whole * (i + 0.5) / kKills;
    const auto result = espalier.run({"run-sample"}, settings);
    killed += result.exit_code == 128 + 9 ? 1 : 0;
    for (const auto& [name, bytes] : tree_bytes(espalier.s3())) {
      if (is_temporary(name)) continue;
      ASSERT_TRUE(expected.contains(name)) << name << " is none of the sample's files";
      ASSERT_TRUE(bytes == expected.at(name)) << name << " is partial";
    }
    const auto list = espalier.run({"list", "tuning-jobs"});
    ASSERT_EQ(list.exit_code, 0) << list.err;
    const auto again = espalier.run({"run-sample"});
    ASSERT_EQ(again.exit_code, 0)
        << "killed after " << *settings.kill_after << " s: " << again.err;
  }
  EXPECT_GT(killed, kKills / 2) << "the kills came too late to show anything";
}

/// The sample's tuning job made to take many seconds, its request on stdin, its data
/// there.
RunSettings long_tuning(const Espalier& espalier) {
  EXPECT_EQ(espalier
                .run({"generate", "--output", "s3://amzn-s3-demo-bucket/csv", "--rows",
                      "20000"})
                .exit_code,
            0);
  auto request = nlohmann::json::parse(
      file_bytes(std::string(ESPALIER_SOURCE_DIR) +
                 "/configs/requests/create-hyper-parameter-tuning-job.json"));
  request["HyperParameterTuningJobConfig"]["ResourceLimits"]["MaxNumberOfTrainingJobs"] =
      100;
  request["TrainingJobDefinition"]["StaticHyperParameters"]["num_round"] = "200";
  RunSettings settings;
  settings.input = request.dump();
  return settings;
}

TEST(PowerFailure, EndsTheJobsOfTheDeadProcessAsFailedWithTheReason) {
  const Espalier espalier;
  RunSettings settings = long_tuning(espalier);
  settings.kill_after = 2.0;
  ASSERT_EQ(espalier.run({"tune", "-"}, settings).exit_code, 128 + 9);
  const auto job = espalier.json({"describe", "tuning-job", "tune-a-model-1"});
  EXPECT_EQ(job.at("HyperParameterTuningJobStatus"), "Failed");
  EXPECT_NE(job.at("FailureReason").get<std::string>().find("InternalServerError"),
            std::string::npos)
      << job.at("FailureReason");
}

TEST(Interrupt, StopsATuningJobAndExitsWith130) {
  const Espalier espalier;
  RunSettings settings = long_tuning(espalier);
  settings.interrupt_after = 2.0;
  EXPECT_EQ(espalier.run({"tune", "-"}, settings).exit_code, 130);
  EXPECT_EQ(espalier.json({"describe", "tuning-job", "tune-a-model-1"})
                .at("HyperParameterTuningJobStatus"),
            "Stopped");
}

}  // namespace
}  // namespace espalier::test
