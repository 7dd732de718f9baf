#include "engine/train/metric_names.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace espalier::train {
namespace {

constexpr std::array<Metric, 33> kStrictMetrics = {
    {{"accuracy", true},
     {"auc", true},
     {"aucpr", true},
     {"balanced_accuracy", true},
     {"f1", true},
     {"f1_binary", true},
     {"f1_macro", true},
     {"map", true},
     {"ndcg", true},
     {"precision", true},
     {"r2", true},
     {"recall", true},
     {"precision_macro", true},
     {"precision_micro", true},
     {"recall_macro", true},
     {"recall_micro", true},
     {"aft-nloglik", false},
     {"cox-nloglik", false},
     {"error", false},
     {"gamma-deviance", false},
     {"gamma-nloglik", false},
     {"interval-regression-accuracy", false},
     {"logloss", false},
     {"mae", false},
     {"mape", false},
     {"merror", false},
     {"mlogloss", false},
     {"mphe", false},
     {"mse", false},
     {"poisson-nloglik", false},
     {"rmse", false},
     {"rmsle", false},
     {"tweedie-nloglik", false}}};

constexpr std::array<Metric, 9> kLegacyMetrics = {{{"auc", true},
                                                   {"error", false},
                                                   {"logloss", false},
                                                   {"mae", false},
                                                   {"map", true},
                                                   {"merror", false},
                                                   {"mlogloss", false},
                                                   {"ndcg", true},
                                                   {"rmse", false}}};

constexpr std::array<std::string_view, 13> kLegacyEvalMetrics = {"rmse",
                                                                 "mae",
                                                                 "logloss",
                                                                 "error",
                                                                 "merror",
                                                                 "mlogloss",
                                                                 "auc",
                                                                 "ndcg",
                                                                 "map",
                                                                 "poisson-nloglik",
                                                                 "gamma-nloglik",
                                                                 "gamma-deviance",
                                                                 "tweedie-nloglik"};

constexpr auto kStrictEvalMetrics = [] {
  std::array<std::string_view, kStrictMetrics.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kStrictMetrics[i].name;
  return names;
}();

constexpr std::array<std::string_view, 13> kContainerMetrics = {"accuracy",
                                                                "balanced_accuracy",
                                                                "f1",
                                                                "f1_binary",
                                                                "f1_macro",
                                                                "mse",
                                                                "precision",
                                                                "precision_macro",
                                                                "precision_micro",
                                                                "r2",
                                                                "recall",
                                                                "recall_macro",
                                                                "recall_micro"};

struct DefaultMetric {
  std::string_view objective;
  std::string_view legacy;
  std::string_view strict;
};

constexpr std::array<DefaultMetric, 18> kDefaultMetrics = {{
    {"reg:squarederror", "rmse", "rmse"},
    {"reg:logistic", "rmse", "rmse"},
    {"binary:logistic", "error", "logloss"},
    {"binary:logitraw", "auc", "logloss"},
    {"binary:hinge", "error", "error"},
    {"count:poisson", "poisson-nloglik", "poisson-nloglik"},
    {"multi:softmax", "merror", "mlogloss"},
    {"multi:softprob", "merror", "mlogloss"},
    {"rank:pairwise", "map", "map"},
    {"rank:ndcg", "map", "map"},
    {"rank:map", "map", "map"},
    {"reg:gamma", "gamma-nloglik", "gamma-nloglik"},
    {"reg:pseudohubererror", "mphe", "mphe"},
    {"reg:squaredlogerror", "rmsle", "rmsle"},
    {"reg:absoluteerror", "mae", "mae"},
    {"survival:aft", "aft-nloglik", "aft-nloglik"},
    {"survival:cox", "cox-nloglik", "cox-nloglik"},
    {"reg:tweedie", "tweedie-nloglik", "tweedie-nloglik"},
}};

}  // namespace

std::span<const Metric> metrics(Profile profile) {
  if (profile == Profile::Legacy) return kLegacyMetrics;
  return kStrictMetrics;
}

std::span<const std::string_view> eval_metric_names(Profile profile) {
  if (profile == Profile::Legacy) return kLegacyEvalMetrics;
  return kStrictEvalMetrics;
}

bool is_container_metric(std::string_view name) {
  return std::ranges::find(kContainerMetrics, name) != kContainerMetrics.end();
}

bool early_stopping_maximizes(Profile profile, std::string_view name) {
  // 0.72's Python looks at what stands before the '@'; the strict container looks the
  // whole name up, so that ndcg@3 is minimised.
  if (profile == Profile::Legacy) name = name.substr(0, name.find('@'));
  const auto known = metrics(profile);
  const auto found = std::ranges::find(known, name, &Metric::name);
  return found != known.end() && found->maximize;
}

std::string default_metric(Profile profile, std::string_view objective,
                           double tweedie_variance_power) {
  const auto found =
      std::ranges::find(kDefaultMetrics, objective, &DefaultMetric::objective);
  if (found == kDefaultMetrics.end()) return {};
  std::string name(profile == Profile::Legacy ? found->legacy : found->strict);
  if (objective == "reg:tweedie") {
    std::array<char, 32> power{};
    std::snprintf(power.data(), power.size(), "@%g", tweedie_variance_power);
    name += power.data();
  }
  return name;
}

}  // namespace espalier::train
