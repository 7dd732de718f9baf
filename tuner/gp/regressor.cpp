#include "tuner/gp/regressor.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>

namespace espalier::tuner::gp {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// gpautograd/constants.py: MIN_POSTERIOR_VARIANCE.
constexpr double kMinVariance = 1e-12;

/// Factorises in place, lower triangle only; false where not positive definite.
bool factorise(MatrixXd& lower) {
  const Eigen::LLT<Eigen::Ref<MatrixXd>, Eigen::Lower> llt(lower);
  return llt.info() == Eigen::Success;
}

}  // namespace

double log_marginal_likelihood(const HyperparameterLayout& layout, const VectorXd& theta,
                               const MatrixXd& features, const VectorXd& y) {
  constexpr double kHalfLogTwoPi = 0.91893853320467274178;
  const Covariance covariance(layout, layout.unpack(theta));
  MatrixXd factor = covariance.lower(covariance.scale(features));
  factor.diagonal().array() +=
      covariance.hyperparameters().noise_variance + layout.priors().jitter;
  if (!factorise(factor)) return -std::numeric_limits<double>::infinity();
  const VectorXd white = factor.triangularView<Eigen::Lower>().solve(y);
  return -0.5 * white.squaredNorm() - factor.diagonal().array().log().sum() -
         kHalfLogTwoPi * static_cast<double>(y.size());
}

Regressor::Regressor(const HyperparameterLayout& layout, const VectorXd& theta,
                     const MatrixXd& features, const VectorXd& y, const MatrixXd& xi,
                     const VectorXd& failure_chances)
    : covariance_(layout, layout.unpack(theta)), scaled_(covariance_.scale(features)) {
  const MatrixXd lower = covariance_.lower(scaled_);
  const double noise = covariance_.hyperparameters().noise_variance;
  double jitter = layout.priors().jitter;
  while (true) {
    factor_ = lower;
    factor_.diagonal().array() += noise + jitter;
    if (factorise(factor_)) break;
    jitter *= 100.0;
  }
  const Eigen::Index n = y.size();
  const auto told = factor_.topLeftCorner(n, n).triangularView<Eigen::Lower>();
  MatrixXd white(features.rows(), xi.cols());
  white.topRows(n).colwise() = VectorXd(told.solve(y));
  white.middleRows(n, xi.rows()) = xi;
  place_failed(failure_chances, y.maxCoeff(), white);
  const MatrixXd values = factor_.triangularView<Eigen::Lower>() * white;
  alpha_ = factor_.triangularView<Eigen::Lower>().transpose().solve(white);
  // K alpha = (K + noise I) alpha - noise alpha.
  incumbents_ =
      (values - (noise + jitter) * alpha_).topRows(n + xi.rows()).colwise().minCoeff();
}

void Regressor::place_failed(const VectorXd& failure_chances, double worst,
                             MatrixXd& white) const {
  const Eigen::Index first = white.rows() - failure_chances.size();
  for (Eigen::Index i = 0; i < failure_chances.size(); ++i) {
    const Eigen::Index row = first + i;
    // The posterior mean given the rows above.
    const Eigen::RowVectorXd mean = factor_.row(row).head(row) * white.topRows(row);
    white.row(row) = (failure_chances[i] / factor_(row, row)) *
                     (worst - mean.array()).max(0.0).matrix();
  }
}

Prediction Regressor::predict(const MatrixXd& features) const {
  MatrixXd cross = covariance_.cross(scaled_, covariance_.scale(features));
  Prediction prediction{cross.transpose() * alpha_, VectorXd(features.rows())};
  factor_.triangularView<Eigen::Lower>().solveInPlace(cross);
  prediction.variance = (covariance_.hyperparameters().signal_variance -
                         cross.colwise().squaredNorm().transpose().array())
                            .max(kMinVariance);
  return prediction;
}

void Regressor::predict(const VectorXd& features, PredictionGradient& out) const {
  VectorXd column;
  MatrixXd gradient;
  covariance_.column(scaled_, features, column, gradient);
  out.mean = alpha_.transpose() * column;
  out.mean_gradient = gradient.transpose() * alpha_;
  factor_.triangularView<Eigen::Lower>().solveInPlace(column);
  out.variance = covariance_.hyperparameters().signal_variance - column.squaredNorm();
  if (out.variance < kMinVariance) {
    out.variance = kMinVariance;
    out.variance_gradient.setZero(features.size());
    return;
  }
  factor_.triangularView<Eigen::Lower>().transpose().solveInPlace(column);
  out.variance_gradient = -2.0 * (gradient.transpose() * column);
}

}  // namespace espalier::tuner::gp
