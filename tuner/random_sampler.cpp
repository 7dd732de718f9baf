#include "tuner/random_sampler.hpp"

#include "tuner/seen_params.hpp"

namespace espalier::tuner {

Params RandomSampler::propose(const History& history) {
  Random random(
      {static_cast<std::uint64_t>(seed_), static_cast<std::uint64_t>(history.next)});
  const SeenParams seen(history);
  if (auto params = seen.draw_unseen(*history.space, random)) return *std::move(params);
  return history.space->sample(random);
}

}  // namespace espalier::tuner
