/// Bayesian optimisation: a Gaussian process and expected improvement.
#pragma once

#include <cstddef>

#include "tuner/random.hpp"
#include "tuner/sampler.hpp"

namespace espalier::tuner {

struct GpOptions {
  Seed seed{0};
  /// Trials proposed without a model; each is a point of a scrambled Sobol sequence.
  std::size_t initial_trials = 3;
};

class GpSampler final : public Sampler {
 public:
  explicit GpSampler(GpOptions options) : options_(options) {}

  Params propose(const History& history) override;

 private:
  GpOptions options_;
};

}  // namespace espalier::tuner
