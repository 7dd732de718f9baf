#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/train/hyperparameters.hpp"
#include "tests/unit/engine/hyperparameter_requests.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_requests::param;
using testing_requests::plan;
using testing_requests::refusal;
using testing_requests::strict;

// The strict container's messages.

TEST(StrictChecks, NameAMissingHyperparameterBeforeAnExtraneousOne) {
  EXPECT_EQ(refusal({{"foo", "1"}}, Profile::Strict),
            "Missing required hyperparameter: num_round");
}

TEST(StrictChecks, RefuseTheSamplesPrecisionDtype) {
  EXPECT_EQ(strict({{"precision_dtype", "float32"}}),
            "Extraneous hyperparameter found: precision_dtype");
}

TEST(StrictChecks, ParseIntegersAsPythonDoes) {
  EXPECT_EQ(strict({{"max_depth", "3.0"}}),
            "Hyperparameter max_depth: could not parse value (caused by ValueError)");
  EXPECT_EQ(strict({{"max_depth", ""}}),
            "Hyperparameter max_depth: could not parse value (caused by ValueError)");
  EXPECT_EQ(strict({{"max_depth", "1__0"}}),
            "Hyperparameter max_depth: could not parse value (caused by ValueError)");
  EXPECT_EQ(strict({{"max_depth", "0x10"}}),
            "Hyperparameter max_depth: could not parse value (caused by ValueError)");
  EXPECT_EQ(param(plan({{"max_depth", " +007\n"}}), "max_depth"), "7");
  EXPECT_EQ(plan({{"num_round", "1_000"}}).num_round, 1000);
}

TEST(StrictChecks, ParseFloatsAsPythonDoes) {
  EXPECT_EQ(strict({{"eta", "0,3"}}),
            "Hyperparameter eta: could not parse value (caused by ValueError)");
  EXPECT_EQ(strict({{"eta", "0x1p-2"}}),
            "Hyperparameter eta: could not parse value (caused by ValueError)");
  EXPECT_EQ(strict({{"eta", "1e"}}),
            "Hyperparameter eta: could not parse value (caused by ValueError)");
  EXPECT_EQ(param(plan({{"eta", " .30 "}}), "eta"), "0.3");
  EXPECT_EQ(param(plan({{"lambda", "1_0.5"}}), "lambda"), "10.5");
  EXPECT_EQ(param(plan({{"gamma", "Infinity"}}), "gamma"), "inf");
  EXPECT_EQ(param(plan({{"gamma", "1e999"}}), "gamma"), "inf");
  EXPECT_EQ(param(plan({{"gamma", "1e-999"}}), "gamma"), "0.0");
}

TEST(StrictChecks, PrintARangeWithItsOpenAndClosedEnds) {
  EXPECT_EQ(strict({{"eta", "1.5"}}), "Hyperparameter eta: 1.5 is not in [0, 1]");
  EXPECT_EQ(strict({{"subsample", "0"}}),
            "Hyperparameter subsample: 0.0 is not in (0, 1]");
  EXPECT_EQ(strict({{"gamma", "-1"}}), "Hyperparameter gamma: -1.0 is not in [0, +inf)");
  EXPECT_EQ(strict({{"num_round", "0"}}),
            "Hyperparameter num_round: 0 is not in [1, +inf)");
  EXPECT_EQ(strict({{"seed", "2147483647"}}),
            "Hyperparameter seed: 2147483647 is not in (-2147483648, 2147483647)");
  EXPECT_EQ(strict({{"tweedie_variance_power", "2"}}),
            "Hyperparameter tweedie_variance_power: 2.0 is not in (1, 2)");
  EXPECT_EQ(strict({{"scale_pos_weight", "0"}}),
            "Hyperparameter scale_pos_weight: 0.0 is not in (0, +inf)");
}

TEST(StrictChecks, RefuseNanEverywhere) {
  EXPECT_EQ(strict({{"eta", "nan"}}), "Hyperparameter eta: nan is not in [0, 1]");
  EXPECT_EQ(strict({{"gamma", "NaN"}}), "Hyperparameter gamma: nan is not in [0, +inf)");
}

TEST(StrictChecks, ListTheCategories) {
  EXPECT_EQ(strict({{"booster", "tree"}}),
            "Hyperparameter booster: tree is not in ['gbtree', 'gblinear', 'dart']");
  EXPECT_EQ(strict({{"save_model_on_termination", "True"}}),
            "Hyperparameter save_model_on_termination: True is not in ['true', 'false']");
  EXPECT_THAT(strict({{"_tuning_objective_metric", "train:rmse"}}),
              HasSubstr("Hyperparameter _tuning_objective_metric: train:rmse is not in "
                        "['validation:accuracy', 'validation:auc', "));
}

TEST(StrictChecks, ListTheMembersOfAList) {
  EXPECT_THAT(strict({{"updater", "prune,chop"}}),
              HasSubstr("Hyperparameter updater: value ['prune', 'chop'] not in range "
                        "['grow_colmaker', 'distcol', "));
  EXPECT_THAT(strict({{"eval_metric", "rmse, mae"}, {"objective", "reg:squarederror"}}),
              HasSubstr("Hyperparameter eval_metric: value ['rmse', ' mae'] not in range "
                        "['accuracy', "));
  EXPECT_EQ(strict({{"tree_method", "hist"}, {"monotone_constraints", "(1, 2)"}}),
            "Hyperparameter monotone_constraints: value (1, 2) not in range [-1, 0, 1]");
  EXPECT_EQ(
      strict({{"tree_method", "hist"}, {"interaction_constraints", "[[0,1],[2]]"}}),
      "Hyperparameter interaction_constraints: value [[0, 1], [2]] not in range [1, "
      "+inf)");
}

TEST(StrictChecks, ReadTuplesAndNestedListsAsPythonLiterals) {
  const auto read = plan({{"tree_method", "hist"},
                          {"monotone_constraints", "(1,-1)"},
                          {"interaction_constraints", "[[1, 2], (3,)]"}});
  EXPECT_EQ(param(read, "monotone_constraints"), "(1, -1)");
  EXPECT_EQ(param(read, "interaction_constraints"), "[[1, 2], [3]]");
  for (const char* text : {"(1", "1", "(1)", "(1;2)", "('a',)", "import os"}) {
    EXPECT_EQ(strict({{"tree_method", "hist"}, {"monotone_constraints", text}}),
              "Hyperparameter monotone_constraints: could not parse value (caused by "
              "ValueError)")
        << text;
  }
}

TEST(StrictChecks, CheckThresholdsOfMetrics) {
  EXPECT_EQ(strict({{"eval_metric", "rmse@3"}, {"objective", "reg:squarederror"}}),
            "Metric 'rmse@3' is not supported. Parameter 'eval_metric' with customized "
            "threshold should be one of these options: 'error', 'ndcg', 'map'.");
  EXPECT_EQ(strict({{"eval_metric", "error@half"}, {"objective", "binary:logistic"}}),
            "Threshold value 't' in 'error@t' expects float input.");
  EXPECT_EQ(strict({{"eval_metric", "<function f>"}, {"objective", "binary:logistic"}}),
            "User defined evaluation metric <function f> is not supported yet.");
}

TEST(StrictChecks, CheckWhatDependsOnOtherHyperparameters) {
  EXPECT_EQ(strict({{"objective", "multi:softmax"}}),
            "Require input for parameter 'num_class' for multi-classification");
  EXPECT_EQ(strict({{"objective", "reg:squarederror"}, {"eval_metric", "auc"}}),
            "Metric 'auc' can only be applied for classification and ranking problems.");
  EXPECT_EQ(strict({{"objective", "survival:cox"}, {"eval_metric", "aft-nloglik"}}),
            "Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.");
  EXPECT_EQ(
      strict({{"monotone_constraints", "(1,0)"}, {"tree_method", "approx"}}),
      "monotone_constraints can be used only when the tree_method parameter is set to "
      "either 'exact' or 'hist'.");
  EXPECT_EQ(
      strict({{"interaction_constraints", "[[1,2]]"}}),
      "interaction_constraints can be used only when the tree_method parameter is set "
      "to either 'exact', 'hist' or 'approx'.");
}

TEST(StrictChecks, CheckUpdatersByBoosterAndProcess) {
  EXPECT_EQ(strict({{"booster", "gblinear"}, {"updater", "prune"}}),
            "Linear updater should be one of these options: 'shotgun', 'coord_descent'.");
  EXPECT_EQ(strict({{"process_type", "update"}, {"updater", "grow_colmaker"}}),
            "process_type 'update' can only be used with updater 'refresh' and 'prune'");
  EXPECT_THAT(strict({{"updater", "shotgun"}}),
              HasSubstr("Tree updater should be selected from these options: "
                        "'grow_colmaker', 'distcol'"));
  EXPECT_THAT(strict({{"updater", "grow_colmaker,grow_histmaker"}}),
              HasSubstr("Only one tree grow plugin can be selected."));
}

TEST(StrictChecks, TakeAnAliasAndWarnOfBothNames) {
  EXPECT_EQ(param(plan({{"learning_rate", "0.2"}}), "eta"), "0.2");
  const auto both = plan({{"learning_rate", "0.2"}, {"eta", "0.4"}});
  EXPECT_EQ(param(both, "eta"), "0.2");
  EXPECT_THAT(
      both.warnings,
      ElementsAre("Hyperparameter learning_rate replaces eta, of which it is another "
                  "name; give one of them."));
}

}  // namespace
}  // namespace espalier::train
