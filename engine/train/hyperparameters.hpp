/// Every hyperparameter of the SageMaker XGBoost container, in one table, and the check of
/// a request against it with the container's own messages.
///
/// Immutable data and pure functions: safe from any number of threads.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/xgb/booster.hpp"

namespace espalier::train {

/// Whose rules hold, told by the training image's tag.
enum class Profile {
  Legacy,  ///< xgboost:latest and :1, XGBoost 0.72: unknown names are ignored with a warning
  Strict,  ///< xgboost:X.Y-Z (and sagemaker-xgboost:X.Y-Z): the container toolkit's checks
};

/// Throws: engine::Error (Validation) if the image is not an XGBoost image.
Profile profile_of_image(std::string_view image);

enum class ParameterType { Integer, Continuous, Categorical, CommaSeparated, Tuple, NestedList };

/// One end of a numeric range.
struct Bound {
  double value = 0;
  bool open = false;
};

/// What is tunable about a hyperparameter, and over which range AWS recommends.
struct Tunable {
  double min = 0;
  double max = 0;
  bool integer = false;
};

/// One row of the table.
struct Hyperparameter {
  std::string_view name;
  std::span<const std::string_view> aliases;
  ParameterType type = ParameterType::Continuous;
  std::optional<Bound> min;  ///< absent: unbounded
  std::optional<Bound> max;
  std::span<const std::string_view> values;  ///< of a categorical one
  std::string_view default_value;            ///< XGBoost's; empty where it has none
  std::optional<Tunable> tunable;            ///< absent: SageMaker does not tune it
  bool required = false;
};

/// The table of a profile, in the order in which the container checks it.
std::span<const Hyperparameter> hyperparameters(Profile profile);
/// By name or alias; null where the profile does not know it.
const Hyperparameter* find_hyperparameter(Profile profile, std::string_view name);

/// Objective metrics the profile can tune ("validation:rmse", …) and whether the larger is
/// the better.
struct Metric {
  std::string_view name;  ///< without "validation:"
  bool maximize = false;
};
std::span<const Metric> metrics(Profile profile);

/// Hyperparameters as a training job sends them: names to texts.
using HyperparameterTexts = std::map<std::string, std::string>;

/// A request's hyperparameters, checked, and what the trainer makes of them.
struct TrainingPlan {
  Profile profile = Profile::Strict;
  int num_round = 0;
  std::optional<int> early_stopping_rounds;
  bool csv_weights = false;
  /// In the order in which they are printed; the tuning objective's is among them.
  std::vector<std::string> eval_metrics;
  /// What early stopping watches on the validation channel; empty where the container
  /// would not stop early.
  std::string early_stopping_metric;
  /// Legacy: max_depth=0 is a tree of one leaf (XGBoost 0.72), not unlimited.
  bool one_leaf_trees = false;
  /// For xgb::Booster: without num_round and the rest of the above.
  xgb::BoosterParams params;
  std::vector<std::string> warnings;
};

/// Checks in the container's order: aliases, missing, unknown, parse, range, dependencies.
/// `train_rows` decides tree_method where the image would choose by size.
/// Throws: engine::Error (Validation) with the container's message.
TrainingPlan plan_training(const HyperparameterTexts& texts, Profile profile,
                           std::size_t train_rows = 0);

}  // namespace espalier::train
