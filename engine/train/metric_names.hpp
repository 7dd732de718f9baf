/// What is known of evaluation metrics by name. Immutable data and pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

/// What eval_metric may be in a profile (without thresholds), in the order in which the
/// container's messages list it.
std::span<const std::string_view> eval_metric_names(Profile profile);

/// Whether the container works the metric out itself from predictions: XGBoost has no
/// such metric.
bool is_container_metric(std::string_view name);

/// Whether early stopping seeks the largest value: what the image's code decides by the
/// name, thresholds included.
bool early_stopping_maximizes(Profile profile, std::string_view name);

/// What the image's XGBoost prints for an objective when no metric is asked for.
/// (Logistic and multi-class objectives changed theirs in XGBoost 1.3.)
std::string default_metric(Profile profile, std::string_view objective,
                           double tweedie_variance_power);

}  // namespace espalier::train
