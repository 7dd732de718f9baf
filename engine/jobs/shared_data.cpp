#include "engine/jobs/shared_data.hpp"

namespace espalier::jobs {

SharedData::Data SharedData::load(const train::TrainingPlan& plan) const {
  return std::make_shared<const train::TrainingData>(load_(plan));
}

SharedData::Data SharedData::get(const Plan& plan) {
  // A plan that is refused is this caller's failure alone: it is made before the data is.
  const auto checked = plan(0);
  if (!train::shareable(checked)) return load(checked);
  std::unique_lock lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
  try {
    if (!data_) data_ = load(checked);
    // The number of rows may have changed tree_method, and with it what can be shared.
    const auto settled = plan(data_->train->rows());
    if (!train::shareable(settled)) {
      lock.unlock();
      return load(settled);
    }
    if (!warm_) train::warm(*data_, settled);
    warm_ = true;
  } catch (...) {
    if (lock.owns_lock()) failure_ = std::current_exception();
    throw;
  }
  return data_;
}

}  // namespace espalier::jobs
