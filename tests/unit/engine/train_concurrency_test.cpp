// Boosters on several threads that share one warm DMatrix: the models must be those of
// the same runs one after the other. (XGBoost itself is not instrumented by tsan; what is
// checked there is the code of this room.)
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "data/table.hpp"
#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::train {
namespace {

data::Table table(std::size_t rows, unsigned seed, bool classes) {
  std::mt19937 random(seed);
  data::Table result;
  result.rows = rows;
  result.columns = 5;
  for (std::size_t row = 0; row < rows; ++row) {
    float sum = 0;
    for (std::size_t column = 0; column < result.columns; ++column) {
      result.values.push_back(static_cast<float>(random() % 1000U) / 1000.0F);
      sum += result.values.back() * static_cast<float>(column);
    }
    result.labels.push_back(!classes ? sum : sum > 5 ? 1.0F : 0.0F);
  }
  return result;
}

TrainingData training_data(bool classes) {
  TrainingData data;
  data.train = std::make_unique<xgb::DMatrix>(table(2000, 1, classes));
  data.validation = std::make_unique<xgb::DMatrix>(table(500, 2, classes));
  return data;
}

std::vector<TrainingPlan> trials(const std::string& tree_method,
                                 const std::string& objective) {
  const bool sampled = tree_method != "approx";
  std::vector<TrainingPlan> plans;
  for (int trial = 0; trial < 8; ++trial) {
    plans.push_back(plan_training({{"num_round", "4"},
                                   {"objective", objective},
                                   {"tree_method", tree_method},
                                   {"max_depth", std::to_string(1 + trial)},
                                   {"alpha", std::to_string(trial % 3)},
                                   {"subsample", sampled && trial % 2 == 0 ? "0.5" : "1"},
                                   {"colsample_bytree", "0.6"},
                                   {"seed", std::to_string(trial)}},
                                  Profile::Strict));
  }
  return plans;
}

struct SharingCase {
  const char* tree_method;
  const char* objective;
};

class Sharing : public testing::TestWithParam<SharingCase> {};

TEST_P(Sharing, GivesTheModelsOfTheSameRunsOneAfterTheOther) {
  const std::string objective = GetParam().objective;
  const bool classes = objective != "reg:squarederror";
  const auto plans = trials(GetParam().tree_method, objective);
  for (const TrainingPlan& plan : plans) ASSERT_TRUE(shareable(plan));

  std::vector<std::string> alone;
  for (const TrainingPlan& plan : plans) {
    alone.push_back(train(training_data(classes), plan, {}).model);
  }

  const auto shared = training_data(classes);
  warm(shared, plans[0]);
  std::vector<std::string> together(plans.size());
  std::vector<std::thread> workers;
  for (std::size_t worker = 0; worker < 4; ++worker) {
    workers.emplace_back([&, worker] {
      for (std::size_t trial = worker; trial < plans.size(); trial += 4) {
        together[trial] = train(shared, plans[trial], {}).model;
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(together, alone);
}

INSTANTIATE_TEST_SUITE_P(Trainer, Sharing,
                         testing::Values(SharingCase{"exact", "reg:squarederror"},
                                         SharingCase{"hist", "reg:squarederror"},
                                         SharingCase{"approx", "reg:squarederror"},
                                         SharingCase{"exact", "binary:logistic"},
                                         SharingCase{"hist", "binary:logistic"}));

}  // namespace
}  // namespace espalier::train
