#include "tuner/study.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace espalier::tuner {
namespace {

std::size_t index_of(TrialId id) noexcept { return static_cast<std::size_t>(id); }

/// What a sampler may see of a trial whose result is out of its sight.
Trial without_result(Trial trial) {
  trial.state = TrialState::Running;
  trial.value.reset();
  return trial;
}

}  // namespace

Study::Study(SearchSpace space, std::unique_ptr<Sampler> sampler, StudyOptions options)
    : space_(std::move(space)), sampler_(std::move(sampler)), options_(options) {
  if (options_.max_parallel == 0) {
    throw std::invalid_argument("max_parallel is 0; a study needs at least 1");
  }
}

void Study::enqueue(Params params) {
  static_cast<void>(space_.encode(params));  // refuses what is not in the space
  queue_.push_back(std::move(params));
}

std::size_t Study::visible() const noexcept {
  if (options_.visibility == Visibility::AsTold) return trials_.size();
  const std::size_t hidden = options_.max_parallel - 1;
  return trials_.size() > hidden ? trials_.size() - hidden : 0;
}

bool Study::can_ask() const noexcept {
  if (options_.visibility == Visibility::AsTold) return true;
  const std::size_t needed = visible();
  for (std::size_t i = 0; i < needed; ++i) {
    if (trials_[i].state == TrialState::Running) return false;
  }
  return true;
}

Params Study::propose() {
  std::vector<Trial> told;
  std::vector<Trial> pending;
  const std::size_t seen = visible();
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    if (i >= seen || trials_[i].state == TrialState::Running) {
      pending.push_back(without_result(trials_[i]));
      continue;
    }
    told.push_back(trials_[i]);
    if (options_.direction == Direction::Maximize && told.back().value) {
      told.back().value = -*told.back().value;
    }
  }
  return sampler_->propose(
      {&space_, told, pending, static_cast<TrialId>(trials_.size())});
}

Trial Study::ask() {
  if (!can_ask()) {
    throw std::logic_error("trial " + std::to_string(trials_.size()) +
                           " needs earlier results; tell those first");
  }
  Trial trial;
  trial.id = static_cast<TrialId>(trials_.size());
  if (queue_.empty()) {
    trial.params = propose();
  } else {
    trial.params = std::move(queue_.front());
    queue_.pop_front();
  }
  trial.point = space_.encode(trial.params);
  trials_.push_back(trial);
  return trial;
}

Trial& Study::running(TrialId id) {
  // A negative id is beyond the end once unsigned.
  if (index_of(id) >= trials_.size()) {
    throw std::invalid_argument("trial " + std::to_string(static_cast<std::int64_t>(id)) +
                                " was not asked for");
  }
  Trial& trial = trials_[index_of(id)];
  if (trial.state != TrialState::Running) {
    throw std::invalid_argument("trial " + std::to_string(static_cast<std::int64_t>(id)) +
                                " has been told already");
  }
  return trial;
}

void Study::tell(TrialId id, double value) {
  Trial& trial = running(id);
  if (!std::isfinite(value)) {
    throw std::invalid_argument("the value of trial " +
                                std::to_string(static_cast<std::int64_t>(id)) +
                                " is not finite; tell it as failed");
  }
  trial.state = TrialState::Complete;
  trial.value = value;
}

void Study::tell_failed(TrialId id) { running(id).state = TrialState::Failed; }

const Trial* Study::best_trial() const noexcept {
  const double sign = options_.direction == Direction::Maximize ? -1.0 : 1.0;
  const Trial* best = nullptr;
  for (const Trial& trial : trials_) {
    if (trial.state != TrialState::Complete) continue;
    if (best == nullptr || sign * *trial.value < sign * *best->value) best = &trial;
  }
  return best;
}

void Study::add_trial(Trial trial) {
  if (index_of(trial.id) != trials_.size()) {
    throw std::invalid_argument("the next trial is " + std::to_string(trials_.size()) +
                                ", not " +
                                std::to_string(static_cast<std::int64_t>(trial.id)));
  }
  const bool complete = trial.state == TrialState::Complete;
  if (complete != trial.value.has_value() || (complete && !std::isfinite(*trial.value))) {
    throw std::invalid_argument(
        "a complete trial has a finite value, and only a complete one");
  }
  trial.point = space_.encode(trial.params);
  trials_.push_back(std::move(trial));
}

}  // namespace espalier::tuner
