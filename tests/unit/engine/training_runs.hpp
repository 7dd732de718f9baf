/// Small data and short runs for the tests of the trainer.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.hpp"
#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::train::testing_runs {

/// y = 2 x0 - x1 + noise over [-1, 1]^3, or its sign.
inline data::Table table(std::size_t rows, unsigned seed, bool classes = false) {
  std::mt19937 random(seed);
  const auto uniform = [&] {
    return static_cast<float>(random() % 2001U) / 1000.0F - 1.0F;
  };
  data::Table result;
  result.rows = rows;
  result.columns = 3;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < 3; ++column) result.values.push_back(uniform());
    const float* x = &result.values[row * 3];
    const float y = 2 * x[0] - x[1] + uniform() / 4;
    result.labels.push_back(classes ? (y > 0 ? 1.0F : 0.0F) : y);
  }
  return result;
}

inline TrainingData training_data(const data::Table& train,
                                  const data::Table* validation) {
  TrainingData data;
  data.train = std::make_unique<xgb::DMatrix>(train);
  if (validation != nullptr)
    data.validation = std::make_unique<xgb::DMatrix>(*validation);
  return data;
}

inline TrainingData regression_data() {
  const auto train = table(300, 1);
  const auto validation = table(100, 2);
  return training_data(train, &validation);
}

inline TrainingPlan plan(HyperparameterTexts texts, Profile profile = Profile::Strict) {
  texts.try_emplace("num_round", "3");
  return plan_training(texts, profile);
}

struct Logged {
  TrainingOutcome outcome;
  std::vector<std::string> log;
};

inline Logged run(const TrainingData& data, const TrainingPlan& plan,
                  TrainerOptions options = {}) {
  Logged result;
  options.log = [&](std::string_view line) { result.log.emplace_back(line); };
  result.outcome = train(data, plan, options);
  return result;
}

/// The trees of a gbtree model: their "left_children", "base_weights", ….
inline nlohmann::json trees(const std::string& model) {
  const auto json = nlohmann::json::from_ubjson(model);
  return json.at("learner").at("gradient_booster").at("model").at("trees");
}

}  // namespace espalier::train::testing_runs
