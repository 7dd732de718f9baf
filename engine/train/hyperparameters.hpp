/// Every hyperparameter of the SageMaker XGBoost container, in one table, and the check
/// of a request against it with the container's own messages.
///
/// Immutable data and pure functions: safe from any number of threads.
#pragma once

#include <cstddef>
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
  Legacy,  ///< xgboost:latest and :1, XGBoost 0.72: unknown names are ignored with a
           ///< warning
  Strict,  ///< xgboost:X.Y-Z (and sagemaker-xgboost:X.Y-Z): the container toolkit's
           ///< checks
};

/// Throws: engine::Error (Validation) if the image is not an XGBoost image.
Profile profile_of_image(std::string_view image);

enum class ParameterType {
  Integer,
  Continuous,
  Categorical,
  CommaSeparated,
  Tuple,
  NestedList
};

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
  std::span<const std::string_view> values;  ///< of a categorical one or a list's items
  std::string_view default_value;            ///< XGBoost's; empty where it has none
  std::optional<Tunable> tunable;            ///< absent: SageMaker does not tune it
  bool required = false;
  /// XGBoost 1.7's name for it; empty where the trainer, not XGBoost, acts on it or where
  /// XGBoost 1.7 has no use for it.
  std::string_view xgboost_name;
};

/// The table of a profile, in the order in which the container checks it.
std::span<const Hyperparameter> hyperparameters(Profile profile);
/// By name or alias; null where the profile does not know it.
const Hyperparameter* find_hyperparameter(Profile profile, std::string_view name);

/// Throws: engine::Error (Validation, "ValidationException") if the profile does not tune
/// `name`, or accepts no such values as `min` and `max` for it.
void check_tunable(Profile profile, std::string_view name, double min, double max);

/// Objective metrics the profile can tune ("validation:rmse", …) and whether the larger
/// is the better.
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
  /// In the order in which they are printed; the tuning objective's is among them. Where
  /// none is asked for, the default of the image's XGBoost for the objective.
  std::vector<std::string> eval_metrics;
  /// The metric of _tuning_objective_metric ("rmse"); empty where it is not given.
  std::string tuning_metric;
  /// What early stopping watches on the validation channel; empty where the container
  /// would not stop early. (Legacy watches the train channel where there is no other.)
  std::string early_stopping_metric;
  /// Whether early stopping seeks the largest value of that metric.
  bool early_stopping_maximize = false;
  /// Legacy: max_depth=0 is a tree of one leaf (XGBoost 0.72), not unlimited.
  bool one_leaf_trees = false;
  /// The container writes the model after each round, so that a stopped job has one.
  bool save_model_on_termination = false;
  /// Trees that a round grows for each output (num_parallel_tree).
  int parallel_trees = 1;
  /// How trees are grown: "exact", "approx" or "hist", `auto` resolved by `train_rows`;
  /// "linear" for booster gblinear.
  std::string tree_method;
  /// "reg:squarederror" where none is given.
  std::string objective;
  /// For xgb::Booster: without num_round and the rest of the above.
  xgb::BoosterParams params;
  std::vector<std::string> warnings;
};

/// Checks in the container's order: aliases, missing, unknown, parse, range,
/// dependencies. `train_rows` decides tree_method where the image would choose by size.
/// Where the container can do what this program cannot (GPUs, Dask, k-fold
/// cross-validation, metrics that it computes itself), the request is refused.
/// Differs from the container in one point: NaN is in no range.
/// Throws: engine::Error (Validation, "ClientError") with the container's message.
TrainingPlan plan_training(const HyperparameterTexts& texts, Profile profile,
                           std::size_t train_rows = 0);

}  // namespace espalier::train
