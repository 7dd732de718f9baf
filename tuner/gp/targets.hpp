/// What the model is fitted to: objective values standardised, and those above the median
/// compressed by as much as the data ask for.
///
///   t   = (y - mean) / sd
///   g_c = t                                  up to the median m
///         m + ln(1 + c (t - m)) / c          above it
///   u   = (g_c(t) - mean) / scale
///
/// The worst values of a search are often worse by orders of magnitude and teach nothing
/// about the best. c is a hyperparameter like the others, so the density of t, that of u
/// times du/dt, decides: Snelson, Rasmussen, Ghahramani: Warped Gaussian processes, NIPS
/// 2003.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace espalier::tuner::gp {

/// Values moved to mean 0 and variance 1; all zero where they do not differ.
[[nodiscard]] Eigen::VectorXd standardise(const Eigen::VectorXd& values);

/// The rows of the least values, at most `count`, the least first; equals in their order.
[[nodiscard]] std::vector<Eigen::Index> best_rows(const Eigen::VectorXd& values,
                                                  std::size_t count);

/// The rows the model is fitted to where there are more than `count`: those of the least
/// values, a quarter of `count`, and the latest others, in their order.
[[nodiscard]] std::vector<Eigen::Index> bounded_rows(const Eigen::VectorXd& values,
                                                     std::size_t count);

struct Targets {
  Eigen::VectorXd values;   ///< u
  double scale = 1;         ///< of u, in units of t below the median
  double log_jacobian = 0;  ///< sum of ln du/dt
};

/// Requires: `standardised` as standardise() gives it, compression > 0.
[[nodiscard]] Targets compress(const Eigen::VectorXd& standardised, double compression);

}  // namespace espalier::tuner::gp
