#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "engine/train/hyperparameters.hpp"
#include "tests/unit/engine/hyperparameter_requests.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_requests::legacy;
using testing_requests::param;
using testing_requests::plan;
using testing_requests::strict;

// What the container can do and this program cannot.

TEST(Unavailable, EachIsRefusedWithTheWayOut) {
  EXPECT_EQ(
      strict({{"tree_method", "gpu_hist"}}),
      "tree_method gpu_hist needs a GPU, and training here is on the CPU; use hist");
  EXPECT_EQ(strict({{"use_dask_gpu_training", "true"}}),
            "use_dask_gpu_training needs GPUs, and training here is on the CPU; leave it "
            "out");
  EXPECT_EQ(
      strict({{"_kfold", "5"}}),
      "_kfold: cross-validation is not run here; leave it out and give a validation "
      "channel");
  EXPECT_EQ(
      strict({{"updater", "distcol"}}),
      "updater 'distcol' is not in XGBoost 1.7, which trains here; leave updater out "
      "and choose tree_method exact, approx or hist");
  EXPECT_EQ(
      strict({{"_tuning_objective_metric", "validation:accuracy"}}),
      "Metric 'accuracy' is worked out by the SageMaker container, not by XGBoost, and "
      "is not available here; choose one of XGBoost's, such as rmse, mae, logloss or "
      "auc");
}

TEST(Unavailable, AGpuPredictorIsAWarning) {
  EXPECT_THAT(plan({{"predictor", "gpu_predictor"}}).warnings,
              ElementsAre(HasSubstr("predictions are made on the CPU")));
}

// What XGBoost is given.

TEST(TrainingPlan, HandsXgboostOnlyWhatItUses) {
  const auto full = plan({{"num_round", "3"},
                          {"nthread", "4"},
                          {"verbosity", "2"},
                          {"csv_weights", "1"},
                          {"save_model_on_termination", "true"},
                          {"sketch_eps", "0.1"},
                          {"dsplit", "row"},
                          {"eta", "0.5"}});
  EXPECT_EQ(full.num_round, 3);
  EXPECT_TRUE(full.csv_weights);
  EXPECT_TRUE(full.save_model_on_termination);
  std::vector<std::string> names;
  for (const auto& [name, value] : full.params) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("verbosity", "eta", "objective"));
}

TEST(TrainingPlan, RenamesWhatXgboost17CallsOtherwise) {
  const auto old =
      plan({{"objective", "reg:linear"}, {"max_bins", "64"}, {"silent", "1"}},
           Profile::Legacy);
  EXPECT_EQ(param(old, "objective"), "reg:squarederror");
  EXPECT_EQ(param(old, "max_bin"), "64");
  EXPECT_EQ(param(old, "silent"), "");
  EXPECT_EQ(param(plan({{"objective", "reg:linear"}}), "objective"), "reg:squarederror");
}

TEST(TrainingPlan, ResolvesAutoByRowsAsBothXgboostsDo) {
  constexpr std::size_t kMany = std::size_t{1} << 22U;
  EXPECT_EQ(plan({}, Profile::Legacy, kMany - 1).tree_method, "exact");
  EXPECT_EQ(plan({}, Profile::Legacy, kMany).tree_method, "approx");
  EXPECT_EQ(param(plan({}, Profile::Legacy, kMany), "tree_method"), "approx");
  EXPECT_EQ(plan({}, Profile::Strict, kMany).tree_method, "approx");
  // The strict image leaves the choice to XGBoost.
  EXPECT_EQ(param(plan({}, Profile::Strict, kMany), "tree_method"), "");
  EXPECT_EQ(plan({{"tree_method", "hist"}}, Profile::Legacy).tree_method, "hist");
  EXPECT_EQ(plan({{"booster", "gblinear"}}).tree_method, "linear");
  EXPECT_EQ(plan({{"updater", "grow_histmaker"}}).tree_method, "approx");
}

TEST(TrainingPlan, LegacyDepthZeroIsOneLeafWhereTheGrowerCountsLevels) {
  EXPECT_TRUE(plan({{"max_depth", "0"}}, Profile::Legacy).one_leaf_trees);
  EXPECT_TRUE(plan({{"max_depth", "0"}, {"tree_method", "approx"}}, Profile::Legacy)
                  .one_leaf_trees);
  EXPECT_FALSE(plan({{"max_depth", "0"}, {"tree_method", "hist"}}).one_leaf_trees);
  EXPECT_FALSE(
      plan({{"max_depth", "0"}, {"tree_method", "hist"}, {"grow_policy", "lossguide"}},
           Profile::Legacy)
          .one_leaf_trees);
  EXPECT_EQ(
      legacy({{"max_depth", "0"}, {"tree_method", "hist"}}),
      "XGB train call failed with exception:\n max_depth cannot be 0 (unlimited) when "
      "grow_policy is depthwise.");
}

TEST(TrainingPlan, UnitesMetricsSortedWhereBothAreGiven) {
  EXPECT_THAT(plan({{"eval_metric", "rmse,mae,rmse"}, {"objective", "reg:squarederror"}})
                  .eval_metrics,
              ElementsAre("rmse", "mae"));
  const auto both = plan({{"eval_metric", "rmse,mae"},
                          {"objective", "reg:squarederror"},
                          {"_tuning_objective_metric", "validation:mape"}});
  EXPECT_THAT(both.eval_metrics, ElementsAre("mae", "mape", "rmse"));
  EXPECT_EQ(both.tuning_metric, "mape");
}

TEST(TrainingPlan, DefaultMetricIsThatOfTheImagesXgboost) {
  EXPECT_THAT(plan({}).eval_metrics, ElementsAre("rmse"));
  EXPECT_THAT(plan({{"objective", "binary:logistic"}}).eval_metrics,
              ElementsAre("logloss"));
  EXPECT_THAT(plan({{"objective", "binary:logistic"}}, Profile::Legacy).eval_metrics,
              ElementsAre("error"));
  EXPECT_THAT(plan({{"objective", "multi:softprob"}, {"num_class", "3"}}).eval_metrics,
              ElementsAre("mlogloss"));
  EXPECT_THAT(plan({{"objective", "reg:tweedie"}, {"tweedie_variance_power", "1.25"}})
                  .eval_metrics,
              ElementsAre("tweedie-nloglik@1.25"));
}

TEST(TrainingPlan, StrictStopsEarlyOnlyOnAMetricThatWasAskedFor) {
  EXPECT_EQ(plan({{"early_stopping_rounds", "3"}}).early_stopping_metric, "");
  EXPECT_EQ(plan({{"early_stopping_rounds", "3"},
                  {"objective", "reg:squarederror"},
                  {"eval_metric", "rmse,mae"}})
                .early_stopping_metric,
            "mae");
  const auto tuned = plan({{"early_stopping_rounds", "3"},
                           {"objective", "binary:logistic"},
                           {"eval_metric", "logloss"},
                           {"_tuning_objective_metric", "validation:auc"}});
  EXPECT_EQ(tuned.early_stopping_metric, "auc");
  EXPECT_TRUE(tuned.early_stopping_maximize);
  EXPECT_EQ(plan({{"early_stopping_rounds", "3"}}, Profile::Legacy).early_stopping_metric,
            "rmse");
}

TEST(TrainingPlan, StrictMinimisesAMetricWithAThresholdAsItsImageDoes) {
  const HyperparameterTexts texts = {{"early_stopping_rounds", "3"},
                                     {"objective", "rank:pairwise"},
                                     {"eval_metric", "ndcg@3"}};
  EXPECT_FALSE(plan(texts).early_stopping_maximize);
  EXPECT_TRUE(plan(texts, Profile::Legacy).early_stopping_maximize);
}

TEST(TrainingPlan, WarnsOfEvalMetricWithoutObjective) {
  EXPECT_THAT(plan({{"eval_metric", "mae"}}).warnings,
              ElementsAre(HasSubstr("eval_metric is given without objective")));
}

TEST(TrainingPlan, ClampsRoundsThatNoIntHolds) {
  EXPECT_EQ(plan({{"num_round", "99999999999999999999"}}).num_round,
            std::numeric_limits<int>::max());
}

}  // namespace
}  // namespace espalier::train
