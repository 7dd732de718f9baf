#include "tuner/gp/acquisition.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "tuner/gp/log_ei.hpp"

namespace espalier::tuner::gp {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

}  // namespace

Acquisition::Acquisition(std::vector<Member> members, Feasibility feasibility,
                         double improvement)
    : members_(std::move(members)),
      feasibility_(std::move(feasibility)),
      improvement_(improvement) {}

VectorXd Acquisition::values(const MatrixXd& features) const {
  const Index fantasies = members_.front().regressor.incumbents().size();
  const auto draws = static_cast<Index>(members_.size()) * fantasies;
  Eigen::ArrayXXd logs(features.rows(), draws);
  Index draw = 0;
  for (const auto& [regressor, scale] : members_) {
    const double log_scale = std::log(scale);
    const Prediction at = regressor.predict(features);
    const VectorXd sd = at.variance.cwiseSqrt();
    for (Index f = 0; f < fantasies; ++f, ++draw) {
      const double target = regressor.incumbents()[f] - improvement_;
      for (Index i = 0; i < features.rows(); ++i) {
        logs(i, draw) =
            log_h((target - at.mean(i, f)) / sd[i]).log_h + std::log(sd[i]) + log_scale;
      }
    }
  }
  const Eigen::ArrayXd largest = logs.rowwise().maxCoeff();
  VectorXd values = largest + (logs.colwise() - largest).exp().rowwise().mean().log();
  VectorXd gradient = VectorXd::Zero(features.cols());
  for (Index i = 0; i < features.rows(); ++i) {
    values[i] += feasibility_.log_probability(features.row(i).transpose(), gradient);
  }
  return values;
}

double Acquisition::value(const VectorXd& features, VectorXd& gradient) const {
  const Index fantasies = members_.front().regressor.incumbents().size();
  PredictionGradient at;
  // A running log-sum-exp: `gradient` is the sum of weighted gradients, over e^largest.
  double largest = -std::numeric_limits<double>::infinity();
  double sum = 0.0;
  gradient.setZero(features.size());
  for (const auto& [regressor, scale] : members_) {
    const double log_scale = std::log(scale);
    regressor.predict(features, at);
    const double sd = std::sqrt(at.variance);
    const VectorXd sd_gradient = at.variance_gradient / (2.0 * sd);
    for (Index f = 0; f < fantasies; ++f) {
      const double target = regressor.incumbents()[f] - improvement_;
      const LogH h = log_h((target - at.mean[f]) / sd);
      const double log_ei = h.log_h + std::log(sd) + log_scale;
      if (log_ei > largest) {
        const double shrink = std::exp(largest - log_ei);
        sum *= shrink;
        gradient *= shrink;
        largest = log_ei;
      }
      // dEI/dmean = -Phi, dEI/dsd = phi, both over EI = sd h.
      const double weight = std::exp(log_ei - largest);
      sum += weight;
      gradient += (weight / sd) * (h.density_over_h * sd_gradient -
                                   h.cdf_over_h * at.mean_gradient.col(f));
    }
  }
  gradient /= sum;
  const auto draws =
      static_cast<double>(members_.size()) * static_cast<double>(fantasies);
  return largest + std::log(sum / draws) +
         feasibility_.log_probability(features, gradient);
}

}  // namespace espalier::tuner::gp
