#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "engine/error.hpp"
#include "engine/train/metric_names.hpp"
#include "engine/train/parameter_values.hpp"

namespace espalier::train {
namespace {

/// Above so many rows `auto` is approx, below it exact, in 0.72 as in 1.7.
constexpr std::size_t kApproxRows = std::size_t{1} << 22U;

/// A gain that no split has. Not the largest float32 itself: XGBoost takes that for an
/// overflow where errno is ERANGE from an earlier call on the thread.
constexpr auto kNoSplitGain = "3e+38";

/// Updaters that the container lets pass and XGBoost 1.7 no longer has.
constexpr std::array<std::string_view, 4> kRemovedUpdaters = {
    "distcol", "grow_local_histmaker", "grow_skmaker", "sync"};

bool contains(std::span<const std::string> items, std::string_view item) {
  return std::ranges::find(items, item) != items.end();
}

void refuse_updaters(const ParameterValues& values) {
  const ParameterValue* updater = find_value(values, "updater");
  if (updater == nullptr) return;
  for (const std::string_view removed : kRemovedUpdaters) {
    if (contains(updater->items, removed)) {
      refuse("updater '" + std::string(removed) +
             "' is not in XGBoost 1.7, which trains here; leave updater out and choose "
             "tree_method exact, approx or hist");
    }
  }
}

/// What the container can do and this program cannot.
void refuse_unavailable(const ParameterValues& values, TrainingPlan& plan) {
  if (is_set_to(values, "tree_method", "gpu_hist")) {
    refuse("tree_method gpu_hist needs a GPU, and training here is on the CPU; use hist");
  }
  if (is_set_to(values, "use_dask_gpu_training", "true")) {
    refuse(
        "use_dask_gpu_training needs GPUs, and training here is on the CPU; leave it "
        "out");
  }
  if (find_value(values, "_kfold") != nullptr) {
    refuse(
        "_kfold: cross-validation is not run here; leave it out and give a validation "
        "channel");
  }
  if (is_set_to(values, "predictor", "gpu_predictor")) {
    plan.warnings.emplace_back(
        "predictor gpu_predictor needs a GPU; predictions are made on the CPU instead.");
  }
  refuse_updaters(values);
  for (const std::string& metric : plan.eval_metrics) {
    if (is_container_metric(metric)) {
      refuse(
          "Metric '" + metric +
          "' is worked out by the SageMaker container, not by XGBoost, and is not "
          "available here; choose one of XGBoost's, such as rmse, mae, logloss or auc");
    }
  }
}

std::string objective_of(const ParameterValues& values) {
  const ParameterValue* given = find_value(values, "objective");
  // The same loss; XGBoost 1.7 knows the old name but complains of it.
  if (given == nullptr || given->text == "reg:linear") return "reg:squarederror";
  return given->text;
}

/// eval_metric and _tuning_objective_metric, sorted and each once where both are given.
void plan_metrics(const ParameterValues& values, TrainingPlan& plan) {
  std::vector<std::string> tuning;
  if (const auto* given = find_value(values, "_tuning_objective_metric")) {
    const auto colon = given->text.find(':');
    plan.tuning_metric = given->text.substr(colon == std::string::npos ? 0 : colon + 1);
    tuning = split_commas(plan.tuning_metric);
  }
  std::vector<std::string> asked;
  if (const auto* given = find_value(values, "eval_metric")) asked = given->items;

  plan.eval_metrics = tuning;
  plan.eval_metrics.insert(plan.eval_metrics.end(), asked.begin(), asked.end());
  if (!tuning.empty() && !asked.empty()) std::ranges::sort(plan.eval_metrics);
  std::vector<std::string> once;
  for (const std::string& metric : plan.eval_metrics) {
    if (!contains(once, metric)) once.push_back(metric);
  }
  plan.eval_metrics = std::move(once);

  const auto* power = find_value(values, "tweedie_variance_power");
  if (plan.eval_metrics.empty()) {
    auto metric = default_metric(plan.profile, plan.objective,
                                 power == nullptr ? 1.5 : power->number);
    if (!metric.empty()) plan.eval_metrics.push_back(std::move(metric));
  }

  if (!plan.early_stopping_rounds) return;
  if (plan.profile == Profile::Legacy) {
    // 0.72's Python watches the last of what is printed, asked for or not.
    if (!plan.eval_metrics.empty()) plan.early_stopping_metric = plan.eval_metrics.back();
  } else if (!tuning.empty()) {
    plan.early_stopping_metric = tuning.back();
  } else if (!asked.empty()) {
    plan.early_stopping_metric = asked.back();
  }
  plan.early_stopping_maximize =
      early_stopping_maximizes(plan.profile, plan.early_stopping_metric);
}

std::string tree_method_of(const ParameterValues& values, std::size_t train_rows) {
  if (is_set_to(values, "booster", "gblinear")) return "linear";
  if (const auto* updater = find_value(values, "updater")) {
    if (contains(updater->items, "grow_histmaker")) return "approx";
    if (contains(updater->items, "grow_quantile_histmaker")) return "hist";
    return "exact";
  }
  const auto* given = find_value(values, "tree_method");
  if (given != nullptr && given->text != "auto") return given->text;
  return train_rows < kApproxRows ? "exact" : "approx";
}

/// 0.72 grows level by level while level < max_depth, so that 0 is a root alone; only its
/// hist knows 0 as unlimited, and only where it grows leaf by leaf.
void plan_depth(const ParameterValues& values, TrainingPlan& plan) {
  const auto* depth = find_value(values, "max_depth");
  if (plan.profile != Profile::Legacy || depth == nullptr || depth->integer != 0 ||
      plan.tree_method == "linear") {
    return;
  }
  if (plan.tree_method != "hist") {
    plan.one_leaf_trees = true;
  } else if (!is_set_to(values, "grow_policy", "lossguide")) {
    refuse(
        "XGB train call failed with exception:\n max_depth cannot be 0 (unlimited) when "
        "grow_policy is depthwise.");
  }
}

int clamped(long long value) {
  return static_cast<int>(std::min<long long>(value, std::numeric_limits<int>::max()));
}

void set(xgb::BoosterParams& params, std::string_view name, const std::string& value) {
  const auto found =
      std::ranges::find(params, name, &std::pair<std::string, std::string>::first);
  if (found != params.end()) {
    found->second = value;
  } else {
    params.emplace_back(name, value);
  }
}

void plan_params(const ParameterValues& values, TrainingPlan& plan) {
  // XGBoost would print its warnings; ours come with the plan.
  set(plan.params, "verbosity", "0");
  for (const Hyperparameter& row : hyperparameters(plan.profile)) {
    const auto* value = find_value(values, row.name);
    if (value != nullptr && !row.xgboost_name.empty()) {
      set(plan.params, row.xgboost_name, value->text);
    }
  }
  set(plan.params, "objective", plan.objective);
  const auto* updater = find_value(values, "updater");
  if (plan.profile == Profile::Legacy && updater == nullptr &&
      plan.tree_method != "linear") {
    set(plan.params, "tree_method", plan.tree_method);
  }
  if (!plan.one_leaf_trees) return;
  // A tree of depth 1 whose only split is pruned: the root keeps its own leaf weight,
  // -ThresholdL1(G, alpha) / (H + lambda), with the sampling of rows that 0.72 does.
  set(plan.params, "max_depth", "1");
  set(plan.params, "gamma", kNoSplitGain);
  if (updater != nullptr && !contains(updater->items, "prune")) {
    set(plan.params, "updater", updater->text + ",prune");
  }
}

}  // namespace

TrainingPlan plan_training(const HyperparameterTexts& texts, Profile profile,
                           std::size_t train_rows) {
  TrainingPlan plan;
  plan.profile = profile;
  const ParameterValues values = profile == Profile::Legacy
                                     ? check_legacy(texts, plan.warnings)
                                     : check_strict(texts, plan.warnings);
  plan.num_round = clamped(values.at("num_round").integer);
  if (const auto* rounds = find_value(values, "early_stopping_rounds")) {
    plan.early_stopping_rounds = clamped(rounds->integer);
  }
  if (const auto* trees = find_value(values, "num_parallel_tree")) {
    plan.parallel_trees = clamped(trees->integer);
  }
  plan.csv_weights = is_set_to(values, "csv_weights", "1");
  plan.save_model_on_termination = is_set_to(values, "save_model_on_termination", "true");
  plan.objective = objective_of(values);
  plan_metrics(values, plan);
  refuse_unavailable(values, plan);
  plan.tree_method = tree_method_of(values, train_rows);
  plan_depth(values, plan);
  plan_params(values, plan);
  return plan;
}

}  // namespace espalier::train
