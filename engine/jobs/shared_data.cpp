#include "engine/jobs/shared_data.hpp"

namespace espalier::jobs {

const train::TrainingData& SharedData::get(const Plan& plan) {
  // A plan that is refused is this caller's failure alone: it is made before the data is.
  const auto checked = plan(0);
  std::call_once(once_, [&] {
    try {
      data_.emplace(load_(checked));
      train::warm(*data_, plan(data_->train->rows()));
    } catch (...) {
      failure_ = std::current_exception();
    }
  });
  if (failure_) std::rethrow_exception(failure_);
  return *data_;
}

}  // namespace espalier::jobs
