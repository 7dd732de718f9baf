/// The model's hyperparameters, their layout in the vector that is sampled, and their
/// prior.
///
///   theta   (3 + r + 2 w)   natural logarithms, in this order, of
///                           the noise variance, the signal variance,
///                           r inverse length scales, one a feature,
///                           w first and w second shapes of the warping, one a numeric
///                           feature each,
///                           the compression of the targets
#pragma once

#include <Eigen/Core>
#include <vector>

#include "tuner/gp/feature_space.hpp"
#include "tuner/gp_options.hpp"

namespace espalier::tuner::gp {

struct Hyperparameters {
  double noise_variance;
  double signal_variance;
  Eigen::VectorXd inverse_length_scale;  ///< (r)
  Eigen::VectorXd warp_a;                ///< (r), 1 where a feature is not warped
  Eigen::VectorXd warp_b;                ///< (r), 1 where a feature is not warped
};

/// Immutable after construction: any number of threads may use one.
class HyperparameterLayout {
 public:
  HyperparameterLayout(const FeatureSpace& features, const GpPriors& priors);

  [[nodiscard]] Eigen::Index size() const noexcept { return lower_.size(); }
  [[nodiscard]] Hyperparameters unpack(const Eigen::VectorXd& theta) const;
  /// c of tuner/gp/targets.hpp.
  [[nodiscard]] double compression(const Eigen::VectorXd& theta) const;
  /// Where a chain starts when nothing is known.
  [[nodiscard]] Eigen::VectorXd start() const;
  /// Logarithm of the prior density, up to a constant; minus infinity outside the bounds.
  [[nodiscard]] double log_prior(const Eigen::VectorXd& theta) const;
  [[nodiscard]] bool is_categorical(Eigen::Index feature) const noexcept {
    return categorical_[static_cast<std::size_t>(feature)];
  }
  [[nodiscard]] Eigen::Index features() const noexcept {
    return static_cast<Eigen::Index>(categorical_.size());
  }
  [[nodiscard]] const GpPriors& priors() const noexcept { return priors_; }

 private:
  GpPriors priors_;
  std::vector<bool> categorical_;
  std::vector<Eigen::Index> warped_;  ///< the numeric features
  Eigen::VectorXd lower_;
  Eigen::VectorXd upper_;
};

}  // namespace espalier::tuner::gp
