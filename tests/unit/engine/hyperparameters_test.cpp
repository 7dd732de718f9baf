// Long because each refusal of both images is shown once, beside the others of its kind.

#include "engine/train/hyperparameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

#include "engine/error.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// The message with which a request is refused; "accepted" where it is not.
std::string refusal(const HyperparameterTexts& texts, Profile profile) {
  try {
    plan_training(texts, profile);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ClientError");
    return error.what();
  }
  return "accepted";
}

/// Refusals of a request that is complete but for what is given.
std::string strict(HyperparameterTexts texts) {
  texts.try_emplace("num_round", "2");
  return refusal(texts, Profile::Strict);
}

std::string legacy(HyperparameterTexts texts) {
  texts.try_emplace("num_round", "2");
  return refusal(texts, Profile::Legacy);
}

TrainingPlan plan(HyperparameterTexts texts, Profile profile = Profile::Strict,
                  std::size_t rows = 0) {
  texts.try_emplace("num_round", "2");
  return plan_training(texts, profile, rows);
}

/// What XGBoost is given for a name; "" where nothing.
std::string param(const TrainingPlan& plan, std::string_view name) {
  for (const auto& [key, value] : plan.params) {
    if (key == name) return value;
  }
  return "";
}

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
