#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/error.hpp"
#include "engine/jobs/service_model.hpp"
#include "engine/jobs/skeleton.hpp"
#include "engine/jobs/validator.hpp"

namespace espalier::jobs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Shape& input_of(const char* operation) {
  return *service_model().operation(operation).input;
}

/// What validate() says; empty where it is content.
std::string refusal(const char* operation, const Json& request) {
  try {
    validate(input_of(operation), request);
    return {};
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ValidationException");
    return error.what();
  }
}

Json tuning_request() {
  return Json::parse(R"({
    "HyperParameterTuningJobName": "tune-a-model-1",
    "HyperParameterTuningJobConfig": {
      "Strategy": "Bayesian",
      "HyperParameterTuningJobObjective": {"Type": "Minimize", "MetricName": "validation:rmse"},
      "ResourceLimits": {"MaxNumberOfTrainingJobs": 2, "MaxParallelTrainingJobs": 2},
      "ParameterRanges": {"ContinuousParameterRanges": [
        {"Name": "alpha", "MinValue": "0", "MaxValue": "1000", "ScalingType": "Auto"}]}},
    "TrainingJobDefinition": {
      "AlgorithmSpecification": {"TrainingImage": "xgboost:latest", "TrainingInputMode": "File"},
      "OutputDataConfig": {"S3OutputPath": "s3://bucket/models"},
      "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
      "RoleArn": "arn:aws:iam::012345678912:role/Execution",
      "InputDataConfig": [{"ChannelName": "train", "DataSource": {"S3DataSource": {
        "S3DataType": "S3Prefix", "S3Uri": "s3://bucket/csv/train.csv"}}}],
      "StaticHyperParameters": {"num_round": "2"}}})");
}

TEST(Validator, AcceptsTheSamplesTuningRequest) {
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", tuning_request()), "");
}

TEST(Validator, SaysWhichNumberIsTooSmallAndWhere) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["ResourceLimits"]["MaxParallelTrainingJobs"] =
      0;
  EXPECT_EQ(
      refusal("CreateHyperParameterTuningJob", request),
      "1 validation error detected: Value '0' at "
      "'hyperParameterTuningJobConfig.resourceLimits.maxParallelTrainingJobs' failed to "
      "satisfy constraint: Member must have value greater than or equal to 1");
}

TEST(Validator, CountsAllThatIsWrongInOneMessage) {
  Json request = tuning_request();
  request["HyperParameterTuningJobName"] = "a-name-that-is-longer-than-32-letters";
  request["TrainingJobDefinition"]["InputDataConfig"][0]["ChannelName"] = "a channel";
  request["TrainingJobDefinition"].erase("RoleArn");
  EXPECT_EQ(
      refusal("CreateHyperParameterTuningJob", request),
      "3 validation errors detected: Value 'a-name-that-is-longer-than-32-letters' at "
      "'hyperParameterTuningJobName' failed to satisfy constraint: Member must have "
      "length "
      "less than or equal to 32; Value null at 'trainingJobDefinition.roleArn' failed to "
      "satisfy constraint: Member must not be null; Value 'a channel' at "
      "'trainingJobDefinition.inputDataConfig.1.member.channelName' failed to satisfy "
      "constraint: Member must satisfy regular expression pattern: [A-Za-z0-9\\.\\-_]+");
}

TEST(Validator, ListsTheValuesOfAnEnum) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["Strategy"] = "Clever";
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", request),
            "1 validation error detected: Value 'Clever' at "
            "'hyperParameterTuningJobConfig.strategy' failed to satisfy constraint: "
            "Member must "
            "satisfy enum value set: [Bayesian, Random, Hyperband, Grid]");
}

TEST(Validator, ShowsAMapWhoseValueIsTooLong) {
  Json request = tuning_request();
  request["TrainingJobDefinition"]["Environment"] = {{"A", std::string(513, 'x')}};
  EXPECT_THAT(
      refusal("CreateHyperParameterTuningJob", request),
      HasSubstr(
          "at 'trainingJobDefinition.environment' failed to satisfy constraint: Map "
          "value must satisfy constraint: [Member must have length less than or "
          "equal to 512]"));
}

TEST(Validator, ShowsAMapWhoseKeyIsNoName) {
  Json request = tuning_request();
  request["TrainingJobDefinition"]["Environment"] = {{"1A", "x"}};
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", request),
            "1 validation error detected: Value '{1A=x}' at "
            "'trainingJobDefinition.environment' "
            "failed to satisfy constraint: Map keys must satisfy constraint: [Member "
            "must satisfy "
            "regular expression pattern: [a-zA-Z_][a-zA-Z0-9_]*]");
}

TEST(Validator, ShowsAListWhoseTextIsTooLong) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["ParameterRanges"]
         ["CategoricalParameterRanges"] = {
             {{"Name", "booster"}, {"Values", {"gbtree", std::string(257, 'x')}}}};
  EXPECT_THAT(refusal("CreateHyperParameterTuningJob", request),
              HasSubstr("categoricalParameterRanges.1.member.values' failed to satisfy "
                        "constraint: Member "
                        "must satisfy constraint: [Member must have length less than or "
                        "equal to 256]"));
}

TEST(Validator, RefusesAnEmptyListThatNeedsAnElement) {
  Json request = tuning_request();
  request["TrainingJobDefinition"]["InputDataConfig"] = Json::array();
  EXPECT_EQ(
      refusal("CreateHyperParameterTuningJob", request),
      "1 validation error detected: Value '[]' at "
      "'trainingJobDefinition.inputDataConfig' "
      "failed to satisfy constraint: Member must have length greater than or equal to 1");
}

TEST(Validator, RefusesAnUnknownMemberNamingThoseThereAre) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["ResourceLimits"]["MaxJobs"] = 3;
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", request),
            "Parameter validation failed:\nUnknown parameter in "
            "HyperParameterTuningJobConfig.ResourceLimits: \"MaxJobs\", must be one of: "
            "MaxNumberOfTrainingJobs, MaxParallelTrainingJobs, MaxRuntimeInSeconds");
}

TEST(Validator, RefusesAnUnknownMemberOfTheRequestItself) {
  EXPECT_EQ(refusal("DeleteModel", {{"ModelName", "m"}, {"Force", true}}),
            "Parameter validation failed:\nUnknown parameter in input: \"Force\", must "
            "be one of: "
            "ModelName");
}

TEST(Validator, RefusesAWrongTypeWithPythonsNames) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["ResourceLimits"]["MaxParallelTrainingJobs"] =
      "2";
  request["TrainingJobDefinition"]["StaticHyperParameters"]["num_round"] = 2;
  request["TrainingJobDefinition"]["InputDataConfig"][0]["DataSource"] =
      Json::array({true});
  EXPECT_EQ(
      refusal("CreateHyperParameterTuningJob", request),
      "Parameter validation failed:\n"
      "Invalid type for parameter "
      "HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs, value: 2, "
      "type: "
      "<class 'str'>, valid types: <class 'int'>\n"
      "Invalid type for parameter TrainingJobDefinition.InputDataConfig[0].DataSource, "
      "value: [True], type: <class 'list'>, valid types: <class 'dict'>\n"
      "Invalid type for parameter TrainingJobDefinition.StaticHyperParameters.num_round, "
      "value: 2, type: <class 'int'>, valid types: <class 'str'>");
}

TEST(Validator, RefusesARequestThatIsNoObject) {
  EXPECT_EQ(
      refusal("DeleteModel", Json::array()),
      "Parameter validation failed:\nInvalid type for parameter input, value: [], type: "
      "<class 'list'>, valid types: <class 'dict'>");
}

TEST(Validator, TakesANullMemberForAnAbsentOne) {
  Json request = tuning_request();
  request["Tags"] = nullptr;
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", request), "");
  EXPECT_FALSE(without_nulls(request).contains("Tags"));
}

TEST(Validator, CountsLettersNotBytes) {
  Json request = tuning_request();
  std::string value;
  for (int i = 0; i < 256; ++i) value += "\xC3\xA9";
  request["Tags"] = {{{"Key", "k"}, {"Value", value}}};
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", request), "");
}

TEST(Validator, ReadsTextsOfAnyLengthWithoutHarm) {
  Json request = tuning_request();
  request["TrainingJobDefinition"]["OutputDataConfig"]["S3OutputPath"] =
      "s3://" + std::string(5'000'000, 'b');
  EXPECT_THAT(refusal("CreateHyperParameterTuningJob", request),
              HasSubstr("Member must have length less than or equal to 1024"));
}

TEST(Validator, RefusesAWholeNumberBeyond32Bits) {
  Json request = tuning_request();
  request["HyperParameterTuningJobConfig"]["RandomSeed"] = std::uint64_t{1} << 63U;
  EXPECT_THAT(refusal("CreateHyperParameterTuningJob", request),
              HasSubstr("Member must be an integer of 32 bits"));
}

TEST(ServiceModel, NamesItsOperationsWhenAskedForAnother) {
  try {
    (void)service_model().operation("CreateEndpoint");
    FAIL() << "CreateEndpoint is not there";
  } catch (const engine::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no operation \"CreateEndpoint\" here"));
    EXPECT_THAT(error.what(), HasSubstr("CreateTransformJob"));
  }
}

TEST(ServiceModel, HasAnExpressionThatCompilesForEachPattern) {
  // An empty text reaches every expression, and std::regex throws for one it cannot read.
  for (const auto& name : service_model().operations()) {
    std::vector<const Shape*> open = {service_model().operation(name).input};
    while (!open.empty()) {
      const Shape* shape = open.back();
      open.pop_back();
      if (shape->match) {
        EXPECT_NO_THROW((void)shape->match->matches("x")) << shape->name;
      }
      if (shape->element != nullptr) open.push_back(shape->element);
      if (shape->key != nullptr) open.push_back(shape->key);
      for (const auto& of : shape->members) open.push_back(of.shape);
    }
  }
}

TEST(Pattern, ReadsTheModelsLookbehindAndUnicodeClasses) {
  const Shape* name = input_of("CreateTrainingJob")
                          .find("AlgorithmSpecification")
                          ->shape->find("AlgorithmName")
                          ->shape;
  EXPECT_TRUE(name->match->matches("my-algorithm"));
  EXPECT_FALSE(name->match->matches("my-algorithm-"));
  const Shape* tags = input_of("AddTags").find("Tags")->shape;
  const Shape* key = tags->element->find("Key")->shape;
  EXPECT_TRUE(key->match->matches("Koordinatenachse \xC3\xA9 _.:/=+-@"));
  EXPECT_FALSE(key->match->matches("a#b"));
}

TEST(Skeleton, HasEveryMemberAndTheRightTypes) {
  const Json skeleton = skeleton_of(input_of("CreateTransformJob"));
  EXPECT_EQ(skeleton["TransformJobName"], "");
  EXPECT_EQ(skeleton["MaxPayloadInMB"], 0);
  EXPECT_EQ(skeleton["BatchStrategy"], "MultiRecord");
  EXPECT_EQ(skeleton["Environment"], Json({{"KeyName", ""}}));
  EXPECT_EQ(skeleton["Tags"], Json::array({{{"Key", ""}, {"Value", ""}}}));
  for (const auto& name : service_model().operations()) {
    const Shape& input = input_of(name.c_str());
    EXPECT_THAT(type_errors(input, skeleton_of(input)), IsEmpty()) << name;
  }
}

}  // namespace
}  // namespace espalier::jobs
