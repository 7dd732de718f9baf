#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.hpp"
#include "engine/jobs/tuning_plan.hpp"

namespace espalier::jobs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Json range(const char* name, const char* min, const char* max,
           const char* scaling = "Auto") {
  return {{"Name", name}, {"MinValue", min}, {"MaxValue", max}, {"ScalingType", scaling}};
}

Json request() {
  return {
      {"HyperParameterTuningJobName", "tune"},
      {"HyperParameterTuningJobConfig",
       {{"Strategy", "Bayesian"},
        {"HyperParameterTuningJobObjective",
         {{"Type", "Minimize"}, {"MetricName", "validation:rmse"}}},
        {"ResourceLimits",
         {{"MaxNumberOfTrainingJobs", 4}, {"MaxParallelTrainingJobs", 2}}},
        {"ParameterRanges",
         {{"ContinuousParameterRanges", Json::array({range("alpha", "0", "1000")})},
          {"IntegerParameterRanges", Json::array({range("max_depth", "0", "10")})}}}}},
      {"TrainingJobDefinition",
       {{"AlgorithmSpecification",
         {{"TrainingImage",
           "x.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1"}}},
        {"StaticHyperParameters", {{"num_round", "2"}}}}}};
}

Json& config(Json& of) { return of["HyperParameterTuningJobConfig"]; }
Json& ranges(Json& of) { return config(of)["ParameterRanges"]; }
Json& continuous(Json& of) { return ranges(of)["ContinuousParameterRanges"]; }
Json& integers(Json& of) { return ranges(of)["IntegerParameterRanges"]; }

std::string refusal(const Json& of) {
  try {
    (void)plan_tuning(of);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ValidationException");
    return error.what();
  }
  ADD_FAILURE() << "was not refused";
  return {};
}

TEST(TuningPlan, ReadsTheRequest) {
  Json of = request();
  config(of)["RandomSeed"] = 7;
  config(of)["ResourceLimits"]["MaxRuntimeInSeconds"] = 120;
  const auto plan = plan_tuning(of);
  EXPECT_EQ(plan.strategy, Strategy::Bayesian);
  EXPECT_EQ(plan.direction, tuner::Direction::Minimize);
  EXPECT_EQ(plan.metric, "validation:rmse");
  EXPECT_EQ(plan.max_jobs, 4U);
  EXPECT_EQ(plan.max_parallel, 2U);
  EXPECT_EQ(plan.seed, 7U);
  EXPECT_EQ(plan.max_runtime, std::chrono::seconds(120));
  ASSERT_EQ(plan.space.ranges().size(), 2U);
  EXPECT_EQ(std::get<tuner::ContinuousRange>(plan.space.ranges()[0]).max, 1000.0);
  EXPECT_EQ(std::get<tuner::IntegerRange>(plan.space.ranges()[1]).name, "max_depth");
}

TEST(TuningPlan, WritesValuesAsTheServiceDoes) {
  EXPECT_EQ(text_of(tuner::ParameterValue(0.671831959528788)), "0.671831959528788");
  EXPECT_EQ(text_of(tuner::ParameterValue(1e-05)), "1e-05");
  EXPECT_EQ(text_of(tuner::ParameterValue(5.0)), "5.0");
  EXPECT_EQ(text_of(tuner::ParameterValue(std::int64_t{8})), "8");
  EXPECT_EQ(text_of(tuner::ParameterValue(std::string("0.10"))), "0.10");
}

TEST(TuningPlan, RefusesAMetricThatTheImageDoesNotWrite) {
  Json of = request();
  config(of)["HyperParameterTuningJobObjective"]["MetricName"] = "validation:happiness";
  EXPECT_THAT(
      refusal(of),
      HasSubstr(
          "A metric is required for this hyperparameter tuning job objective. "
          "Provide a metric in the metric definitions. The training image writes no "
          "[validation:happiness]; it writes "));
  config(of)["HyperParameterTuningJobObjective"]["MetricName"] = "train:rmse";
  EXPECT_THAT(refusal(of), HasSubstr("The training image writes no [train:rmse]"));
  config(of).erase("HyperParameterTuningJobObjective");
  EXPECT_THAT(refusal(of), HasSubstr("A metric is required"));
}

TEST(TuningPlan, RefusesToMaximiseAnError) {
  Json of = request();
  config(of)["HyperParameterTuningJobObjective"]["Type"] = "Maximize";
  EXPECT_EQ(
      refusal(of),
      "The objective metric type, [Maximize], that you specified for objective metric, "
      "[validation:rmse], isn't valid for the training image. Choose [Minimize].");
}

TEST(TuningPlan, RefusesMoreJobsThanThereAreCombinations) {
  Json of = request();
  ranges(of) = {{"IntegerParameterRanges", Json::array({range("max_depth", "1", "3")})}};
  config(of)["ResourceLimits"]["MaxNumberOfTrainingJobs"] = 10;
  EXPECT_EQ(
      refusal(of),
      "You don't have enough combinations of hyperparameter ranges. The total number of "
      "hyperparameter combinations for the provided ranges [3.0] must be equal or "
      "greater "
      "than the value of MaxNumberOfJobs, [10]. Provide additional ranges.");
}

TEST(TuningPlan, RefusesALogarithmOfZero) {
  Json of = request();
  continuous(of)[0] = range("alpha", "0", "1000", "Logarithmic");
  EXPECT_EQ(
      refusal(of),
      "The hyperparameter range [alpha] cannot use Logarithmic scaling: its MinValue [0] "
      "must be greater than 0.");
}

TEST(TuningPlan, RefusesAReverseLogarithmOutsideTheUnitInterval) {
  Json of = request();
  continuous(of)[0] = range("alpha", "0", "1000", "ReverseLogarithmic");
  EXPECT_EQ(refusal(of),
            "The hyperparameter range [alpha] cannot use ReverseLogarithmic scaling: it "
            "must lie "
            "in 0 <= x < 1.");
  of = request();
  integers(of)[0] = range("max_depth", "0", "10", "ReverseLogarithmic");
  EXPECT_EQ(refusal(of),
            "The integer hyperparameter range [max_depth] cannot use ReverseLogarithmic "
            "scaling, "
            "which is for continuous ranges in 0 <= x < 1.");
}

TEST(TuningPlan, RefusesARangeThatEndsBeforeItBegins) {
  Json of = request();
  continuous(of)[0] = range("alpha", "10", "1");
  EXPECT_EQ(refusal(of),
            "The MinValue [10] of the hyperparameter range [alpha] must be less than its "
            "MaxValue "
            "[1]. Give a hyperparameter with one value in StaticHyperParameters.");
}

TEST(TuningPlan, RefusesBoundsThatAreNoNumbers) {
  Json of = request();
  continuous(of)[0] = range("alpha", "zero", "1");
  EXPECT_EQ(refusal(of),
            "The MinValue [zero] of the continuous hyperparameter range [alpha] is not a "
            "number.");
  continuous(of)[0] = range("alpha", "0", "inf");
  EXPECT_EQ(refusal(of),
            "The MaxValue [inf] of the continuous hyperparameter range [alpha] is not a "
            "number.");
  of = request();
  integers(of)[0] = range("max_depth", "0", "2.5");
  EXPECT_EQ(
      refusal(of),
      "The MaxValue [2.5] of the integer hyperparameter range [max_depth] is not an "
      "integer.");
}

TEST(TuningPlan, RefusesAHyperparameterTwice) {
  Json of = request();
  continuous(of).push_back(range("alpha", "0", "1"));
  EXPECT_EQ(refusal(of), "The hyperparameter [alpha] has more than one range.");
  continuous(of)[1] = range("reg_alpha", "0", "1");
  EXPECT_EQ(refusal(of), "The hyperparameter [reg_alpha] has more than one range.");
}

TEST(TuningPlan, RefusesWhatTheImageDoesNotTune) {
  Json of = request();
  continuous(of)[0] = range("scale_pos_weight", "1", "5");
  EXPECT_THAT(refusal(of), HasSubstr("scale_pos_weight"));
  continuous(of)[0] = range("happiness", "1", "5");
  EXPECT_THAT(refusal(of), HasSubstr("happiness"));
}

TEST(TuningPlan, RefusesARangeThatTheImageDoesNotAccept) {
  Json of = request();
  continuous(of)[0] = range("eta", "0", "2");
  EXPECT_THAT(refusal(of), HasSubstr("eta"));
}

TEST(TuningPlan, RefusesAContinuousRangeForAnInteger) {
  Json of = request();
  ranges(of) = {
      {"ContinuousParameterRanges", Json::array({range("max_depth", "1", "5")})}};
  EXPECT_EQ(refusal(of),
            "The hyperparameter [max_depth] takes integers: give its range in "
            "IntegerParameterRanges.");
}

TEST(TuningPlan, AcceptsMaxDeltaStepAsAnIntegerAsTheSampleSendsIt) {
  Json of = request();
  integers(of).push_back(range("max_delta_step", "0", "10"));
  EXPECT_EQ(plan_tuning(of).space.ranges().size(), 3U);
}

TEST(TuningPlan, RefusesAHyperparameterThatIsStaticAndTuned) {
  Json of = request();
  of["TrainingJobDefinition"]["StaticHyperParameters"]["reg_alpha"] = "3";
  EXPECT_EQ(
      refusal(of),
      "The hyperparameter [reg_alpha] is given as a static hyperparameter and as one to "
      "tune. Take it out of StaticHyperParameters or out of ParameterRanges.");
}

TEST(TuningPlan, RefusesTheHyperparameterThatTheTuningJobSets) {
  Json of = request();
  of["TrainingJobDefinition"]["StaticHyperParameters"]["_tuning_objective_metric"] =
      "rmse";
  EXPECT_THAT(refusal(of),
              HasSubstr("[_tuning_objective_metric] is set by the tuning job"));
}

TEST(TuningPlan, RefusesMoreThanAHundredHyperparameters) {
  Json of = request();
  for (int i = 0; i < 97; ++i) {
    of["TrainingJobDefinition"]["StaticHyperParameters"]["p" + std::to_string(i)] = "1";
  }
  EXPECT_EQ(refusal(of),
            "The number of static and tunable hyperparameters [101], with "
            "_tuning_objective_metric, must be at most 100.");
}

TEST(TuningPlan, RefusesMoreThanThirtyRanges) {
  Json of = request();
  Json many = Json::array();
  for (int i = 0; i < 31; ++i) many.push_back(range("alpha", "0", "1"));
  ranges(of)["ContinuousParameterRanges"] = many;
  EXPECT_EQ(refusal(of),
            "The number of hyperparameters to tune [32] must be at most 30.");
}

TEST(TuningPlan, RefusesAnEmptySpace) {
  Json of = request();
  config(of).erase("ParameterRanges");
  EXPECT_THAT(refusal(of), HasSubstr("ParameterRanges names no hyperparameter to tune."));
}

TEST(TuningPlan, RefusesATuningJobThatNothingEnds) {
  Json of = request();
  config(of)["ResourceLimits"].erase("MaxNumberOfTrainingJobs");
  EXPECT_THAT(refusal(of), HasSubstr("nothing else ends the tuning job"));
  config(of)["TuningJobCompletionCriteria"] = {{"TargetObjectiveMetricValue", 0.25}};
  EXPECT_EQ(plan_tuning(of).max_jobs, 750U);
}

Json categorical(const char* name, std::vector<std::string> values) {
  return {{"Name", name}, {"Values", std::move(values)}};
}

Json grid_request() {
  Json of = request();
  config(of)["Strategy"] = "Grid";
  config(of)["ResourceLimits"].erase("MaxNumberOfTrainingJobs");
  ranges(of) = {{"CategoricalParameterRanges",
                 Json::array({categorical("max_depth", {"2", "3", "4"}),
                              categorical("eta", {"0.1", "0.3"})})}};
  return of;
}

TEST(TuningPlan, GridRunsEveryCombination) {
  const auto plan = plan_tuning(grid_request());
  EXPECT_EQ(plan.max_jobs, 6U);
  std::vector<std::string> all;
  for (const auto& params : grid(plan.space)) {
    all.push_back(text_of(params.values[0]) + "/" + text_of(params.values[1]));
  }
  EXPECT_THAT(all, ElementsAre("2/0.1", "2/0.3", "3/0.1", "3/0.3", "4/0.1", "4/0.3"));
}

TEST(TuningPlan, GridRefusesAnotherNumberOfJobs) {
  Json of = grid_request();
  config(of)["ResourceLimits"]["MaxNumberOfTrainingJobs"] = 5;
  EXPECT_EQ(refusal(of),
            "With the Grid strategy MaxNumberOfTrainingJobs [5] must be the number of "
            "hyperparameter combinations [6.0], or be left out.");
}

TEST(TuningPlan, GridRefusesOtherRanges) {
  Json of = grid_request();
  ranges(of)["IntegerParameterRanges"] = Json::array({range("num_round", "1", "3")});
  EXPECT_THAT(refusal(of),
              HasSubstr("Grid strategy takes categorical hyperparameter ranges only"));
}

TEST(TuningPlan, RefusesACategoryTwiceAndOneThatIsNoNumber) {
  Json of = grid_request();
  ranges(of)["CategoricalParameterRanges"][0] = categorical("max_depth", {"2", "2"});
  EXPECT_EQ(refusal(of),
            "The categorical hyperparameter range [max_depth] has the value [2] twice.");
  ranges(of)["CategoricalParameterRanges"][0] = categorical("max_depth", {"two"});
  EXPECT_THAT(refusal(of),
              HasSubstr("The value [two] of the categorical hyperparameter range "
                        "[max_depth] is not a number"));
}

TEST(TuningPlan, RefusesHyperbandAndItsSettings) {
  Json of = request();
  config(of)["StrategyConfig"] = {{"HyperbandStrategyConfig", {{"MinResource", 1}}}};
  EXPECT_EQ(
      refusal(of),
      "StrategyConfig.HyperbandStrategyConfig goes with the strategy Hyperband, not with "
      "Bayesian.");
  config(of)["Strategy"] = "Hyperband";
  EXPECT_EQ(
      refusal(of),
      "The strategy Hyperband is not run by this program; use Bayesian, Random or Grid");
  config(of)["TrainingJobEarlyStoppingType"] = "Auto";
  EXPECT_THAT(refusal(of),
              HasSubstr("TrainingJobEarlyStoppingType must be Off with the Hyperband"));
}

TEST(TuningPlan, RefusesWhatIsNotRunHereByName) {
  Json of = request();
  of["WarmStartConfig"] = {{"WarmStartType", "TransferLearning"}};
  EXPECT_EQ(refusal(of),
            "Warm start is not run by this program; leave WarmStartConfig out");
  of = request();
  of["Autotune"] = {{"Mode", "Enabled"}};
  EXPECT_THAT(refusal(of), HasSubstr("Autotune is not run by this program"));
  of = request();
  ranges(of)["AutoParameters"] = Json::array({{{"Name", "eta"}, {"ValueHint", "0.1"}}});
  EXPECT_THAT(refusal(of), HasSubstr("AutoParameters is not run by this program"));
  of = request();
  of["TrainingJobDefinitions"] = Json::array({of["TrainingJobDefinition"]});
  EXPECT_THAT(refusal(of),
              HasSubstr("A tuning job with several TrainingJobDefinitions is not run"));
  of = request();
  of.erase("TrainingJobDefinition");
  EXPECT_THAT(refusal(of),
              HasSubstr("A TrainingJobDefinition or TrainingJobDefinitions is required"));
  of = request();
  of["TrainingJobDefinition"]["TuningObjective"] = {{"Type", "Minimize"}};
  EXPECT_THAT(refusal(of),
              HasSubstr("TuningObjective belongs to TrainingJobDefinitions."));
}

TEST(TuningPlan, RefusesAnImageThatIsNotXgboosts) {
  Json of = request();
  of["TrainingJobDefinition"]["AlgorithmSpecification"]["TrainingImage"] = "pytorch:2.0";
  EXPECT_THAT(refusal(of), HasSubstr("pytorch:2.0"));
}

}  // namespace
}  // namespace espalier::jobs
