/// A sampler proposes the next configuration from what is known of the earlier ones.
#pragma once

#include <span>

#include "tuner/search_space.hpp"
#include "tuner/trial.hpp"

namespace espalier::tuner {

/// What a sampler may look at when it proposes trial `next`.
struct History {
  const SearchSpace* space = nullptr;
  /// Told trials, in the order of their ids; values are to be minimised (a study that
  /// maximises hands them over negated). Failed trials are among them.
  std::span<const Trial> told;
  /// Trials whose result is not to be looked at yet (running, or too recent to be used).
  std::span<const Trial> pending;
  TrialId next{};
};

class Sampler {
 public:
  Sampler() = default;
  virtual ~Sampler() = default;
  Sampler(const Sampler&) = delete;
  Sampler(Sampler&&) = delete;
  Sampler& operator=(const Sampler&) = delete;
  Sampler& operator=(Sampler&&) = delete;

  /// The configuration of trial `history.next`: a function of the sampler's options and
  /// of `history` alone, so that a study can be replayed.
  virtual Params propose(const History& history) = 0;
};

}  // namespace espalier::tuner
