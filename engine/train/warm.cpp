#include <array>
#include <string>
#include <vector>

#include "engine/error.hpp"
#include "engine/train/channels.hpp"
#include "engine/train/trainer.hpp"
#include "engine/train/training_failure.hpp"

namespace espalier::train {

bool shareable(const TrainingPlan& plan) {
  return plan.tree_method != "approx" || plan.objective == "reg:squarederror";
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
