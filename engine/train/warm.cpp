#include <algorithm>
#include <array>
#include <string_view>

#include "engine/train/channels.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::train {

namespace {

bool is_one(const TrainingPlan& plan, std::string_view name) {
  const auto found = std::ranges::find_if(
      plan.params, [&](const auto& param) { return param.first == name; });
  return found == plan.params.end() || found->second == "1.0";
}

/// What XGBoost's lazy index, and that a round succeeds on the labels, depend on.
bool shapes_index(std::string_view name) {
  constexpr std::array<std::string_view, 11> kNames = {"verbosity",
                                                       "booster",
                                                       "tree_method",
                                                       "updater",
                                                       "max_bin",
                                                       "objective",
                                                       "num_class",
                                                       "base_score",
                                                       "tweedie_variance_power",
                                                       "aft_loss_distribution",
                                                       "aft_loss_distribution_scale"};
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace

bool shareable(const TrainingPlan& plan) {
  return plan.tree_method != "approx" ||
         (plan.objective == "reg:squarederror" && is_one(plan, "subsample") &&
          is_one(plan, "scale_pos_weight"));
}

void warm(const TrainingData& data, const TrainingPlan& plan) {
  // What the other hyperparameters say does not matter to the index, and one of them may
  // be such that XGBoost fails on this plan alone.
  TrainingPlan round = plan;
  round.num_round = 1;
  round.early_stopping_rounds.reset();
  std::erase_if(round.params,
                [](const auto& param) { return !shapes_index(param.first); });
  round.params.emplace_back("max_depth", "1");
  TrainerOptions options;
  options.keep_model = false;
  train(data, round, options);
}

}  // namespace espalier::train
