/// Draws each configuration uniformly under the ranges' scalings, avoiding repetition.
#pragma once

#include "tuner/random.hpp"
#include "tuner/sampler.hpp"

namespace espalier::tuner {

class RandomSampler final : public Sampler {
 public:
  explicit RandomSampler(Seed seed) noexcept : seed_(seed) {}

  /// A configuration not asked before, while there is one (up to 1,000 draws are made to
  /// find it).
  Params propose(const History& history) override;

 private:
  Seed seed_;
};

}  // namespace espalier::tuner
