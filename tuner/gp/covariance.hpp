/// The covariance of the model's latent function: a Matern-5/2 kernel over warped
/// features.
///
///   k(x, x') = s (1 + sqrt(5) r + 5/3 r^2) exp(-sqrt(5) r)
///   r^2      = sum_i w_i^2 (z_i(x_i) - z_i(x'_i))^2     a numeric feature i
///            + sum_i 2 w_i^2 [x_i != x'_i]              a categorical one (one-hot)
///   z(x)     = 1 - (1 - x^a)^b                          Kumaraswamy's distribution
///
/// Rasmussen, Williams: Gaussian processes for machine learning, equation 4.17; Snoek,
/// Swersky, Zemel, Adams, ICML 2014 (with the Kumaraswamy instead of the beta
/// distribution).
#pragma once

#include <Eigen/Core>

#include "tuner/gp/hyperparameters.hpp"

namespace espalier::tuner::gp {

/// z(x) of one coordinate and its derivative.
struct Warped {
  double value;
  double slope;
};
[[nodiscard]] Warped warp(double x, double a, double b) noexcept;

/// Immutable after construction: any number of threads may use one.
class Covariance {
 public:
  Covariance(const HyperparameterLayout& layout, Hyperparameters hyperparameters);

  [[nodiscard]] const Hyperparameters& hyperparameters() const noexcept { return hyper_; }

  /// Rows of features (m, r) as the kernel compares them: warped and scaled by w, a
  /// categorical feature as it is.
  [[nodiscard]] Eigen::MatrixXd scale(const Eigen::MatrixXd& features) const;
  /// The lower triangle of K(Z, Z) of scaled rows (n, r), without noise; shape (n, n).
  [[nodiscard]] Eigen::MatrixXd lower(const Eigen::MatrixXd& scaled) const;
  /// K(Z, Z') of scaled rows (n, r) and (m, r); shape (n, m).
  [[nodiscard]] Eigen::MatrixXd cross(const Eigen::MatrixXd& scaled,
                                      const Eigen::MatrixXd& other) const;
  /// K(Z, x) of scaled rows (n, r) and plain features x (r), and its derivatives by x;
  /// shapes (n) and (n, r), zero for categorical features.
  void column(const Eigen::MatrixXd& scaled, const Eigen::VectorXd& x,
              Eigen::VectorXd& value, Eigen::MatrixXd& gradient) const;

 private:
  std::vector<bool> categorical_;
  Hyperparameters hyper_;
};

}  // namespace espalier::tuner::gp
