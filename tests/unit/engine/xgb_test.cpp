#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "engine/error.hpp"
#include "engine/xgb/booster.hpp"
#include "engine/xgb/dmatrix.hpp"

namespace espalier::xgb {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

data::Table steps() {
  return {.rows = 4,
          .columns = 1,
          .values = {1, 2, 3, kNan},
          .labels = {0, 0, 1, 1},
          .weights = {}};
}

BoosterParams quiet(BoosterParams params = {}) {
  params.insert(params.begin(), {{"nthread", "1"}, {"verbosity", "0"}});
  return params;
}

TEST(DMatrix, KnowsItsShape) {
  const DMatrix matrix(steps());
  EXPECT_EQ(matrix.rows(), 4U);
  EXPECT_EQ(matrix.columns(), 1U);
}

TEST(DMatrix, TakesWhatASparseTableLeavesOutAsMissing) {
  const data::SparseTable sparse{.rows = 4,
                                 .columns = 1,
                                 .offsets = {0, 1, 2, 3, 3},
                                 .indices = {0, 0, 0},
                                 .values = {1, 2, 3},
                                 .labels = {0, 0, 1, 1},
                                 .weights = {}};
  const DMatrix matrix(sparse);
  const DMatrix dense(steps());
  const DMatrix* const cached[] = {&dense};
  Booster booster(cached, quiet({{"min_child_weight", "0"}}));
  booster.update(0, dense);
  EXPECT_EQ(booster.predict(matrix, PredictType::Value),
            booster.predict(dense, PredictType::Value));
}

TEST(DMatrix, RefusesInfinityWithXgboostsMessage) {
  const std::vector<float> values = {1, std::numeric_limits<float>::infinity()};
  try {
    const DMatrix matrix(values, 2, 1);
    FAIL() << "taken";
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Internal);
    EXPECT_EQ(error.aws_name(), "AlgorithmError");
    EXPECT_THAT(error.what(), HasSubstr("inf"));
  }
}

TEST(Booster, CutsXgboostsClockSourceAndStackFromItsMessages) {
  const DMatrix matrix(steps());
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet({{"objective", "reg:nonsense"}}));
  try {
    booster.update(0, matrix);
    FAIL() << "taken";
  } catch (const engine::Error& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("Unknown objective function"));
    EXPECT_THAT(error.what(), Not(HasSubstr("Stack trace")));
    EXPECT_THAT(error.what(), Not(HasSubstr(".cc:")));
  }
}

TEST(Booster, CutsSourcesOfEveryKindFromItsMessages) {
  // This check of XGBoost's stands in a .cu file, not in a .cc file.
  data::Table table = steps();
  table.labels.front() = 7;
  const DMatrix matrix(table);
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet({{"objective", "binary:logistic"}}));
  try {
    booster.update(0, matrix);
    FAIL() << "taken";
  } catch (const engine::Error& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("label must be in [0,1]"));
  }
}

TEST(Booster, EvaluatesEveryMetricOnEveryMatrix) {
  const DMatrix matrix(steps());
  const DMatrix* const both[] = {&matrix, &matrix};
  Booster booster(both, quiet({{"eval_metric", "rmse"}, {"eval_metric", "mae"}}));
  booster.update(0, matrix);
  const std::string names[] = {"train", "validation"};
  const auto line = booster.evaluate(0, both, names);
  EXPECT_THAT(line,
              testing::MatchesRegex("\\[0\\]\ttrain-rmse:[0-9.]+\ttrain-mae:[0-9.]+"
                                    "\tvalidation-rmse:[0-9.]+\tvalidation-mae:[0-9.]+"));
}

TEST(Booster, SlicesTheRoundsItIsAskedFor) {
  const DMatrix matrix(steps());
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet({{"min_child_weight", "0"}}));
  for (int round = 0; round < 3; ++round) booster.update(round, matrix);
  EXPECT_EQ(booster.boosted_rounds(), 3);
  EXPECT_EQ(booster.slice(0, 2).boosted_rounds(), 2);
  EXPECT_EQ(booster.slice(0, 0).boosted_rounds(), 3);
  EXPECT_EQ(booster.features(), 1U);
}

TEST(Booster, PredictsAfterARoundTripAsBefore) {
  const DMatrix matrix(steps());
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet({{"min_child_weight", "0"}}));
  booster.update(0, matrix);
  for (const auto format :
       {ModelFormat::Ubjson, ModelFormat::Json, ModelFormat::Binary}) {
    auto loaded = Booster::load(booster.save(format));
    EXPECT_EQ(loaded.predict(matrix, PredictType::Margin),
              booster.predict(matrix, PredictType::Margin));
  }
}

TEST(Booster, KeepsAnAttributeInTheModel) {
  const DMatrix matrix(steps());
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet());
  booster.update(0, matrix);
  booster.set_attribute("best_iteration", "7");
  EXPECT_THAT(booster.save(ModelFormat::Json), HasSubstr(R"("best_iteration":"7")"));
}

TEST(Booster, ShowsTheParametersInForce) {
  const DMatrix matrix(steps());
  const DMatrix* const cached[] = {&matrix};
  Booster booster(cached, quiet({{"max_depth", "3"}}));
  booster.update(0, matrix);
  EXPECT_THAT(booster.config(), HasSubstr(R"("max_depth":"3")"));
}

}  // namespace
}  // namespace espalier::xgb
