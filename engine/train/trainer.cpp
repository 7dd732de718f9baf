#include "engine/train/trainer.hpp"

#include <array>
#include <span>
#include <utility>

#include "engine/error.hpp"
#include "engine/train/early_stopping.hpp"
#include "engine/train/evaluation.hpp"
#include "engine/train/training_failure.hpp"

namespace espalier::train {
namespace {

/// The channels that a run evaluates, in the order in which they are printed.
struct Watchlist {
  std::vector<const xgb::DMatrix*> matrices;
  std::vector<std::string> names;

  explicit Watchlist(const TrainingData& data)
      : matrices{data.train.get()}, names{"train"} {
    if (data.validation == nullptr) return;
    matrices.push_back(data.validation.get());
    names.emplace_back("validation");
  }
};

xgb::BoosterParams booster_params(const TrainingPlan& plan, int threads) {
  xgb::BoosterParams params = plan.params;
  params.emplace_back("nthread", std::to_string(threads));
  for (const std::string& metric : plan.eval_metrics) {
    params.emplace_back("eval_metric", metric);
  }
  return params;
}

Round to_round(int number, const std::vector<Evaluation>& evaluations) {
  Round round;
  round.number = number;
  for (const Evaluation& evaluation : evaluations) {
    round.metrics.push_back(
        {evaluation.channel + ":" + evaluation.metric, evaluation.logged_value()});
  }
  return round;
}

/// One call of train(): what its rounds share.
class Run {
 public:
  Run(const TrainingData& data, const TrainingPlan& plan, const TrainerOptions& options)
      : data_(data),
        plan_(plan),
        options_(options),
        watchlist_(data),
        booster_(watchlist_.matrices, booster_params(plan, options.threads)),
        early_stopping_(EarlyStopping::of(plan, data.validation != nullptr)) {}

  TrainingOutcome operator()() {
    log_beginning();
    for (int round = 0; round < plan_.num_round; ++round) {
      if (const auto reason = reason_to_stop()) {
        outcome_.reason = *reason;
        break;
      }
      if (!boost(round)) break;
    }
    finish();
    return std::move(outcome_);
  }

 private:
  void log(const std::string& line) const {
    if (options_.log) options_.log(line);
  }

  void log_beginning() const {
    if (!plan_.tuning_metric.empty()) {
      log("Setting up HPO optimized metric to be : " + plan_.tuning_metric);
    }
    if (plan_.profile == Profile::Legacy) return;
    log("Train matrix has " + std::to_string(data_.train->rows()) + " rows and " +
        std::to_string(data_.train->columns()) + " columns");
    if (data_.validation != nullptr) {
      log("Validation matrix has " + std::to_string(data_.validation->rows()) + " rows");
    }
  }

  [[nodiscard]] std::optional<StopReason> reason_to_stop() const {
    if (options_.stop.stop_requested()) return StopReason::Requested;
    if (options_.deadline && std::chrono::steady_clock::now() >= *options_.deadline) {
      return StopReason::MaxRuntime;
    }
    return std::nullopt;
  }

  /// Returns false if no round should follow.
  bool boost(int round) {
    booster_.update(round, *data_.train);
    const auto evaluations = parse_evaluation(
        booster_.evaluate(round, watchlist_.matrices, watchlist_.names), plan_.profile);
    log(log_line(round, evaluations));
    outcome_.rounds.push_back(to_round(round, evaluations));
    outcome_.best_round = round;
    const bool early =
        early_stopping_ && early_stopping_->stops_after(round, evaluations);
    if (options_.on_round && !options_.on_round(outcome_.rounds.back())) {
      outcome_.reason = StopReason::Requested;
      return false;
    }
    return !early;
  }

  void finish() {
    if (outcome_.rounds.empty()) return;
    if (early_stopping_) outcome_.best_round = early_stopping_->best_round();
    if (options_.keep_model) outcome_.model = best_model();
  }

  /// The model up to the best round, with the attributes that XGBoost's Python sets.
  std::string best_model() {
    const int rounds = outcome_.best_round + 1;
    const bool whole = plan_.tree_method == "linear" ||
                       static_cast<std::size_t>(rounds) == outcome_.rounds.size();
    xgb::Booster best = whole ? std::move(booster_) : booster_.slice(0, rounds);
    best.set_attribute("best_iteration", std::to_string(outcome_.best_round));
    best.set_attribute("best_ntree_limit", std::to_string(static_cast<long long>(rounds) *
                                                          plan_.parallel_trees));
    return best.save(xgb::ModelFormat::Ubjson);
  }

  const TrainingData& data_;
  const TrainingPlan& plan_;
  const TrainerOptions& options_;
  Watchlist watchlist_;
  xgb::Booster booster_;
  std::optional<EarlyStopping> early_stopping_;
  TrainingOutcome outcome_;
};

}  // namespace

TrainingOutcome train(const TrainingData& data, const TrainingPlan& plan,
                      const TrainerOptions& options) {
  const bool stops_early =
      EarlyStopping::of(plan, data.validation != nullptr).has_value();
  if (plan.profile == Profile::Strict && plan.tree_method == "linear" && stops_early) {
    throw training_failure("`save_best` is not applicable to current booster",
                           plan.profile);
  }
  try {
    return Run(data, plan, options)();
  } catch (const engine::Error& error) {
    if (error.kind() != engine::ErrorKind::Internal) throw;
    throw training_failure(error.what(), plan.profile);
  }
}

}  // namespace espalier::train
