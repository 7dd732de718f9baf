#include <gtest/gtest.h>
#include <omp.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/predict/predictor.hpp"
#include "engine/xgb/booster.hpp"
#include "tests/parity/random_model.hpp"

namespace espalier {
namespace {

constexpr std::size_t kRows = 150;  // more than two blocks of the predictor

/// Equal bits; of NaN only that it is one, because its sign is the processor's choice.
void expect_same_bits(const std::vector<float>& xgboost, const std::vector<float>& ours) {
  ASSERT_EQ(xgboost.size(), ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (std::isnan(xgboost[i]) && std::isnan(ours[i])) continue;
    ASSERT_EQ(std::bit_cast<std::uint32_t>(xgboost[i]),
              std::bit_cast<std::uint32_t>(ours[i]))
        << "value " << i << ": " << xgboost[i] << " and " << ours[i];
  }
}

std::vector<float> predict(const predict::Predictor& predictor,
                           const std::vector<float>& rows, predict::Output output) {
  const std::size_t count = rows.size() / predictor.forest().features;
  std::vector<float> out(count * predictor.outputs(output));
  predictor.predict(rows, count, out, output);
  return out;
}

void expect_parity(const parity::RandomModel& model, std::uint64_t seed) {
  const predict::Predictor predictor(predict::Forest::parse(model.ubjson));
  const auto rows = parity::probing_rows(seed, predictor.forest(), kRows);
  const xgb::DMatrix matrix(rows, kRows, predictor.forest().features);
  auto booster = xgb::Booster::load(model.ubjson);
  booster.set("nthread", "1");

  const auto value = booster.predict(matrix, xgb::PredictType::Value);
  expect_same_bits(value, predict(predictor, rows, predict::Output::Value));
  expect_same_bits(booster.predict(matrix, xgb::PredictType::Margin),
                   predict(predictor, rows, predict::Output::Margin));
  const predict::Predictor from_json(predict::Forest::parse(model.json));
  expect_same_bits(value, predict(from_json, rows, predict::Output::Value));
}

class EveryObjective : public testing::TestWithParam<std::string> {
 protected:
  /// XGBoost loads a model's trees on all cores, and waits long for each where others
  /// run.
  static void SetUpTestSuite() { omp_set_num_threads(1); }

  void expect_parity_of(const char* booster, std::uint64_t first_seed) {
    for (std::uint64_t seed = first_seed; seed < first_seed + 12; ++seed) {
      const auto model = parity::train_random_model(seed, GetParam(), booster);
      SCOPED_TRACE("seed=" + std::to_string(seed) + " " + model.description);
      ASSERT_NO_FATAL_FAILURE(expect_parity(model, seed));
    }
  }
};

TEST_P(EveryObjective, OfGbtreeScoresAsXgboostBitForBit) {
  expect_parity_of("gbtree", 1000);
}

TEST_P(EveryObjective, OfDartScoresAsXgboostBitForBit) { expect_parity_of("dart", 2000); }

INSTANTIATE_TEST_SUITE_P(Predictor, EveryObjective,
                         testing::ValuesIn(parity::objectives()), [](const auto& test) {
                           std::string name;
                           for (const char c : test.param) name += c == ':' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace espalier
