#include "engine/train/early_stopping.hpp"

#include <algorithm>

namespace espalier::train {

std::optional<EarlyStopping> EarlyStopping::of(const TrainingPlan& plan,
                                               bool has_validation) {
  if (!plan.early_stopping_rounds || plan.early_stopping_metric.empty()) return {};
  if (plan.profile == Profile::Strict && !has_validation) return {};
  return EarlyStopping(plan, has_validation);
}

EarlyStopping::EarlyStopping(const TrainingPlan& plan, bool has_validation)
    : profile_(plan.profile),
      channel_(has_validation ? "validation" : "train"),
      metric_(plan.early_stopping_metric),
      maximize_(plan.early_stopping_maximize),
      patience_(plan.early_stopping_rounds.value_or(0)) {}

bool EarlyStopping::stops_after(int round, const std::vector<Evaluation>& evaluations) {
  const auto watched = std::ranges::find_if(evaluations, [this](const Evaluation& one) {
    return one.channel == channel_ && one.metric == metric_;
  });
  if (watched == evaluations.end()) return false;
  // 0.72's Python compares what was printed, the strict image's compares all digits.
  const double value = profile_ == Profile::Legacy
                           ? static_cast<double>(watched->logged_value())
                           : watched->value;
  const bool better = maximize_ ? value > best_value_ : value < best_value_;
  if (round == 0 || better) {
    best_round_ = round;
    best_value_ = value;
    return false;
  }
  return round - best_round_ >= patience_;
}

}  // namespace espalier::train
