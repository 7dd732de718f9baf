#include <algorithm>
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

}  // namespace

bool shareable(const TrainingPlan& plan) {
  return plan.tree_method != "approx" ||
         (plan.objective == "reg:squarederror" && is_one(plan, "subsample") &&
          is_one(plan, "scale_pos_weight"));
}

void warm(const TrainingData& data, const TrainingPlan& plan) {
  // A round of the plan's own kind, as small as it may be.
  TrainingPlan round = plan;
  round.num_round = 1;
  round.early_stopping_rounds.reset();
  for (auto& [name, value] : round.params) {
    if (name == "max_depth" || name == "num_parallel_tree") value = "1";
  }
  TrainerOptions options;
  options.keep_model = false;
  train(data, round, options);
}

}  // namespace espalier::train
