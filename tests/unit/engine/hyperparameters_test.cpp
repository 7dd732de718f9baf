// Long because each refusal of both images is shown once, beside the others of its kind.

#include "engine/train/hyperparameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/error.hpp"
#include "tests/unit/engine/hyperparameter_requests.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_requests::refusal;

TEST(Hyperparameters, StrictTableHasEachNameOnceAndAliasesOfItsOwn) {
  std::vector<std::string> names;
  for (const Hyperparameter& row : hyperparameters(Profile::Strict)) {
    names.emplace_back(row.name);
    for (const std::string_view alias : row.aliases) names.emplace_back(alias);
  }
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  // 53 names and 4 aliases: those of the container for XGBoost 1.7.
  EXPECT_EQ(names.size(), 53U + 4U);
}

TEST(Hyperparameters, AliasLeadsToTheSameRow) {
  const auto* row = find_hyperparameter(Profile::Strict, "learning_rate");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->name, "eta");
  EXPECT_EQ(find_hyperparameter(Profile::Legacy, "learning_rate"), nullptr);
}

TEST(Hyperparameters, EveryDefaultIsAcceptedByItsOwnRow) {
  for (const Profile profile : {Profile::Legacy, Profile::Strict}) {
    for (const Hyperparameter& row : hyperparameters(profile)) {
      if (row.default_value.empty()) continue;
      // 0.72 has reg:linear and cpu_predictor where 1.7 has other names.
      if (profile == Profile::Legacy &&
          (row.name == "objective" || row.name == "predictor")) {
        continue;
      }
      EXPECT_EQ(refusal({{"num_round", "1"},
                         {std::string(row.name), std::string(row.default_value)}},
                        profile),
                "accepted")
          << row.name;
    }
  }
}

TEST(Hyperparameters, LegacyTunesElevenWithTwoMoreIntegersThanDepth) {
  std::vector<std::string> tunable;
  std::vector<std::string> integers;
  for (const Hyperparameter& row : hyperparameters(Profile::Legacy)) {
    if (!row.tunable) continue;
    tunable.emplace_back(row.name);
    if (row.tunable->integer) integers.emplace_back(row.name);
  }
  std::ranges::sort(tunable);
  EXPECT_THAT(tunable,
              ElementsAre("alpha", "colsample_bylevel", "colsample_bytree", "eta",
                          "gamma", "lambda", "max_delta_step", "max_depth",
                          "min_child_weight", "num_round", "subsample"));
  EXPECT_THAT(integers, ElementsAre("max_depth", "max_delta_step", "num_round"));
}

TEST(Hyperparameters, CheckTunableRefusesWhatTheImageDoesNotTune) {
  EXPECT_NO_THROW(check_tunable(Profile::Strict, "eta", 0.1, 0.5));
  EXPECT_NO_THROW(check_tunable(Profile::Legacy, "max_delta_step", 0, 10));
  try {
    check_tunable(Profile::Legacy, "precision_dtype", 0, 1);
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "ValidationException");
    EXPECT_THAT(
        error.what(),
        HasSubstr("The hyperparameter precision_dtype cannot be tuned; the training "
                  "image can tune eta, gamma, max_depth"));
  }
  EXPECT_THROW(check_tunable(Profile::Strict, "_kfold", 2, 5), engine::Error);
}

TEST(Hyperparameters, CheckTunableRefusesARangeThatHoldsUnacceptableValues) {
  try {
    check_tunable(Profile::Strict, "eta", 0, 1.5);
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_STREQ(error.what(),
                 "The hyperparameter eta cannot be tuned over [0.0, 1.5], which holds "
                 "values that the training image does not accept.");
  }
}

TEST(Hyperparameters, LegacyOptimisesNineMetricsAndStrictThirtyThree) {
  EXPECT_EQ(metrics(Profile::Legacy).size(), 9U);
  EXPECT_EQ(metrics(Profile::Strict).size(), 33U);
  const auto maximized = [](Profile profile, std::string_view name) {
    const auto found = std::ranges::find(metrics(profile), name, &Metric::name);
    return found->maximize;
  };
  EXPECT_TRUE(maximized(Profile::Legacy, "auc"));
  EXPECT_FALSE(maximized(Profile::Legacy, "rmse"));
  EXPECT_TRUE(maximized(Profile::Strict, "ndcg"));
  EXPECT_FALSE(maximized(Profile::Strict, "logloss"));
}

TEST(ProfileOfImage, IsLegacyForLatestAndOne) {
  const std::string registry = "433757028032.dkr.ecr.us-west-2.amazonaws.com/";
  EXPECT_EQ(profile_of_image(registry + "xgboost:latest"), Profile::Legacy);
  EXPECT_EQ(profile_of_image(registry + "xgboost:1"), Profile::Legacy);
  EXPECT_EQ(profile_of_image("xgboost"), Profile::Legacy);
}

TEST(ProfileOfImage, IsStrictForVersionedTags) {
  EXPECT_EQ(profile_of_image("246618743249.dkr.ecr.us-west-2.amazonaws.com/"
                             "sagemaker-xgboost:1.7-1"),
            Profile::Strict);
  EXPECT_EQ(profile_of_image("sagemaker-xgboost:1.0-1-cpu-py3"), Profile::Strict);
}

TEST(ProfileOfImage, RefusesOtherImagesAndTags) {
  for (const char* image :
       {"x/linear-learner:1", "x/xgboost:newest", "x/sagemaker-xgboost:latest"}) {
    try {
      profile_of_image(image);
      FAIL() << image;
    } catch (const engine::Error& error) {
      EXPECT_EQ(error.aws_name(), "ValidationException");
      EXPECT_THAT(error.what(), HasSubstr(std::string("TrainingImage '") + image + "' "));
      EXPECT_THAT(error.what(), HasSubstr("sagemaker-xgboost:1.7-1"));
    }
  }
}

}  // namespace
}  // namespace espalier::train
