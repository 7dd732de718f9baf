// How the program writes numbers, tables and progress, and what its exit codes are.

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "engine/cli/console.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/human.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/nearest.hpp"
#include "engine/cli/progress_bar.hpp"
#include "engine/cli/sample_functions.hpp"
#include "engine/cli/score.hpp"
#include "engine/cli/text_table.hpp"

namespace espalier::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Human, WritesBytesInPowersOfAThousand) {
  EXPECT_EQ(human_bytes(0), "0 B");
  EXPECT_EQ(human_bytes(999), "999 B");
  EXPECT_EQ(human_bytes(1000), "1.0 KB");
  EXPECT_EQ(human_bytes(215'000'000), "215 MB");
  EXPECT_EQ(human_bytes(999'600), "1.0 MB");
}

TEST(Human, GroupsDigitsByThree) {
  EXPECT_EQ(human_count(999), "999");
  EXPECT_EQ(human_count(1000), "1,000");
  EXPECT_EQ(human_count(1234567), "1,234,567");
}

TEST(Human, WritesDurationsInTheUnitThatFits) {
  EXPECT_EQ(human_duration(milliseconds(3)), "3 ms");
  EXPECT_EQ(human_duration(milliseconds(1250)), "1.25 s");
  EXPECT_EQ(human_duration(seconds(125)), "2 min 05 s");
  EXPECT_EQ(human_duration(seconds(3 * 3600 + 7 * 60)), "3 h 07 min");
}

TEST(ProgressLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line("tuning", Unit::Jobs, 25, 50, 5.0, "", 100),
            "tuning [##########----------]  50%  25/50 jobs  5/s  5.00 s left");
}

TEST(ProgressLine, ShowsNoShareWhereTheTotalIsNotKnown) {
  EXPECT_EQ(progress_line("reading", Unit::Bytes, 2000, 0, 2.0, "5 rows", 100),
            "reading  2.0 KB  1.0 KB/s  5 rows");
}

TEST(ProgressLine, StaysWithinTheTerminal) {
  EXPECT_EQ(progress_line("tuning", Unit::Jobs, 1, 2, 1.0, "", 20).size(), 19U);
}

TEST(Nearest, IsTheNameOfTheFewestChanges) {
  const std::vector<std::string> names = {"train", "tune", "transform"};
  EXPECT_EQ(nearest("tnue", names), "tune");
  EXPECT_EQ(nearest("trainn", names), "train");
  EXPECT_EQ(nearest("transfrom", names), "transform");
}

TEST(TextTable, AlignsColumnsAndEndsLinesWithoutBlanks) {
  const Console plain({});
  TextTable table({{"name"}, {"rows", Align::Right}, {"note"}});
  table.add({"a", "1,000", ""});
  table.add({"né", "7", "x"});
  EXPECT_EQ(table.render(plain),
            "name   rows  note\n"
            "a     1,000\n"
            "né        7  x");
}

TEST(ExitCode, FollowsSysexits) {
  EXPECT_EQ(exit_code(data::ErrorKind::BadData), 65);
  EXPECT_EQ(exit_code(data::ErrorKind::NoInput), 66);
  EXPECT_EQ(exit_code(data::ErrorKind::CannotCreate), 73);
  EXPECT_EQ(exit_code(data::ErrorKind::InputOutput), 74);
  EXPECT_EQ(exit_code(data::ErrorKind::NotPermitted), 77);
  EXPECT_EQ(exit_code(engine::ErrorKind::Configuration), 78);
  EXPECT_EQ(exit_code(engine::ErrorKind::Usage), 64);
  EXPECT_EQ(exit_code(engine::ErrorKind::Failed), 1);
}

TEST(JobKinds, AreKnownByEverySpellingOfAws) {
  EXPECT_EQ(kind_named("tuning-jobs").kind, jobs::JobKind::HyperParameterTuningJob);
  EXPECT_EQ(kind_named("hyper-parameter-tuning-job").kind,
            jobs::JobKind::HyperParameterTuningJob);
  EXPECT_EQ(kind_named("TransformJob").kind, jobs::JobKind::TransformJob);
  EXPECT_EQ(kind_named("models").kind, jobs::JobKind::Model);
  EXPECT_EQ(kind_named("training-job").kind, jobs::JobKind::TrainingJob);
}

TEST(JobKinds, RefusesAnotherNamingThemAll) {
  try {
    kind_named("endpoint");
    FAIL() << "accepted";
  } catch (const engine::Error& error) {
    EXPECT_STREQ(error.what(),
                 "there is no kind \"endpoint\"; the kinds are tuning-job, training-job, "
                 "model, transform-job");
  }
}

TEST(SampleFunctions, FindTheBestModelAndItsName) {
  const jobs::Json tuned = {
      {"BestTrainingJob", {{"TrainingJobName", "t-002-0a"}}},
      {"TrainingJobDefinition",
       {{"OutputDataConfig", {{"S3OutputPath", "s3://b/models"}}}}}};
  EXPECT_EQ(extract_model_path(tuned).dump(),
            R"({"statusCode":200,"body":{"bestTrainingJobName":"t-002-0a",)"
            R"("modelDataUrl":"s3://b/models/t-002-0a/output/model.tar.gz"}})");
  EXPECT_EQ(extract_model_name({{"ModelArn", "arn:aws:sagemaker:r:1:model/t-002-0a"}})
                .at("body")
                .at("jobName"),
            "t-002-0a");
}

TEST(SampleFunctions, SayThatNoTrainingJobSucceeded) {
  EXPECT_THROW(extract_model_path({{"FailureReason", "x"}}), engine::Error);
}

TEST(Score, IsTheRootOfTheMeanSquaredError) {
  // errors 1, -1, 2: (1 + 1 + 4) / 3 = 2
  const auto result =
      score(data::from_memory("1\n2\n5\n"), data::from_memory("0\r\n3\r\n3\r\n"));
  EXPECT_EQ(result.rows, 3U);
  EXPECT_DOUBLE_EQ(result.rmse, std::sqrt(2.0));
}

TEST(Score, RefusesUnequalLengths) {
  EXPECT_THROW(score(data::from_memory("1\n2\n"), data::from_memory("1\n")), data::Error);
}

}  // namespace
}  // namespace espalier::cli
