/// Bayesian optimisation: a Gaussian process and expected improvement.
///
/// The targets, standardised, are a Gaussian process over the unit cube: constant mean,
/// Matern-5/2 kernel with a length scale for each range, Kumaraswamy input warping,
/// Gaussian noise. Its hyperparameters are drawn by slice sampling; expected improvement
/// is averaged over the draws and over joint fantasies of the pending trials. Integers
/// are compared where they round to, a categorical range counts as its one-hot
/// coordinates under one length scale. A failed trial lowers the chance of its
/// neighbourhood.
///
///   Perrone et al.: Amazon SageMaker Automatic Model Tuning: scalable gradient-free
///   optimization, KDD 2021. Snoek, Larochelle, Adams: Practical Bayesian optimization of
///   machine learning algorithms, NIPS 2012; Snoek, Swersky, Zemel, Adams: Input warping
///   for Bayesian optimization of non-stationary functions, ICML 2014.
///
/// A sampler belongs to one thread at a time.
#pragma once

#include <memory>

#include "tuner/gp_options.hpp"
#include "tuner/sampler.hpp"

namespace espalier::tuner {

class GpSampler final : public Sampler {
 public:
  explicit GpSampler(GpOptions options);
  ~GpSampler() override;
  GpSampler(const GpSampler&) = delete;
  GpSampler(GpSampler&&) = delete;
  GpSampler& operator=(const GpSampler&) = delete;
  GpSampler& operator=(GpSampler&&) = delete;

  /// Never repeats a configuration while the space has a new one.
  /// Complexity: O(n^3) in the told trials for each draw of the hyperparameters. What was
  /// drawn for a beginning of the history is kept, so asks that follow each other are
  /// cheaper than the first ask for a long history; the answers are the same.
  Params propose(const History& history) override;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace espalier::tuner
