/// Exact Gaussian-process regression for one set of hyperparameters, with joint draws of
/// the values of pending trials.
///
/// Notation     shape        meaning
///   X          (n + p, r)   features of the n complete and the p other trials: pending,
///                           then failed
///   y          (n)          objective values, standardised to mean 0, variance 1
///   xi         (p, f)       standard normal draws, one column for each of f fantasies; 0
///                           for failed trials, which leaves the mean as it is and says
///                           that nothing is to be learnt there
///   L          (n+p, n+p)   lower Cholesky factor of K(X, X) + (noise_variance + jitter)
///   I v          (n+p, f)     L^-1 y above xi: a fantasy's values are those with L^-1 y
///   = v alpha      (n+p, f)     L^-T v
///
/// Rasmussen, Williams: Gaussian processes for machine learning, algorithm 2.1;
/// fantasies: Snoek, Larochelle, Adams, NIPS 2012, section 3.2. Immutable after
/// construction: any number of threads may use one.
#pragma once

#include <Eigen/Core>

#include "tuner/gp/covariance.hpp"

namespace espalier::tuner::gp {

/// Logarithm of the density of y (n) at features (n, r); minus infinity where the
/// covariance is not numerically positive definite. Algorithm 2.1, line 7.
[[nodiscard]] double log_marginal_likelihood(const HyperparameterLayout& layout,
                                             const Eigen::VectorXd& theta,
                                             const Eigen::MatrixXd& features,
                                             const Eigen::VectorXd& y);

struct Prediction {
  Eigen::MatrixXd mean;      ///< (m, f)
  Eigen::VectorXd variance;  ///< (m), of the latent function
};

/// At one place, with derivatives by its features.
struct PredictionGradient {
  Eigen::VectorXd mean;  ///< (f)
  double variance = 0;
  Eigen::MatrixXd mean_gradient;      ///< (r, f)
  Eigen::VectorXd variance_gradient;  ///< (r)
};

class Regressor {
 public:
  /// The jitter is raised where the covariance would not factorise otherwise.
  /// Requires: f >= 1; where p is 0 xi has no row and f columns.
  Regressor(const HyperparameterLayout& layout, const Eigen::VectorXd& theta,
            const Eigen::MatrixXd& features, const Eigen::VectorXd& y,
            const Eigen::MatrixXd& xi, Eigen::Index failed = 0);

  [[nodiscard]] Prediction predict(const Eigen::MatrixXd& features) const;
  void predict(const Eigen::VectorXd& features, PredictionGradient& out) const;

  /// The least posterior mean over complete and pending trials, for each fantasy; shape
  /// (f).
  [[nodiscard]] const Eigen::VectorXd& incumbents() const noexcept { return incumbents_; }

 private:
  Covariance covariance_;
  Eigen::MatrixXd scaled_;
  Eigen::MatrixXd factor_;
  Eigen::MatrixXd alpha_;
  Eigen::VectorXd incumbents_;
};

}  // namespace espalier::tuner::gp
