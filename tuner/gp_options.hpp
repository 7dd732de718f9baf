/// The settings of the Gaussian-process sampler. Where no other source is given a number
/// is that of syne-tune, the open implementation by the authors of SageMaker's tuner
/// (syne_tune/optimizer/schedulers/searchers/bayesopt: gpautograd/constants.py,
/// gpautograd/warping.py, gpautograd/likelihood.py, gp_searcher_factory.py).
#pragma once

#include <cstddef>

#include "tuner/random.hpp"

namespace espalier::tuner {

/// Where a positive hyperparameter of the model may lie.
struct Bounds {
  double min;
  double max;
};

/// Priors over the model's hyperparameters, for targets of mean 0 and variance 1. All are
/// sampled as logarithms, within their bounds.
struct GpPriors {
  Bounds noise_variance{1e-9, 1e6};
  /// Gamma, by its mean and shape.
  double noise_mean = 0.1;
  double noise_shape = 0.1;
  double noise_start = 1e-3;

  /// Variance of the signal; log-normal of location 0.
  Bounds signal_variance{1e-3, 1e3};
  double signal_sd = 1.0;

  /// 1 / length scale of each range; log-normal by its median. (syne-tune's is uniform
  /// within these bounds; see docs/tuning.md.)
  Bounds inverse_length_scale{1e-4, 100};
  double inverse_length_median = 3.0;
  double inverse_length_sd = 1.0;

  /// Both shapes of the Kumaraswamy warping of each numeric range; log-normal of location
  /// 0.
  Bounds warping{0.25, 4};
  double warping_sd = 0.75;

  /// How strongly targets above the median are compressed; log-normal by its median. No
  /// counterpart in syne-tune.
  Bounds compression{1e-3, 1e3};
  double compression_median = 1.0;
  double compression_sd = 1.0;

  /// Added to the covariance's diagonal beside the noise.
  double jitter = 1e-9;
};

struct GpOptions {
  Seed seed{0};
  /// Trials proposed without a model; each is a point of a scrambled Sobol sequence.
  std::size_t initial_trials = 3;
  GpPriors priors{};
  /// Sets of hyperparameters the acquisition is averaged over.
  std::size_t hyperparameter_samples = 8;
  /// Joint draws of the pending trials' values, for each set of hyperparameters.
  std::size_t fantasies = 4;
  /// Candidates of the Sobol sequence ranked before the local search.
  std::size_t candidates = 400;
  /// Candidates near the best told trials, ranked with them.
  std::size_t neighbours = 200;
  /// Best candidates from which the local search starts.
  std::size_t local_searches = 4;
  /// Complete trials the model is fitted to, which bounds the cost of an ask: beyond them
  /// the hyperparameters stay as the first ones had them, and the model sees the best
  /// quarter and the latest of all. syne-tune's is 500 (gp_searcher_factory.py,
  /// max_size), with the same quarter (max_size_top_fraction).
  std::size_t max_observations = 300;
  /// Improvement, in standard deviations of the targets, that is asked for at least.
  double improvement = 0.001;
  /// The same for each `explore_every`-th trial; a high one looks further afield.
  double exploring_improvement = 0.03;
  std::size_t explore_every = 2;
};

}  // namespace espalier::tuner
