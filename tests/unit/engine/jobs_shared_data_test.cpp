#include <gtest/gtest.h>

#include <cstddef>
#include <memory>

#include "engine/error.hpp"
#include "engine/jobs/shared_data.hpp"

namespace espalier::jobs {
namespace {

train::TrainingPlan plan_of(train::HyperparameterTexts texts) {
  texts["num_round"] = "1";
  return train::plan_training(texts, train::Profile::Strict, 4);
}

train::TrainingData four_rows(const train::TrainingPlan& /*plan*/) {
  data::Table table{.rows = 4,
                    .columns = 1,
                    .values = {1, 2, 3, 4},
                    .labels = {0, 0, 1, 1},
                    .weights = {}};
  train::TrainingData data;
  data.train = std::make_unique<xgb::DMatrix>(table);
  return data;
}

SharedData::Plan always(const train::TrainingPlan& plan) {
  return [plan](std::size_t) { return plan; };
}

TEST(SharedData, LoadsOnceForPlansThatShare) {
  int loads = 0;
  SharedData shared([&](const train::TrainingPlan& plan) {
    ++loads;
    return four_rows(plan);
  });
  const auto hist = always(plan_of({{"tree_method", "hist"}}));
  EXPECT_EQ(shared.get(hist), shared.get(hist));
  EXPECT_EQ(loads, 1);
}

TEST(SharedData, GivesAPlanThatCannotShareDataOfItsOwn) {
  SharedData shared(four_rows);
  const auto hist = shared.get(always(plan_of({{"tree_method", "hist"}})));
  const auto approx = always(plan_of({{"tree_method", "approx"}, {"subsample", "0.5"}}));
  const auto first = shared.get(approx);
  EXPECT_NE(first, shared.get(approx));
  EXPECT_NE(first, hist);
}

TEST(SharedData, TellsEveryCallerThatLoadingFailed) {
  int loads = 0;
  SharedData shared([&](const train::TrainingPlan&) -> train::TrainingData {
    ++loads;
    throw engine::Error(engine::ErrorKind::Validation, "ClientError", "no data");
  });
  const auto hist = always(plan_of({{"tree_method", "hist"}}));
  EXPECT_THROW(shared.get(hist), engine::Error);
  EXPECT_THROW(shared.get(hist), engine::Error);
  EXPECT_EQ(loads, 1);
}

}  // namespace
}  // namespace espalier::jobs
