// How a run ends: early stopping, a stop that was asked for, the deadline.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "engine/error.hpp"
#include "engine/train/trainer.hpp"
#include "tests/unit/engine/training_runs.hpp"

namespace espalier::train {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing_runs::plan;
using testing_runs::regression_data;
using testing_runs::table;
using testing_runs::training_data;
using testing_runs::trees;

// Early stopping: on labels that are noise the validation error soon grows.

data::Table noise(std::size_t rows, unsigned seed) {
  std::mt19937 random(seed);
  auto result = table(rows, seed + 100);
  for (float& label : result.labels)
    label = static_cast<float>(random() % 1000U) / 1000.0F;
  return result;
}

HyperparameterTexts stopping_texts() {
  return {{"num_round", "50"},
          {"eta", "0.5"},
          {"objective", "reg:squarederror"},
          {"eval_metric", "rmse"},
          {"early_stopping_rounds", "4"}};
}

int best_of(const std::vector<Round>& rounds) {
  const auto best = std::ranges::min_element(
      rounds, {}, [](const Round& round) { return round.metrics.back().value; });
  return best->number;
}

class EarlyStoppingModels
    : public testing::TestWithParam<std::pair<const char*, HyperparameterTexts>> {};

TEST_P(EarlyStoppingModels, EndWithTheBestRound) {
  const auto train_table = noise(200, 1);
  const auto validation = noise(100, 2);
  const auto data = training_data(train_table, &validation);
  auto texts = stopping_texts();
  texts.insert(GetParam().second.begin(), GetParam().second.end());
  const auto outcome = train(data, plan(texts), {});
  ASSERT_LT(outcome.rounds.size(), 50U);
  EXPECT_EQ(outcome.reason, StopReason::Finished);
  EXPECT_EQ(outcome.best_round, best_of(outcome.rounds));
  EXPECT_EQ(outcome.rounds.back().number, outcome.best_round + 4);

  auto model = xgb::Booster::load(outcome.model);
  EXPECT_EQ(model.boosted_rounds(), outcome.best_round + 1);
  // The truncated model scores what was printed for its last round.
  const auto predicted = model.predict(*data.validation, xgb::PredictType::Value);
  double sum = 0;
  for (std::size_t row = 0; row < predicted.size(); ++row) {
    sum += std::pow(static_cast<double>(predicted[row] - validation.labels[row]), 2);
  }
  const double rmse = std::sqrt(sum / 100);
  // Printed with five decimals.
  EXPECT_NEAR(
      rmse,
      outcome.rounds[static_cast<std::size_t>(outcome.best_round)].metrics.back().value,
      1e-5);
}

INSTANTIATE_TEST_SUITE_P(
    Trainer, EarlyStoppingModels,
    testing::Values(std::pair<const char*, HyperparameterTexts>{"gbtree", {}},
                    std::pair<const char*, HyperparameterTexts>{
                        "forest", {{"num_parallel_tree", "3"}, {"subsample", "0.5"}}},
                    std::pair<const char*, HyperparameterTexts>{"dart",
                                                                {{"booster", "dart"}}}),
    [](const auto& one) { return std::string(one.param.first); });

TEST(Trainer, StrictDoesNotStopEarlyWithoutAValidationChannel) {
  const auto train_table = noise(200, 1);
  auto texts = stopping_texts();
  texts["num_round"] = "12";
  texts["eta"] = "0";  // no round improves
  EXPECT_THAT(train(training_data(train_table, nullptr), plan(texts), {}).rounds,
              SizeIs(12));
}

TEST(Trainer, LegacyStopsOnTheTrainChannelWhereThereIsNoOther) {
  const auto train_table = noise(200, 1);
  const HyperparameterTexts texts = {
      {"num_round", "12"}, {"eta", "0"}, {"early_stopping_rounds", "4"}};
  const auto outcome =
      train(training_data(train_table, nullptr), plan(texts, Profile::Legacy), {});
  EXPECT_THAT(outcome.rounds, SizeIs(5));
  EXPECT_EQ(outcome.best_round, 0);
}

TEST(Trainer, StrictRefusesEarlyStoppingOfALinearModelAsItsImageDoes) {
  auto texts = stopping_texts();
  texts["booster"] = "gblinear";
  try {
    train(regression_data(), plan(texts), {});
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_STREQ(
        error.what(),
        "XGB train call failed with exception:\n `save_best` is not applicable to "
        "current booster");
  }
}

// Ends that are not num_round.

TEST(Trainer, StopsBetweenRoundsWhenAsked) {
  std::stop_source source;
  TrainerOptions options;
  options.stop = source.get_token();
  options.on_round = [&](const Round& round) {
    if (round.number == 1) source.request_stop();
    return true;
  };
  const auto outcome = train(regression_data(), plan({{"num_round", "10"}}), options);
  EXPECT_EQ(outcome.reason, StopReason::Requested);
  EXPECT_THAT(outcome.rounds, SizeIs(2));
  EXPECT_EQ(outcome.best_round, 1);
  EXPECT_THAT(trees(outcome.model), SizeIs(2));
}

TEST(Trainer, StopsWhereTheListenerSaysNo) {
  TrainerOptions options;
  options.on_round = [](const Round& round) { return round.number < 2; };
  const auto outcome = train(regression_data(), plan({{"num_round", "10"}}), options);
  EXPECT_EQ(outcome.reason, StopReason::Requested);
  EXPECT_THAT(outcome.rounds, SizeIs(3));
}

TEST(Trainer, StopsAtTheDeadline) {
  TrainerOptions options;
  options.deadline = std::chrono::steady_clock::now();
  const auto outcome = train(regression_data(), plan({}), options);
  EXPECT_EQ(outcome.reason, StopReason::MaxRuntime);
  EXPECT_THAT(outcome.rounds, IsEmpty());
  EXPECT_THAT(outcome.model, IsEmpty());
}

}  // namespace
}  // namespace espalier::train
