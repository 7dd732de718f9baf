#include "tuner/gp/hyperparameter_chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tuner/gp/regressor.hpp"
#include "tuner/gp/slice_sampler.hpp"
#include "tuner/gp/targets.hpp"

namespace espalier::tuner::gp {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// Every number of trials up to here has its own draws; beyond, about 16 in each
/// doubling.
constexpr Index kEachUpTo = 64;

/// The number of trials, at most n, whose draws serve n trials.
Index refit_at(Index n) noexcept {
  if (n <= kEachUpTo) return n;
  Index stride = 1;
  for (Index scale = kEachUpTo; 2 * scale <= n; scale *= 2) stride *= 2;
  stride *= kEachUpTo / 16;
  return n / stride * stride;
}

/// The number of trials whose draws come before those for n.
Index refit_before(Index n) noexcept { return refit_at(n - 1); }

/// Steps of the chain for n trials, of which the last `samples` are kept, thinned.
struct Steps {
  int burn_in;
  int thinning;
};

Steps steps_for(Index n, bool fresh) noexcept {
  if (fresh) return {100, 5};
  if (n <= 16) return {20, 3};
  if (n <= 32) return {5, 1};
  return {0, 1};
}

}  // namespace

HyperparameterChain::HyperparameterChain(HyperparameterLayout layout, std::uint64_t seed,
                                         std::size_t samples)
    : layout_(std::move(layout)), seed_(seed), samples_(samples) {}

void HyperparameterChain::forget_others(const Observations& observations) {
  const Index shared = std::min(known_.values.size(), observations.values.size());
  Index same = 0;
  while (same < shared && known_.values[same] == observations.values[same] &&
         known_.features.row(same) == observations.features.row(same)) {
    ++same;
  }
  drawn_.erase(drawn_.upper_bound(same), drawn_.end());
  known_ = observations;
}

std::vector<VectorXd> HyperparameterChain::draw_next(
    const Observations& observations, Index count,
    const std::vector<VectorXd>* previous) const {
  const Eigen::MatrixXd features = observations.features.topRows(count);
  const VectorXd y = standardise(observations.values.head(count));
  const LogDensity density = [&](const VectorXd& theta) {
    const double prior = layout_.log_prior(theta);
    if (prior == -std::numeric_limits<double>::infinity()) return prior;
    const Targets targets = compress(y, layout_.compression(theta));
    return prior + targets.log_jacobian +
           log_marginal_likelihood(layout_, theta, features, targets.values);
  };
  VectorXd start = previous != nullptr ? previous->back() : layout_.start();
  if (!std::isfinite(density(start))) start = layout_.start();
  SliceSampler sampler(density, start);
  Random random({seed_, static_cast<std::uint64_t>(count)});
  const Steps steps = steps_for(count, previous == nullptr);
  for (int i = 0; i < steps.burn_in; ++i) sampler.step(random);
  std::vector<VectorXd> samples;
  while (samples.size() < samples_) {
    for (int i = 0; i < steps.thinning; ++i) sampler.step(random);
    samples.push_back(sampler.state());
  }
  return samples;
}

const std::vector<VectorXd>& HyperparameterChain::draw(const Observations& observations) {
  forget_others(observations);
  const Index wanted = refit_at(observations.values.size());
  std::vector<Index> missing;
  for (Index n = wanted; n > 0 && !drawn_.contains(n); n = refit_before(n)) {
    missing.push_back(n);
  }
  std::reverse(missing.begin(), missing.end());
  for (const Index n : missing) {
    const auto previous = drawn_.find(refit_before(n));
    drawn_[n] = draw_next(observations, n,
                          previous == drawn_.end() ? nullptr : &previous->second);
  }
  return drawn_[wanted];
}

}  // namespace espalier::tuner::gp
