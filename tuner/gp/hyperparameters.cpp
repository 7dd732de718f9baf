#include "tuner/gp/hyperparameters.hpp"

#include <cmath>
#include <limits>

namespace espalier::tuner::gp {
namespace {

constexpr Eigen::Index kNoise = 0;
constexpr Eigen::Index kSignal = 1;
constexpr Eigen::Index kLengths = 2;

/// Log-normal density of median 1 by ln x, at ln x, without constants.
double log_normal(double log_x, double sd) { return -0.5 * (log_x / sd) * (log_x / sd); }

}  // namespace

HyperparameterLayout::HyperparameterLayout(const FeatureSpace& features,
                                           const GpPriors& priors)
    : priors_(priors) {
  for (Eigen::Index i = 0; i < features.size(); ++i) {
    const bool categorical = features[i].kind == FeatureKind::Categorical;
    categorical_.push_back(categorical);
    if (!categorical) warped_.push_back(i);
  }
  const auto warps = static_cast<Eigen::Index>(2 * warped_.size());
  lower_.resize(kLengths + features.size() + warps + 1);
  upper_.resize(lower_.size());
  lower_[kNoise] = std::log(priors.noise_variance.min);
  upper_[kNoise] = std::log(priors.noise_variance.max);
  lower_[kSignal] = std::log(priors.signal_variance.min);
  upper_[kSignal] = std::log(priors.signal_variance.max);
  lower_.segment(kLengths, features.size())
      .setConstant(std::log(priors.inverse_length_scale.min));
  upper_.segment(kLengths, features.size())
      .setConstant(std::log(priors.inverse_length_scale.max));
  lower_.segment(kLengths + features.size(), warps)
      .setConstant(std::log(priors.warping.min));
  upper_.segment(kLengths + features.size(), warps)
      .setConstant(std::log(priors.warping.max));
  lower_[size() - 1] = std::log(priors.compression.min);
  upper_[size() - 1] = std::log(priors.compression.max);
}

Hyperparameters HyperparameterLayout::unpack(const Eigen::VectorXd& theta) const {
  const Eigen::Index r = features();
  Hyperparameters unpacked{std::exp(theta[kNoise]), std::exp(theta[kSignal]),
                           theta.segment(kLengths, r).array().exp(),
                           Eigen::VectorXd::Ones(r), Eigen::VectorXd::Ones(r)};
  const auto w = static_cast<Eigen::Index>(warped_.size());
  for (Eigen::Index i = 0; i < w; ++i) {
    const Eigen::Index feature = warped_[static_cast<std::size_t>(i)];
    unpacked.warp_a[feature] = std::exp(theta[kLengths + r + i]);
    unpacked.warp_b[feature] = std::exp(theta[kLengths + r + w + i]);
  }
  return unpacked;
}

double HyperparameterLayout::compression(const Eigen::VectorXd& theta) const {
  return std::exp(theta[size() - 1]);
}

Eigen::VectorXd HyperparameterLayout::start() const {
  Eigen::VectorXd theta = Eigen::VectorXd::Zero(size());
  theta[kNoise] = std::log(priors_.noise_start);
  theta[size() - 1] = std::log(priors_.compression_median);
  return theta;
}

double HyperparameterLayout::log_prior(const Eigen::VectorXd& theta) const {
  if ((theta.array() < lower_.array()).any() || (theta.array() > upper_.array()).any()) {
    return -std::numeric_limits<double>::infinity();
  }
  const double rate = priors_.noise_shape / priors_.noise_mean;
  double sum =
      (priors_.noise_shape - 1.0) * theta[kNoise] - rate * std::exp(theta[kNoise]);
  sum += log_normal(theta[kSignal], priors_.signal_sd);
  const double location = std::log(priors_.inverse_length_median);
  for (Eigen::Index i = 0; i < features(); ++i) {
    sum += log_normal(theta[kLengths + i] - location, priors_.inverse_length_sd);
  }
  const auto warps = static_cast<Eigen::Index>(2 * warped_.size());
  for (Eigen::Index i = 0; i < warps; ++i) {
    sum += log_normal(theta[kLengths + features() + i], priors_.warping_sd);
  }
  return sum + log_normal(theta[size() - 1] - std::log(priors_.compression_median),
                          priors_.compression_sd);
}

}  // namespace espalier::tuner::gp
