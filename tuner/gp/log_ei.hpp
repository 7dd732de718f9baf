/// The logarithm of expected improvement, accurate however small the improvement is.
///
///   EI(mean, sd) = sd h(z),  z = (incumbent - mean) / sd,  h(z) = phi(z) + z Phi(z)
///
/// Ament, Daulton, Eriksson, Balandat, Bakshy: Unexpected improvements to expected
/// improvement for Bayesian optimization, NeurIPS 2023.
#pragma once

namespace espalier::tuner::gp {

struct LogH {
  double log_h;           ///< ln h(z)
  double cdf_over_h;      ///< Phi(z) / h(z), the derivative of ln h
  double density_over_h;  ///< phi(z) / h(z)
};

/// Relative error below 1e-10 for every finite z.
[[nodiscard]] LogH log_h(double z) noexcept;

}  // namespace espalier::tuner::gp
