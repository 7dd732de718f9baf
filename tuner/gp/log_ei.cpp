#include "tuner/gp/log_ei.hpp"

#include <cmath>
#include <numbers>

namespace espalier::tuner::gp {
namespace {

constexpr double kLogSqrtTwoPi = 0.91893853320467274178;  // ln sqrt(2 pi)
constexpr double kSqrtHalfPi = 1.2533141373155002512;     // sqrt(pi / 2)

/// h / phi and Phi / phi far below zero, by their asymptotic series:
/// h / phi = sum_k (-1)^k (2k+1)!! / z^(2k+2), Phi / phi = sum_k (-1)^k (2k-1)!! /
/// |z|^(2k+1) (Abramowitz and Stegun 26.2.12). At z = -12 the term left out is below
/// 1e-14.
LogH far_tail(double z) noexcept {
  constexpr int kTerms = 14;
  const double inverse_square = 1.0 / (z * z);
  double term = 1.0;  // (-1)^k (2k-1)!! / z^(2k)
  double cdf = 0.0;
  double h = 0.0;
  for (int k = 0; k < kTerms; ++k) {
    cdf += term;
    h += term * (2 * k + 1);
    term *= -(2 * k + 1) * inverse_square;
  }
  // h z^2 and cdf |z| are near 1, so nothing here overflows or vanishes early.
  return {std::log(h) - 2.0 * std::log(-z) - 0.5 * z * z - kLogSqrtTwoPi, -z * cdf / h,
          z * z / h};
}

}  // namespace

LogH log_h(double z) noexcept {
  constexpr double kFarTail = -12.0;
  constexpr double kTail = -1.0;
  if (z < kFarTail) return far_tail(z);
  const double log_density = -0.5 * z * z - kLogSqrtTwoPi;
  if (z < kTail) {
    // Everything over phi(z): Mills' ratio is sqrt(pi/2) e^(z^2/2) erfc(-z / sqrt 2).
    const double mills =
        kSqrtHalfPi * std::exp(0.5 * z * z) * std::erfc(-z / std::numbers::sqrt2);
    const double h = 1.0 + z * mills;
    return {std::log(h) + log_density, mills / h, 1.0 / h};
  }
  const double density = std::exp(log_density);
  const double cdf = 0.5 * std::erfc(-z / std::numbers::sqrt2);
  const double h = density + z * cdf;
  return {std::log(h), cdf / h, density / h};
}

}  // namespace espalier::tuner::gp
