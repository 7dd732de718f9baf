/// The training data of a tuning job: loaded by the first training job that needs it,
/// shared by all.
///
/// Any number of threads may use one.
#pragma once

#include <exception>
#include <functional>
#include <mutex>
#include <optional>

#include "engine/train/channels.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::jobs {

class SharedData {
 public:
  using Load = std::function<train::TrainingData(const train::TrainingPlan&)>;
  using Plan = std::function<train::TrainingPlan(std::size_t train_rows)>;

  explicit SharedData(Load load) : load_(std::move(load)) {}

  /// The data, loaded and made safe to share with the first caller's plan.
  /// Throws: what the loading threw, to every caller.
  const train::TrainingData& get(const Plan& plan);

 private:
  Load load_;
  std::once_flag once_;
  std::optional<train::TrainingData> data_;
  std::exception_ptr failure_;
};

}  // namespace espalier::jobs
