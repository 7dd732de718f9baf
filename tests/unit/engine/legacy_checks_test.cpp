#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/train/hyperparameters.hpp"
#include "tests/unit/engine/hyperparameter_requests.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_requests::legacy;
using testing_requests::plan;
using testing_requests::refusal;

// XGBoost 0.72's container.

TEST(LegacyChecks, IgnoreUnknownNamesWithAWarning) {
  const auto sample = plan({{"precision_dtype", "float32"}}, Profile::Legacy);
  EXPECT_THAT(
      sample.warnings,
      ElementsAre("Hyperparameter precision_dtype is not one that this image knows "
                  "(XGBoost 0.72); it is ignored."));
  EXPECT_THAT(plan({{"learning_rate", "7"}}, Profile::Legacy).warnings,
              ElementsAre(HasSubstr("it is ignored; its name here is eta.")));
  EXPECT_THAT(plan({{"max_bin", "7"}}, Profile::Legacy).warnings,
              ElementsAre(HasSubstr("it is ignored; its name here is max_bins.")));
}

TEST(LegacyChecks, RequireNumRoundAfterTheOthers) {
  EXPECT_EQ(refusal({}, Profile::Legacy), "Require input for parameter num_round");
  EXPECT_EQ(refusal({{"eta", "2"}}, Profile::Legacy),
            "Parameter 'eta' should be in range [0,1].");
}

TEST(LegacyChecks, ParseAsPython2Does) {
  EXPECT_EQ(legacy({{"max_depth", "3.0"}}), "Parameter max_depth expects integer input.");
  EXPECT_EQ(legacy({{"num_round", "1_000"}}),
            "Parameter num_round expects integer input.");
  EXPECT_EQ(legacy({{"eta", "fast"}}), "Parameter eta expects float input.");
  EXPECT_EQ(legacy({{"lambda", "nan"}}), "Parameter lambda expects float input.");
}

TEST(LegacyChecks, HaveTheirOwnTextsForRanges) {
  EXPECT_EQ(legacy({{"gamma", "-1"}}),
            "Parameter 'gamma' should be greater than or equal to 0.");
  EXPECT_EQ(legacy({{"max_depth", "-1"}}),
            "Parameter 'max_depth' should be greater than or equal to 0.");
  EXPECT_EQ(legacy({{"subsample", "0"}}),
            "Parameter 'subsample' should be in range (0,1].");
  EXPECT_EQ(legacy({{"sketch_eps", "1"}}),
            "Parameter 'sketch_eps' should be in range (0,1).");
  EXPECT_EQ(legacy({{"tweedie_variance_power", "1"}}),
            "Parameter 'tweedie_variance_power' should be in range (1,2).");
  EXPECT_EQ(legacy({{"nthread", "0"}}),
            "Parameter 'nthread' should be greater or equal to 1.");
  EXPECT_EQ(legacy({{"silent", "2"}}), "Parameter 'silent' should be either '0' or '1'.");
  EXPECT_EQ(legacy({{"one_drop", "2"}}), "Parameter 'one_drop' should be either 0 or 1.");
  EXPECT_EQ(legacy({{"csv_weights", "2"}}),
            "Parameter 'csv_weights' should be either '0' or '1'.");
  EXPECT_EQ(legacy({{"alpha", "-1"}}), "accepted");
}

TEST(LegacyChecks, HaveTheirOwnTextsForCategories) {
  EXPECT_EQ(legacy({{"booster", "tree"}}),
            "Parameter 'booster' should be one of these options: 'gbtree', 'gblinear', "
            "'dart'.");
  EXPECT_EQ(legacy({{"tree_method", "gpu_hist"}}), "GPU training is not supported yet.");
  EXPECT_EQ(legacy({{"predictor", "gpu_predictor"}}),
            "GPU training is not supported yet.");
  EXPECT_EQ(legacy({{"objective", "reg:squarederror"}}),
            "Parameter 'objective' should be one of these options: 'reg:linear', "
            "'reg:logistic', 'binary:logistic', 'binary:logitraw', 'count:poisson', "
            "'multi:softmax', 'multi:softprob', 'rank:pairwise', 'reg:gamma', "
            "'reg:tweedie'.");
}

TEST(LegacyChecks, CheckMetrics) {
  EXPECT_EQ(
      legacy({{"eval_metric", "rmsle"}}),
      "Metric 'rmsle' is not supported. Parameter 'eval_metric' should be one of these "
      "options:'rmse', 'mae', 'logloss', 'error', 'merror', 'mlogloss', 'auc', 'ndcg', "
      "'map', 'poisson-nloglik', 'gamma-nloglik', 'gamma-deviance', "
      "'tweedie-nloglik'.");
  EXPECT_EQ(legacy({{"eval_metric", "[rmse]"}}),
            "Do not expect bracket for input value of 'eval_metric'. Use format as "
            "'A,B,C...'.");
  EXPECT_EQ(legacy({{"eval_metric", "auc"}}),
            "Metric 'auc' can only be applied for classification and ranking problem.");
  EXPECT_EQ(legacy({{"eval_metric", "auc"}, {"objective", "reg:logistic"}}), "accepted");
}

TEST(LegacyChecks, CheckWhatDependsOnOtherHyperparameters) {
  EXPECT_EQ(legacy({{"objective", "multi:softmax"}}),
            "Require input for parameter 'num_class' for multi classification.");
  EXPECT_EQ(
      legacy({{"num_class", "3"}}),
      "Do not need to setup parameter 'num_class' for learning task other than multi "
      "classification.");
  EXPECT_EQ(legacy({{"booster", "gblinear"}}),
            "Linear updater should be one of these options: 'shotgun', 'coor_descent'.");
  EXPECT_EQ(legacy({{"process_type", "update"}}),
            "process_type 'update' can only be used with updater 'refresh' and 'prune'");
}

}  // namespace
}  // namespace espalier::train
