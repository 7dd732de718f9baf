/// The training data of a tuning job: loaded by the first training job that needs it,
/// shared by all that can share.
///
/// Any number of threads may use one.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>

#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::jobs {

class SharedData {
 public:
  using Load = std::function<train::TrainingData(const train::TrainingPlan&)>;
  using Plan = std::function<train::TrainingPlan(std::size_t train_rows)>;
  using Data = std::shared_ptr<const train::TrainingData>;

  explicit SharedData(Load load) : load_(std::move(load)) {}

  /// The data, loaded once and made safe to share; where the plan is not shareable, the
  /// caller's own, loaded anew.
  /// Throws: what the first loading threw, to every caller.
  Data get(const Plan& plan);

 private:
  [[nodiscard]] Data load(const train::TrainingPlan& plan) const;

  Load load_;
  std::mutex mutex_;
  Data data_;
  bool warm_ = false;
  std::exception_ptr failure_;
};

}  // namespace espalier::jobs
