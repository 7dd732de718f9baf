#include "tuner/gp/feasibility.hpp"

#include <cmath>
#include <utility>

namespace espalier::tuner::gp {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// h, in sides of the unit cube.
constexpr double kWidth = 0.2;

/// The sharpening.
constexpr double kPower = 3.0;

struct Mass {
  double value = 0;
  VectorXd gradient;
};

Mass mass_at(const HyperparameterLayout& layout, const MatrixXd& rows,
             const VectorXd& x) {
  Mass mass{0.0, VectorXd::Zero(x.size())};
  for (Index row = 0; row < rows.rows(); ++row) {
    double squared = 0.0;
    VectorXd slope = VectorXd::Zero(x.size());
    for (Index i = 0; i < x.size(); ++i) {
      const double step = x[i] - rows(row, i);
      if (layout.is_categorical(i)) {
        squared += step == 0.0 ? 0.0 : 1.0;
      } else {
        squared += (step / kWidth) * (step / kWidth);
        slope[i] = -step / (kWidth * kWidth);
      }
    }
    const double weight = std::exp(-0.5 * squared);
    mass.value += weight;
    mass.gradient += weight * slope;
  }
  return mass;
}

}  // namespace

Feasibility::Feasibility(HyperparameterLayout layout, MatrixXd complete, MatrixXd failed)
    : layout_(std::move(layout)),
      complete_(std::move(complete)),
      failed_(std::move(failed)) {}

double Feasibility::log_probability(const VectorXd& features, VectorXd& gradient) const {
  if (failed_.rows() == 0) return 0.0;
  const Mass good = mass_at(layout_, complete_, features);
  const Mass bad = mass_at(layout_, failed_, features);
  const double over = 1.0 + good.value;
  const double under = over + bad.value;
  gradient += kPower * (good.gradient / over - (good.gradient + bad.gradient) / under);
  return kPower * std::log(over / under);
}

VectorXd Feasibility::failure_chances() const {
  VectorXd chances(failed_.rows());
  for (Index row = 0; row < failed_.rows(); ++row) {
    const VectorXd here = failed_.row(row).transpose();
    const double over = 1.0 + mass_at(layout_, complete_, here).value;
    // Its own share of the failures is 1.
    const double others = mass_at(layout_, failed_, here).value - 1.0;
    chances[row] = -std::expm1(kPower * std::log(over / (over + others)));
  }
  return chances;
}

}  // namespace espalier::tuner::gp
