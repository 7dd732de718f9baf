/// Models trained by XGBoost on random data with random parameters, and rows that try
/// what can go wrong when they are scored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "engine/predict/forest.hpp"
#include "engine/xgb/booster.hpp"

namespace espalier::parity {

struct RandomModel {
  std::string description;  ///< its parameters, to find it again
  std::string ubjson;
  std::string json;
  std::string binary;
};

/// Requires: booster is gbtree, dart or gblinear.
RandomModel train_random_model(std::uint64_t seed, const std::string& objective,
                               const std::string& booster);

/// rows × forest.features values: NaN, zeros of both signs, subnormals, the model's own
/// thresholds and their neighbours, small whole numbers and others.
std::vector<float> probing_rows(std::uint64_t seed, const predict::Forest& forest,
                                std::size_t rows);

/// Every objective that SageMaker's XGBoost has.
const std::vector<std::string>& objectives();

}  // namespace espalier::parity
