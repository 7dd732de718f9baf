// The one table. A row that the two profiles do not share leaves the other's rules empty.
// Legacy rows stand in the order in which XGBoost 0.72's container checks them; the
// strict container checks in the order of the request, so that the order is free for it.
#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/train/hyperparameters.hpp"

namespace espalier::train {
namespace {

using Texts = std::span<const std::string_view>;

constexpr std::array<std::string_view, 1> kLearningRate = {"learning_rate"};
constexpr std::array<std::string_view, 1> kMinSplitLoss = {"min_split_loss"};
constexpr std::array<std::string_view, 1> kRegLambda = {"reg_lambda"};
constexpr std::array<std::string_view, 1> kRegAlpha = {"reg_alpha"};

constexpr std::array<std::string_view, 3> kBoosters = {"gbtree", "gblinear", "dart"};
constexpr std::array<std::string_view, 4> kLegacyTreeMethods = {"auto", "exact", "approx",
                                                                "hist"};
constexpr std::array<std::string_view, 5> kTreeMethods = {"auto", "exact", "approx",
                                                          "hist", "gpu_hist"};
constexpr std::array<std::string_view, 10> kUpdaters = {
    "grow_colmaker", "distcol",      "grow_histmaker", "grow_local_histmaker",
    "grow_skmaker",  "sync",         "refresh",        "prune",
    "shotgun",       "coord_descent"};
constexpr std::array<std::string_view, 2> kSplits = {"row", "col"};
constexpr std::array<std::string_view, 2> kProcessTypes = {"default", "update"};
constexpr std::array<std::string_view, 2> kGrowPolicies = {"depthwise", "lossguide"};
constexpr std::array<std::string_view, 1> kLegacyPredictors = {"cpu_predictor"};
constexpr std::array<std::string_view, 3> kPredictors = {"auto", "cpu_predictor",
                                                         "gpu_predictor"};
constexpr std::array<std::string_view, 3> kMonotone = {"-1", "0", "1"};
constexpr std::array<std::string_view, 2> kSampleTypes = {"uniform", "weighted"};
constexpr std::array<std::string_view, 2> kNormalizeTypes = {"tree", "forest"};
constexpr std::array<std::string_view, 10> kLegacyObjectives = {
    "reg:linear",    "reg:logistic",  "binary:logistic", "binary:logitraw",
    "count:poisson", "multi:softmax", "multi:softprob",  "rank:pairwise",
    "reg:gamma",     "reg:tweedie"};
/// "aft_loss_distribution" is no objective, but the container lets it pass.
constexpr std::array<std::string_view, 20> kObjectives = {"aft_loss_distribution",
                                                          "binary:logistic",
                                                          "binary:logitraw",
                                                          "binary:hinge",
                                                          "count:poisson",
                                                          "multi:softmax",
                                                          "multi:softprob",
                                                          "rank:pairwise",
                                                          "rank:ndcg",
                                                          "rank:map",
                                                          "reg:linear",
                                                          "reg:squarederror",
                                                          "reg:logistic",
                                                          "reg:gamma",
                                                          "reg:pseudohubererror",
                                                          "reg:squaredlogerror",
                                                          "reg:absoluteerror",
                                                          "reg:tweedie",
                                                          "survival:aft",
                                                          "survival:cox"};
constexpr std::array<std::string_view, 2> kBooleans = {"true", "false"};
constexpr std::array<std::string_view, 3> kAftDistributions = {"normal", "logistic",
                                                               "extreme"};
constexpr std::array<std::string_view, 2> kSamplingMethods = {"uniform",
                                                              "gradient_based"};

/// What one profile says of a hyperparameter.
struct Rules {
  ParameterType type = ParameterType::Continuous;
  std::optional<Bound> min;
  std::optional<Bound> max;
  Texts values;
  std::optional<Tunable> tunable;

  [[nodiscard]] constexpr Rules tuned(double low, double high) const {
    Rules rules = *this;
    rules.tunable = Tunable{low, high, type == ParameterType::Integer};
    return rules;
  }
  [[nodiscard]] constexpr Rules tuned_as_integer(double low, double high) const {
    Rules rules = *this;
    rules.tunable = Tunable{low, high, true};
    return rules;
  }
};

constexpr auto kInteger = ParameterType::Integer;
constexpr auto kContinuous = ParameterType::Continuous;

constexpr Rules any(ParameterType type) { return {type, {}, {}, {}, {}}; }
constexpr Rules at_least(ParameterType type, double low) {
  return {type, Bound{low, false}, {}, {}, {}};
}
constexpr Rules above(ParameterType type, double low) {
  return {type, Bound{low, true}, {}, {}, {}};
}
constexpr Rules between(ParameterType type, Bound low, Bound high) {
  return {type, low, high, {}, {}};
}
constexpr Rules one_of(Texts values) {
  return {ParameterType::Categorical, {}, {}, values, {}};
}
constexpr Rules list_of(ParameterType type, Texts values) {
  return {type, {}, {}, values, {}};
}

constexpr Bound kZero{0, false};
constexpr Bound kOne{1, false};
constexpr Bound kAboveZero{0, true};
constexpr Bound kBelowOne{1, true};
constexpr Rules kUnit = between(kContinuous, kZero, kOne);
constexpr Rules kShare = between(kContinuous, kAboveZero, kOne);
constexpr Rules kFlag = between(kInteger, kZero, kOne);
constexpr Rules kNonNegative = at_least(kContinuous, 0);
constexpr Rules kTweediePower = between(kContinuous, Bound{1, true}, Bound{2, true});
constexpr Rules kList = any(ParameterType::CommaSeparated);
/// The container's open ends of a signed 32-bit seed.
constexpr Rules kSeed =
    between(kInteger, Bound{-2147483648.0, true}, Bound{2147483647.0, true});
constexpr std::optional<Rules> kUnknown;

struct Row {
  std::string_view name;
  std::string_view xgboost_name;
  std::string_view default_value;
  std::optional<Rules> legacy;
  std::optional<Rules> strict;
  Texts aliases;
  bool required = false;
};

constexpr std::array<Row, 58> kTable = {{
    {"booster", "booster", "gbtree", one_of(kBoosters), one_of(kBoosters), {}},
    {"silent", "", "0", kFlag, kUnknown, {}},
    {"verbosity", "", "1", kUnknown, between(kInteger, kZero, Bound{3, false}), {}},
    {"nthread", "", "", at_least(kInteger, 1), at_least(kInteger, 1), {}},
    {"eta", "eta", "0.3", kUnit.tuned(0.1, 0.5), kUnit.tuned(0.1, 0.5), kLearningRate},
    {"gamma", "gamma", "0", kNonNegative.tuned(0, 5), kNonNegative.tuned(0, 5),
     kMinSplitLoss},
    {"max_depth",
     "max_depth",
     "6",
     at_least(kInteger, 0).tuned(0, 10),
     at_least(kInteger, 0).tuned(0, 10),
     {}},
    {"min_child_weight",
     "min_child_weight",
     "1",
     kNonNegative.tuned(0, 120),
     kNonNegative.tuned(0, 120),
     {}},
    {"max_delta_step",
     "max_delta_step",
     "0",
     kNonNegative.tuned_as_integer(0, 10),
     kNonNegative.tuned(0, 10),
     {}},
    {"subsample", "subsample", "1", kShare.tuned(0.5, 1), kShare.tuned(0.5, 1), {}},
    {"colsample_bytree",
     "colsample_bytree",
     "1",
     kShare.tuned(0.5, 1),
     kShare.tuned(0.5, 1),
     {}},
    {"colsample_bylevel",
     "colsample_bylevel",
     "1",
     kShare.tuned(0.1, 1),
     kShare.tuned(0.1, 1),
     {}},
    {"colsample_bynode", "colsample_bynode", "1", kUnknown, kShare.tuned(0.1, 1), {}},
    {"lambda", "lambda", "1", any(kContinuous).tuned(0, 1000),
     kNonNegative.tuned(0, 1000), kRegLambda},
    {"alpha", "alpha", "0", any(kContinuous).tuned(0, 1000), kNonNegative.tuned(0, 1000),
     kRegAlpha},
    {"tree_method",
     "tree_method",
     "auto",
     one_of(kLegacyTreeMethods),
     one_of(kTreeMethods),
     {}},
    {"sketch_eps",
     "",
     "0.03",
     between(kContinuous, kAboveZero, kBelowOne),
     between(kContinuous, kAboveZero, kBelowOne),
     {}},
    {"scale_pos_weight",
     "scale_pos_weight",
     "1",
     any(kContinuous),
     above(kContinuous, 0),
     {}},
    {"updater",
     "updater",
     "",
     kList,
     list_of(ParameterType::CommaSeparated, kUpdaters),
     {}},
    {"dsplit", "", "row", one_of(kSplits), one_of(kSplits), {}},
    {"prob_buffer_row", "", "", any(kContinuous), above(kInteger, 1), {}},
    {"refresh_leaf", "refresh_leaf", "1", kFlag, kFlag, {}},
    {"process_type",
     "process_type",
     "default",
     one_of(kProcessTypes),
     one_of(kProcessTypes),
     {}},
    {"grow_policy",
     "grow_policy",
     "depthwise",
     one_of(kGrowPolicies),
     one_of(kGrowPolicies),
     {}},
    {"max_leaves", "max_leaves", "0", any(kInteger), at_least(kInteger, 0), {}},
    {"max_bins", "max_bin", "256", any(kInteger), kUnknown, {}},
    {"max_bin", "max_bin", "256", kUnknown, at_least(kInteger, 0), {}},
    {"predictor", "", "auto", one_of(kLegacyPredictors), one_of(kPredictors), {}},
    {"monotone_constraints",
     "monotone_constraints",
     "",
     kUnknown,
     list_of(ParameterType::Tuple, kMonotone),
     {}},
    {"interaction_constraints",
     "interaction_constraints",
     "",
     kUnknown,
     at_least(ParameterType::NestedList, 1),
     {}},
    {"sample_type",
     "sample_type",
     "uniform",
     one_of(kSampleTypes),
     one_of(kSampleTypes),
     {}},
    {"normalize_type",
     "normalize_type",
     "tree",
     one_of(kNormalizeTypes),
     one_of(kNormalizeTypes),
     {}},
    {"rate_drop", "rate_drop", "0", kUnit, kUnit, {}},
    {"one_drop", "one_drop", "0", kFlag, kFlag, {}},
    {"skip_drop", "skip_drop", "0", kUnit, kUnit, {}},
    {"lambda_bias", "lambda_bias", "0", any(kContinuous), kUnit, {}},
    {"tweedie_variance_power",
     "tweedie_variance_power",
     "1.5",
     kTweediePower,
     kTweediePower,
     {}},
    {"objective",
     "objective",
     "reg:squarederror",
     one_of(kLegacyObjectives),
     one_of(kObjectives),
     {}},
    {"num_class", "num_class", "", at_least(kInteger, 2), at_least(kInteger, 2), {}},
    {"base_score", "base_score", "0.5", any(kContinuous), kNonNegative, {}},
    {"_kfold", "", "", kUnknown, at_least(kInteger, 2), {}},
    {"_num_cv_round", "", "", kUnknown, at_least(kInteger, 1), {}},
    {"_tuning_objective_metric",
     "",
     "",
     any(ParameterType::Categorical),
     any(ParameterType::Categorical),
     {}},
    {"eval_metric", "", "", kList, kList, {}},
    {"seed", "seed", "0", any(kInteger), kSeed, {}},
    {"num_parallel_tree", "num_parallel_tree", "1", kUnknown, at_least(kInteger, 1), {}},
    {"save_model_on_termination", "", "false", kUnknown, one_of(kBooleans), {}},
    {"aft_loss_distribution",
     "aft_loss_distribution",
     "normal",
     kUnknown,
     one_of(kAftDistributions),
     {}},
    {"aft_loss_distribution_scale",
     "aft_loss_distribution_scale",
     "1",
     kUnknown,
     kNonNegative,
     {}},
    {"deterministic_histogram", "", "true", kUnknown, one_of(kBooleans), {}},
    {"sampling_method",
     "sampling_method",
     "uniform",
     kUnknown,
     one_of(kSamplingMethods),
     {}},
    {"use_dask_gpu_training", "", "false", kUnknown, one_of(kBooleans), {}},
    {"num_round",
     "",
     "",
     at_least(kInteger, 1).tuned(1, 4000),
     at_least(kInteger, 1).tuned(1, 4000),
     {},
     true},
    {"early_stopping_rounds", "", "", at_least(kInteger, 1), at_least(kInteger, 1), {}},
    {"csv_weights", "", "0", kFlag, kFlag, {}},
    // How 0.72's container shares out a cluster; one machine has nothing to share.
    {"num_workers", "", "", any(kInteger), kUnknown, {}},
    {"worker_cores", "", "", any(kInteger), kUnknown, {}},
    {"worker_memory", "", "", any(kInteger), kUnknown, {}},
}};

template <Profile profile>
constexpr const std::optional<Rules>& rules_of(const Row& row) {
  return profile == Profile::Legacy ? row.legacy : row.strict;
}

/// The rows that a profile knows.
template <Profile profile>
constexpr auto select() {
  constexpr auto kCount = static_cast<std::size_t>(std::ranges::count_if(
      kTable, [](const Row& row) { return rules_of<profile>(row).has_value(); }));
  std::array<Hyperparameter, kCount> selected{};
  std::size_t next = 0;
  for (const Row& row : kTable) {
    const auto& rules = rules_of<profile>(row);
    if (!rules) continue;
    selected[next++] = {
        row.name,          profile == Profile::Strict ? row.aliases : Texts{},
        rules->type,       rules->min,
        rules->max,        rules->values,
        row.default_value, rules->tunable,
        row.required,      row.xgboost_name};
  }
  return selected;
}

constexpr auto kLegacy = select<Profile::Legacy>();
constexpr auto kStrict = select<Profile::Strict>();

}  // namespace

std::span<const Hyperparameter> hyperparameters(Profile profile) {
  if (profile == Profile::Legacy) return kLegacy;
  return kStrict;
}

const Hyperparameter* find_hyperparameter(Profile profile, std::string_view name) {
  for (const Hyperparameter& row : hyperparameters(profile)) {
    if (row.name == name) return &row;
    if (std::ranges::find(row.aliases, name) != row.aliases.end()) return &row;
  }
  return nullptr;
}

}  // namespace espalier::train
