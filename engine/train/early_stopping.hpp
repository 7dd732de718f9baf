/// The containers' early stopping: the round with the best value of one metric, and
/// whether it is so long ago that training should stop.
///
/// A plain value, one for each run.
#pragma once

#include <optional>
#include <vector>

#include "engine/train/evaluation.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

class EarlyStopping {
 public:
  /// Nothing where the image would not stop early: the strict one needs a validation
  /// channel and a metric that was asked for, Legacy takes what it has.
  static std::optional<EarlyStopping> of(const TrainingPlan& plan, bool has_validation);

  /// Takes in a round. Returns true if training should stop after it.
  bool stops_after(int round, const std::vector<Evaluation>& evaluations);

  [[nodiscard]] int best_round() const noexcept { return best_round_; }

 private:
  EarlyStopping(const TrainingPlan& plan, bool has_validation);

  Profile profile_;
  std::string channel_;
  std::string metric_;
  bool maximize_;
  int patience_;
  int best_round_ = 0;
  double best_value_ = 0;
};

}  // namespace espalier::train
