/// One training run: rounds of boosting on data that may be shared, their metrics, a
/// model.
///
/// Any number of threads may train at once, on separate data or on shared data that is
/// warm (channels.hpp). The same data, plan and XGBoost give the same model bytes on one
/// thread; on several, XGBoost does not promise the order in which hist and approx sum.
/// A run with threads > 1 uses libgomp, whose idle threads spin: a program that trains on
/// several threads, or on a busy machine, sets OMP_WAIT_POLICY=passive and
/// GOMP_SPINCOUNT=0 in its environment before it starts.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

/// A metric as the container prints it and SageMaker parses it back: the value of the
/// printed digits as float32.
struct MetricValue {
  std::string name;  ///< "train:rmse", "validation:rmse"
  float value = 0;
};

struct Round {
  int number = 0;  ///< from 0
  std::vector<MetricValue> metrics;
};

enum class StopReason {
  Finished,    ///< num_round rounds, or early_stopping_rounds without improvement
  MaxRuntime,  ///< the stopping condition's MaxRuntimeInSeconds
  Requested,   ///< the stop token
};

struct TrainingOutcome {
  StopReason reason = StopReason::Finished;
  std::vector<Round> rounds;
  /// The round the model ends with (early stopping keeps the best).
  int best_round = 0;
  /// The model in UBJSON; empty where keep_model was off.
  std::string model;
};

struct TrainerOptions {
  int threads = 1;
  std::stop_token stop;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  bool keep_model = true;
  /// Hears each line of the job's log as it is printed ("[0]#011train-rmse:…").
  std::function<void(std::string_view)> log;
  /// Hears each round; returning false ends the run as Requested.
  std::function<bool(const Round&)> on_round;
};

/// Trains. The booster lives and dies on the calling thread.
/// Throws: engine::Error as the container would fail: ("ClientError") for what is the
/// user's to mend, ("AlgorithmError") otherwise.
TrainingOutcome train(const TrainingData& data, const TrainingPlan& plan,
                      const TrainerOptions& options);

}  // namespace espalier::train
