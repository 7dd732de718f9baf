/// XGBoost's failures as the containers tell them.
#pragma once

#include <string_view>

#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

/// What the container would fail with: "ClientError" for what the user can mend (a label
/// out of range, a base_score), else "AlgorithmError" with the container's introduction.
engine::Error training_failure(std::string_view xgboost_message, Profile profile);

}  // namespace espalier::train
