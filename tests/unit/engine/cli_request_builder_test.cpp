#include <gtest/gtest.h>

#include <string>

#include "engine/cli/request_builder.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

TuneFlags flags(std::vector<std::string> ranges) {
  TuneFlags result;
  result.name = "t";
  result.data.train = "data/train.csv";
  result.data.validation = "s3://bucket/validation.csv";
  result.ranges = std::move(ranges);
  return result;
}

std::string refusal(const TuneFlags& given) {
  try {
    tuning_request(given);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Usage);
    return error.what();
  }
  return "accepted";
}

TEST(RequestBuilder, MakesARangeIntegerWhereTheHyperparameterIs) {
  const auto ranges = tuning_request(flags({"alpha=0:1000", "max_depth=0:10"}))
                          .at("HyperParameterTuningJobConfig")
                          .at("ParameterRanges");
  EXPECT_EQ(
      ranges.at("ContinuousParameterRanges").dump(),
      R"([{"Name":"alpha","MinValue":"0","MaxValue":"1000","ScalingType":"Auto"}])");
  EXPECT_EQ(
      ranges.at("IntegerParameterRanges").dump(),
      R"([{"Name":"max_depth","MinValue":"0","MaxValue":"10","ScalingType":"Auto"}])");
}

TEST(RequestBuilder, TakesTheScalingAndChoices) {
  const auto ranges = tuning_request(flags({"eta=0.01:0.5:log", "booster=gbtree,dart"}))
                          .at("HyperParameterTuningJobConfig")
                          .at("ParameterRanges");
  EXPECT_EQ(ranges.at("ContinuousParameterRanges").at(0).at("ScalingType"),
            "Logarithmic");
  EXPECT_EQ(ranges.at("CategoricalParameterRanges").dump(),
            R"([{"Name":"booster","Values":["gbtree","dart"]}])");
}

TEST(RequestBuilder, ImportsAPathAndLeavesAnS3AddressAlone) {
  const auto channels = tuning_request(flags({"alpha=0:1"}))
                            .at("TrainingJobDefinition")
                            .at("InputDataConfig");
  const auto uri = [&](std::size_t i) {
    return channels.at(i)
        .at("DataSource")
        .at("S3DataSource")
        .at("S3Uri")
        .get<std::string>();
  };
  EXPECT_EQ(uri(0), "s3://espalier-local/t/train/train.csv");
  EXPECT_EQ(uri(1), "s3://bucket/validation.csv");
}

TEST(RequestBuilder, TakesHistUnlessTreeMethodIsSet) {
  auto given = flags({"alpha=0:1"});
  EXPECT_EQ(tuning_request(given)
                .at("TrainingJobDefinition")
                .at("StaticHyperParameters")
                .dump(),
            R"({"tree_method":"hist"})");
  given.data.set = {"tree_method=exact", "num_round=5"};
  EXPECT_EQ(tuning_request(given)
                .at("TrainingJobDefinition")
                .at("StaticHyperParameters")
                .dump(),
            R"({"tree_method":"exact","num_round":"5"})");
}

TEST(RequestBuilder, TunesUpwardsWhereLargerIsBetter) {
  auto given = flags({"alpha=0:1"});
  given.metric = "validation:auc";
  EXPECT_EQ(tuning_request(given)
                .at("HyperParameterTuningJobConfig")
                .at("HyperParameterTuningJobObjective")
                .at("Type"),
            "Maximize");
}

TEST(RequestBuilder, ReadsASearchSpaceOfTheProgram) {
  auto given = flags({});
  given.space = "recommended";
  const auto ranges =
      tuning_request(given).at("HyperParameterTuningJobConfig").at("ParameterRanges");
  EXPECT_EQ(ranges.at("ContinuousParameterRanges").size() +
                ranges.at("IntegerParameterRanges").size(),
            9U);
}

TEST(RequestBuilder, NamesWhatIsWrongWithARange) {
  EXPECT_EQ(refusal(flags({"alpha"})), "--range alpha: expected NAME=VALUE");
  EXPECT_EQ(
      refusal(flags({"alpha=0:"})),
      "--range alpha=0:: expected NAME=MIN:MAX, NAME=MIN:MAX:SCALING or NAME=a,b,c");
  EXPECT_EQ(
      refusal(flags({"alpha=0:1:cubic"})),
      "--range alpha=0:1:cubic: there is no scaling \"cubic\"; they are Auto, Linear, "
      "Logarithmic, ReverseLogarithmic");
}

TEST(RequestBuilder, NamesWhatIsMissing) {
  EXPECT_EQ(refusal(flags({})),
            "there is nothing to tune: give --range NAME=MIN:MAX or --space recommended");
  auto given = flags({"alpha=0:1"});
  given.data.train.clear();
  EXPECT_EQ(refusal(given), "there is no training data: give --train FILE, or a request");
}

}  // namespace
}  // namespace espalier::cli
