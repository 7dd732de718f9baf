// Long because a training job has one entry and many endings, each shown on its own.

#include "engine/train/trainer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "data/table.hpp"
#include "engine/error.hpp"
#include "tests/unit/engine/training_runs.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing_runs::plan;
using testing_runs::regression_data;
using testing_runs::run;
using testing_runs::table;
using testing_runs::training_data;
using testing_runs::trees;

TEST(Trainer, LogsTrainThenValidationInFiveDecimalsForTheStrictImage) {
  const auto data = regression_data();
  const auto result = run(data, plan({{"num_round", "2"}}));
  ASSERT_THAT(result.log, SizeIs(4));
  EXPECT_EQ(result.log[0], "Train matrix has 300 rows and 3 columns");
  EXPECT_EQ(result.log[1], "Validation matrix has 100 rows");
  EXPECT_THAT(
      result.log[2],
      testing::MatchesRegex(
          "\\[0\\]#011train-rmse:[0-9]\\.[0-9]{5}#011validation-rmse:[0-9]\\.[0-9]{5}"));
  EXPECT_THAT(result.log[3], StartsWith("[1]#011train-rmse:"));
}

TEST(Trainer, LogsSixSignificantDigitsForTheLegacyImage) {
  // Without a split the prediction is 0.5 + eta * w with w = -G / (H + 1); here eta is 0,
  // so that the error is the labels' distance from 0.5: sqrt((0.25 + 6.25 + 12.25) / 3) =
  // 2.5 exactly.
  data::Table small;
  small.rows = 3;
  small.columns = 1;
  small.values = {1, 2, 3};
  small.labels = {1, 3, 4};
  const auto data = training_data(small, nullptr);
  const auto result =
      run(data, plan({{"eta", "0"}, {"num_round", "1"}}, Profile::Legacy));
  EXPECT_THAT(result.log, ElementsAre("[0]#011train-rmse:2.5"));
}

TEST(Trainer, MetricValueIsTheFloatOfThePrintedDigits) {
  const auto data = regression_data();
  const auto result = run(data, plan({}));
  ASSERT_THAT(result.outcome.rounds, SizeIs(3));
  const Round& last = result.outcome.rounds.back();
  EXPECT_EQ(last.number, 2);
  ASSERT_THAT(last.metrics, SizeIs(2));
  EXPECT_EQ(last.metrics[0].name, "train:rmse");
  EXPECT_EQ(last.metrics[1].name, "validation:rmse");
  const std::string& line = result.log.back();
  const std::string printed = line.substr(line.rfind(':') + 1);
  EXPECT_EQ(last.metrics[1].value, std::stof(printed));
}

TEST(Trainer, LogsTheTuningMetricFirstAndAllMetricsSorted) {
  const auto data = regression_data();
  const auto result = run(data, plan({{"eval_metric", "rmse"},
                                      {"objective", "reg:linear"},
                                      {"_tuning_objective_metric", "validation:mae"}},
                                     Profile::Legacy));
  EXPECT_EQ(result.log[0], "Setting up HPO optimized metric to be : mae");
  std::vector<std::string> names;
  for (const auto& metric : result.outcome.rounds[0].metrics)
    names.push_back(metric.name);
  EXPECT_THAT(
      names, ElementsAre("train:mae", "train:rmse", "validation:mae", "validation:rmse"));
}

TEST(Trainer, PrintsTheThresholdInAMetricsName) {
  const auto train_table = table(200, 3, true);
  const auto data = training_data(train_table, nullptr);
  const auto result = run(
      data, plan({{"objective", "binary:logistic"}, {"eval_metric", "error@0.3,auc"}}));
  EXPECT_THAT(result.outcome.rounds[0].metrics[0].name, "train:error@0.3");
  EXPECT_THAT(result.outcome.rounds[0].metrics[1].name, "train:auc");
}

TEST(Trainer, SameInputsGiveTheSameModelBytes) {
  const auto first = regression_data();
  const auto second = regression_data();
  const auto sampled =
      plan({{"subsample", "0.5"}, {"colsample_bytree", "0.7"}, {"seed", "9"}});
  const auto model = train(first, sampled, {}).model;
  EXPECT_FALSE(model.empty());
  EXPECT_EQ(train(first, sampled, {}).model, model);
  EXPECT_EQ(train(second, sampled, {}).model, model);
}

TEST(Trainer, ExactAndHistGiveTheSameModelOnTwoThreads) {
  const auto data = regression_data();
  TrainerOptions two;
  two.threads = 2;
  for (const char* method : {"exact", "hist"}) {
    const auto one_plan = plan({{"tree_method", method}});
    EXPECT_EQ(trees(train(data, one_plan, two).model),
              trees(train(data, one_plan, {}).model))
        << method;
  }
}

TEST(Trainer, KeepsNoModelWhereNoneIsWanted) {
  TrainerOptions options;
  options.keep_model = false;
  const auto outcome = train(regression_data(), plan({}), options);
  EXPECT_THAT(outcome.model, IsEmpty());
  EXPECT_THAT(outcome.rounds, SizeIs(3));
}

/// -ThresholdL1(G, alpha) / (H + lambda), clipped to max_delta_step: the leaf weight of
/// Chen & Guestrin (2016), eq. 5, with XGBoost's L1 term.
double leaf_weight(double gradient, double hessian, double alpha, double lambda,
                   double max_delta_step) {
  const double shrunk = gradient > alpha    ? gradient - alpha
                        : gradient < -alpha ? gradient + alpha
                                            : 0;
  const double weight = -shrunk / (hessian + lambda);
  if (max_delta_step == 0) return weight;
  return std::clamp(weight, -max_delta_step, max_delta_step);
}

struct OneLeafCase {
  double alpha;
  double lambda;
  double max_delta_step;
  const char* tree_method;
};

class OneLeafTrees : public testing::TestWithParam<OneLeafCase> {};

TEST_P(OneLeafTrees, HaveTheRootsWeightTimesEta) {
  const OneLeafCase& the = GetParam();
  const auto train_table = table(300, 1);
  const auto data = training_data(train_table, nullptr);
  const auto one_leaf = plan({{"max_depth", "0"},
                              {"eta", "0.25"},
                              {"alpha", std::to_string(the.alpha)},
                              {"lambda", std::to_string(the.lambda)},
                              {"max_delta_step", std::to_string(the.max_delta_step)},
                              {"tree_method", the.tree_method}},
                             Profile::Legacy);
  const auto model = train(data, one_leaf, {}).model;

  double prediction = 0.5;
  const auto grown = trees(model);
  ASSERT_EQ(grown.size(), 3U);
  for (const auto& tree : grown) {
    ASSERT_EQ(tree.at("left_children")[0], -1) << "the root is not a leaf";
    // Squared error: g = prediction - y, h = 1.
    double gradient = 0;
    for (const float y : train_table.labels) gradient += prediction - y;
    const double leaf =
        0.25 * leaf_weight(gradient, 300, the.alpha, the.lambda, the.max_delta_step);
    // Gradients are float32 and are summed in an order of XGBoost's own.
    EXPECT_NEAR(tree.at("split_conditions")[0].get<double>(), leaf, 1e-6);
    prediction += leaf;
  }
  const auto predicted =
      xgb::Booster::load(model).predict(*data.train, xgb::PredictType::Value);
  for (const float value : predicted) EXPECT_NEAR(value, prediction, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Trainer, OneLeafTrees,
                         testing::Values(OneLeafCase{0, 1, 0, "auto"},
                                         OneLeafCase{40, 2, 0, "exact"},
                                         OneLeafCase{1000, 1, 0, "exact"},
                                         OneLeafCase{0, 1, 0.125, "exact"},
                                         OneLeafCase{10, 5, 0, "approx"}));

TEST(Trainer, OneLeafTreesSurviveAnUpdaterWithoutPruning) {
  const auto data = regression_data();
  const auto model =
      train(data,
            plan({{"max_depth", "0"}, {"updater", "grow_colmaker"}}, Profile::Legacy), {})
          .model;
  for (const auto& tree : trees(model)) EXPECT_EQ(tree.at("left_children")[0], -1);
}

TEST(Trainer, StrictDepthZeroFailsAsXgboostDoesWithExact) {
  try {
    train(regression_data(), plan({{"max_depth", "0"}}), {});
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "AlgorithmError");
    EXPECT_EQ(error.kind(), engine::ErrorKind::Failed);
    EXPECT_THAT(error.what(), StartsWith("XGB train call failed with exception:\n "));
    EXPECT_THAT(error.what(),
                HasSubstr("exact tree method doesn't support unlimited depth"));
  }
}

// What the user can mend is a ClientError.

struct LabelCase {
  const char* objective;
  float label;
  const char* strict_end;
  const char* legacy;
};

class BadLabels : public testing::TestWithParam<LabelCase> {};

TEST_P(BadLabels, AreTheUsersToMend) {
  auto bad = table(20, 1);
  for (float& label : bad.labels) label = GetParam().label;
  const auto data = training_data(bad, nullptr);
  HyperparameterTexts texts = {{"objective", GetParam().objective}};
  if (texts["objective"].starts_with("multi")) texts["num_class"] = "3";
  for (const Profile profile : {Profile::Strict, Profile::Legacy}) {
    try {
      train(data, plan(texts, profile), {});
      FAIL();
    } catch (const engine::Error& error) {
      EXPECT_EQ(error.kind(), engine::ErrorKind::Failed);
      EXPECT_EQ(error.aws_name(), "ClientError");
      if (profile == Profile::Strict || GetParam().legacy == nullptr) {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().strict_end));
      } else {
        EXPECT_STREQ(error.what(), GetParam().legacy);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Trainer, BadLabels,
    testing::Values(
        LabelCase{
            "binary:logistic", 2, "label must be in [0,1] for logistic regression",
            "Label must be in [0,1] for logistic regression task. If input is in csv "
            "format, ensure the first column is the label."},
        LabelCase{
            "multi:softmax", 3, "label must be in [0, num_class).",
            "Label must be in [0, num_class) for multi classification task. If input is "
            "in csv format, ensure the first column is the label."},
        LabelCase{"count:poisson", -1, "PoissonRegression: label must be nonnegative",
                  "For Poisson Regression, label must be non-negative"},
        LabelCase{"reg:tweedie", -1, "TweedieRegression: label must be nonnegative",
                  "For Tweedie Regression, label must be non-negative"},
        LabelCase{"reg:gamma", 0, "GammaRegression: label must be positive", nullptr}));

TEST(Trainer, BaseScoreOutsideTheUnitIntervalIsTheUsersToMend) {
  const auto train_table = table(50, 3, true);
  const auto data = training_data(train_table, nullptr);
  try {
    train(data, plan({{"objective", "binary:logistic"}, {"base_score", "1.5"}}), {});
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "ClientError");
    EXPECT_THAT(error.what(), HasSubstr("base_score must be in (0,1) for logistic loss"));
  }
}

TEST(Trainer, NegativeLambdaIsTheUsersToMend) {
  try {
    train(regression_data(), plan({{"lambda", "-1"}}, Profile::Legacy), {});
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "ClientError");
    EXPECT_STREQ(error.what(), "Parameter reg_lambda should be greater equal to 0");
  }
}

// Sharing.

TEST(Shareable, IsAllButApproxWithSecondDerivativesOfItsOwn) {
  EXPECT_TRUE(shareable(plan({})));
  EXPECT_TRUE(
      shareable(plan({{"tree_method", "hist"}, {"objective", "binary:logistic"}})));
  EXPECT_TRUE(shareable(plan({{"tree_method", "approx"}, {"subsample", "1"}})));
  EXPECT_FALSE(shareable(plan({{"tree_method", "approx"}, {"subsample", "0.9"}})));
  EXPECT_FALSE(shareable(plan({{"tree_method", "approx"}, {"scale_pos_weight", "2"}})));
  EXPECT_FALSE(
      shareable(plan({{"tree_method", "approx"}, {"objective", "binary:logistic"}})));
}

TEST(Warm, ChangesNoModel) {
  const auto cold = regression_data();
  const auto warmed = regression_data();
  for (const char* method : {"exact", "hist", "approx"}) {
    const auto the_plan = plan({{"tree_method", method}});
    const auto warm_data = regression_data();
    const auto cold_data = regression_data();
    warm(warm_data, the_plan);
    EXPECT_EQ(train(warm_data, the_plan, {}).model, train(cold_data, the_plan, {}).model)
        << method;
  }
}

}  // namespace
}  // namespace espalier::train
