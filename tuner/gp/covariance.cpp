#include "tuner/gp/covariance.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace espalier::tuner::gp {
namespace {

constexpr double kSqrt5 = 2.2360679774997896964;

/// Keeps ln x and ln(1 - x) finite, as gpautograd/warping.py does.
constexpr double kInset = 1e-9;

/// s (1 + sqrt(5) r + 5/3 r^2) exp(-sqrt(5) r), in place of squared distances.
template <class Array>
void matern(Array&& squared, double signal_variance) {
  squared = (5.0 * squared).sqrt();
  squared = signal_variance * (1.0 + squared + squared.square() * (1.0 / 3.0)) *
            (-squared).exp();
}

/// Adds one feature's share of r^2 for each pair, packed column by column of the lower
/// triangle. A categorical feature has a `penalty` for being different, another has 0.
void add_squared_distances(const Eigen::VectorXd& z, double penalty,
                           Eigen::ArrayXd& packed) {
  double* out = packed.data();
  for (Eigen::Index column = 0; column < z.size(); ++column) {
    const double here = z[column];
    const double* rows = z.data() + column;
    const Eigen::Index length = z.size() - column;
    if (penalty > 0.0) {
      for (Eigen::Index k = 0; k < length; ++k) out[k] += rows[k] != here ? penalty : 0.0;
    } else {
      for (Eigen::Index k = 0; k < length; ++k) {
        out[k] += (rows[k] - here) * (rows[k] - here);
      }
    }
    out += length;
  }
}

}  // namespace

Warped warp(double x, double a, double b) noexcept {
  const double inset = kInset + (1.0 - 2.0 * kInset) * x;
  const double log_x = std::log(inset);
  const double log_rest = std::log1p(-std::exp(a * log_x));  // ln(1 - x^a)
  return {
      -std::expm1(b * log_rest),
      (1.0 - 2.0 * kInset) * a * b * std::exp((a - 1.0) * log_x + (b - 1.0) * log_rest)};
}

Covariance::Covariance(const HyperparameterLayout& layout,
                       Hyperparameters hyperparameters)
    : hyper_(std::move(hyperparameters)) {
  for (Eigen::Index i = 0; i < layout.features(); ++i) {
    categorical_.push_back(layout.is_categorical(i));
  }
}

Eigen::MatrixXd Covariance::scale(const Eigen::MatrixXd& features) const {
  Eigen::MatrixXd scaled = features;
  for (Eigen::Index i = 0; i < features.cols(); ++i) {
    if (categorical_[static_cast<std::size_t>(i)]) continue;
    // Column by column in whole arrays: this is in the innermost loop of the sampling.
    auto column = scaled.col(i).array();
    column = (kInset + (1.0 - 2.0 * kInset) * column).log();
    column = (-(hyper_.warp_a[i] * column).exp()).log1p();
    column = (-hyper_.inverse_length_scale[i]) * (hyper_.warp_b[i] * column).expm1();
  }
  return scaled;
}

Eigen::MatrixXd Covariance::lower(const Eigen::MatrixXd& scaled) const {
  const Eigen::Index n = scaled.rows();
  Eigen::ArrayXd packed = Eigen::ArrayXd::Zero(n * (n + 1) / 2);
  for (Eigen::Index i = 0; i < scaled.cols(); ++i) {
    const double w = hyper_.inverse_length_scale[i];
    const bool categorical = categorical_[static_cast<std::size_t>(i)];
    add_squared_distances(scaled.col(i), categorical ? 2.0 * w * w : 0.0, packed);
  }
  matern(packed, hyper_.signal_variance);
  Eigen::MatrixXd covariance(n, n);
  const double* in = packed.data();
  for (Eigen::Index column = 0; column < n; ++column) {
    std::copy(in, in + (n - column), covariance.col(column).data() + column);
    in += n - column;
  }
  return covariance;
}

Eigen::MatrixXd Covariance::cross(const Eigen::MatrixXd& scaled,
                                  const Eigen::MatrixXd& other) const {
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(scaled.rows(), other.rows());
  for (Eigen::Index i = 0; i < scaled.cols(); ++i) {
    const double penalty =
        2.0 * hyper_.inverse_length_scale[i] * hyper_.inverse_length_scale[i];
    const bool categorical = categorical_[static_cast<std::size_t>(i)];
    const auto rows = scaled.col(i).array();
    for (Eigen::Index column = 0; column < other.rows(); ++column) {
      const double here = other(column, i);
      auto out = covariance.col(column).array();
      if (categorical) {
        out += penalty * (rows != here).cast<double>();
      } else {
        out += (rows - here).square();
      }
    }
  }
  Eigen::Map<Eigen::ArrayXd> flat(covariance.data(), covariance.size());
  matern(flat, hyper_.signal_variance);
  return covariance;
}

void Covariance::column(const Eigen::MatrixXd& scaled, const Eigen::VectorXd& x,
                        Eigen::VectorXd& value, Eigen::MatrixXd& gradient) const {
  gradient.setZero(scaled.rows(), scaled.cols());
  Eigen::ArrayXd squared = Eigen::ArrayXd::Zero(scaled.rows());
  for (Eigen::Index i = 0; i < scaled.cols(); ++i) {
    const double w = hyper_.inverse_length_scale[i];
    if (categorical_[static_cast<std::size_t>(i)]) {
      squared += 2.0 * w * w * (scaled.col(i).array() != x[i]).cast<double>();
      continue;
    }
    const Warped warped = warp(x[i], hyper_.warp_a[i], hyper_.warp_b[i]);
    // Half the derivative of r^2 by x_i.
    gradient.col(i) = ((w * warped.value) - scaled.col(i).array()) * (w * warped.slope);
    squared += (w * warped.value - scaled.col(i).array()).square();
  }
  // dk / d(r^2) = -5/6 s (1 + sqrt(5) r) exp(-sqrt(5) r).
  const Eigen::ArrayXd distance = kSqrt5 * squared.sqrt();
  const Eigen::ArrayXd decay = hyper_.signal_variance * (-distance).exp();
  gradient.array().colwise() *= (-5.0 / 3.0) * decay * (1.0 + distance);
  value = decay * (1.0 + distance + distance.square() / 3.0);
}

}  // namespace espalier::tuner::gp
