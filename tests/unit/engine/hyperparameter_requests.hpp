/// Requests of hyperparameters in brief, for the tests of their checks.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::train::testing_requests {

/// The message with which a request is refused; "accepted" where it is not.
inline std::string refusal(const HyperparameterTexts& texts, Profile profile) {
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
inline std::string strict(HyperparameterTexts texts) {
  texts.try_emplace("num_round", "2");
  return refusal(texts, Profile::Strict);
}

inline std::string legacy(HyperparameterTexts texts) {
  texts.try_emplace("num_round", "2");
  return refusal(texts, Profile::Legacy);
}

inline TrainingPlan plan(HyperparameterTexts texts, Profile profile = Profile::Strict,
                         std::size_t rows = 0) {
  texts.try_emplace("num_round", "2");
  return plan_training(texts, profile, rows);
}

/// What XGBoost is given for a name; "" where nothing.
inline std::string param(const TrainingPlan& plan, std::string_view name) {
  for (const auto& [key, value] : plan.params) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace espalier::train::testing_requests
