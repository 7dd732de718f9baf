/// The chance that a trial succeeds, learnt from those that failed.
///
///   P(x) = ((1 + c) / (1 + c + f))^3
///
/// c and f sum k(x, x_i) = exp(-|x - x_i|^2 / (2 h^2)) over the complete and the failed
/// trials; a different category counts as a distance of h. A kernel estimate with one
/// success assumed beforehand, sharpened: one failure among successes costs little,
/// several failures around a place leave it no chance. Nadaraya: On estimating
/// regression, Theory of probability and its applications 9 (1964).
///
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <Eigen/Core>

#include "tuner/gp/hyperparameters.hpp"

namespace espalier::tuner::gp {

class Feasibility {
 public:
  /// Features of the complete (n, r) and of the failed trials (m, r).
  Feasibility(HyperparameterLayout layout, Eigen::MatrixXd complete,
              Eigen::MatrixXd failed);

  /// ln P at features (r); adds its gradient, zero for categorical features, to
  /// `gradient`.
  double log_probability(const Eigen::VectorXd& features,
                         Eigen::VectorXd& gradient) const;
  /// 1 - P at each failed trial as the others have it; shape (m). A failure alone may be
  /// an accident, several in one place are not.
  [[nodiscard]] Eigen::VectorXd failure_chances() const;

 private:
  HyperparameterLayout layout_;
  Eigen::MatrixXd complete_;
  Eigen::MatrixXd failed_;
};

}  // namespace espalier::tuner::gp
