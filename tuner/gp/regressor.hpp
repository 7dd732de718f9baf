/// Exact Gaussian-process regression for one set of hyperparameters, with joint draws of
/// the values of pending trials.
///
/// Notation     shape          meaning
///   X          (n+p+m, r)     features of the n complete, p pending and m failed trials
///   y          (n)            objective values, standardised to mean 0, variance 1
///   xi         (p, f)         standard normal draws, one column for each of f fantasies
///   q          (m)            the chance that a trial fails where each failed one stood
///   L          (n+p+m, same)  lower Cholesky factor of K(X, X) + noise and jitter
///   v          (n+p+m, f)     L^-1 y, then xi, then what gives failed trials a value
///   alpha      (n+p+m, f)     L^-T v
///
/// A fantasy's values are those with L^-1 y = v, so xi gives joint draws of the
/// posterior. A failed trial has no value; it is taken for (1 - q) of its posterior mean,
/// which leaves the mean around it as it is, and q of the worst value: nothing is to be
/// gained there.
///
/// Rasmussen, Williams: Gaussian processes for machine learning, algorithm 2.1;
/// fantasies: Snoek, Larochelle, Adams, NIPS 2012, section 3.2.
///
/// Immutable after construction: any number of threads may use one.
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
  /// Requires: f >= 1; without pending trials xi has no row and f columns.
  Regressor(const HyperparameterLayout& layout, const Eigen::VectorXd& theta,
            const Eigen::MatrixXd& features, const Eigen::VectorXd& y,
            const Eigen::MatrixXd& xi,
            const Eigen::VectorXd& failure_chances = Eigen::VectorXd());

  [[nodiscard]] Prediction predict(const Eigen::MatrixXd& features) const;
  void predict(const Eigen::VectorXd& features, PredictionGradient& out) const;

  /// The least posterior mean over complete and pending trials, for each fantasy; shape
  /// (f).
  [[nodiscard]] const Eigen::VectorXd& incumbents() const noexcept { return incumbents_; }

 private:
  /// The last rows of v, one after the other.
  void place_failed(const Eigen::VectorXd& failure_chances, double worst,
                    Eigen::MatrixXd& white) const;

  Covariance covariance_;
  Eigen::MatrixXd scaled_;
  Eigen::MatrixXd factor_;
  Eigen::MatrixXd alpha_;
  Eigen::VectorXd incumbents_;
};

}  // namespace espalier::tuner::gp
