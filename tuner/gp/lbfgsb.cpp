#include "tuner/gp/lbfgsb.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

namespace espalier::tuner::gp {
namespace {

using Eigen::VectorXd;

struct Pair {
  VectorXd step;
  VectorXd change;   ///< of the gradient
  double curvature;  ///< step . change
};

/// 1 where a coordinate may move, 0 where the gradient presses it against its bound.
VectorXd free_mask(const VectorXd& x, const VectorXd& gradient, const VectorXd& lower,
                   const VectorXd& upper) {
  VectorXd mask(x.size());
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const bool held =
        (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);
    mask[i] = held ? 0.0 : 1.0;
  }
  return mask;
}

/// -H g on the free coordinates, H being the inverse Hessian of the kept pairs.
VectorXd quasi_newton_direction(const VectorXd& gradient, const VectorXd& mask,
                                const std::deque<Pair>& pairs) {
  VectorXd q = gradient.cwiseProduct(mask);
  std::vector<double> weights(pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    weights[i] = pairs[i].step.dot(q) / pairs[i].curvature;
    q -= weights[i] * pairs[i].change;
  }
  if (!pairs.empty()) q *= pairs.back().curvature / pairs.back().change.squaredNorm();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double again = pairs[i].change.dot(q) / pairs[i].curvature;
    q += (weights[i] - again) * pairs[i].step;
  }
  return -q.cwiseProduct(mask);
}

/// The state of one minimisation.
class Minimizer {
 public:
  Minimizer(const Objective& objective, const VectorXd& start, const VectorXd& lower,
            const VectorXd& upper, const LbfgsbOptions& options)
      : objective_(objective),
        lower_(lower),
        upper_(upper),
        options_(options),
        x_(start),
        gradient_(VectorXd::Zero(start.size())),
        value_(objective(x_, gradient_)) {}

  LbfgsbResult run() {
    for (int i = 0; i < options_.max_iterations; ++i) {
      const VectorXd mask = free_mask(x_, gradient_, lower_, upper_);
      const VectorXd steepest = -gradient_.cwiseProduct(mask);
      if (!(steepest.lpNorm<Eigen::Infinity>() > options_.gradient_tolerance)) break;
      VectorXd direction = quasi_newton_direction(gradient_, mask, pairs_);
      if (!(direction.dot(steepest) > 0.0) || !direction.allFinite()) {
        pairs_.clear();
        direction = steepest;
      }
      const double before = value_;
      if (!search(direction)) {
        if (pairs_.empty()) break;
        pairs_.clear();
        continue;
      }
      const double scale = std::max({1.0, std::abs(before), std::abs(value_)});
      if (before - value_ <= options_.value_tolerance * scale) break;
    }
    return {x_, value_};
  }

 private:
  /// Moves to a point of sufficient decrease on the projected path; false if there is
  /// none.
  bool search(const VectorXd& direction) {
    constexpr double kSufficient = 1e-4;
    constexpr double kFirstMove = 0.1;  // of a side of the unit box, without curvature
    double length = 1.0;
    if (pairs_.empty()) {
      length = std::min(1.0, kFirstMove / direction.lpNorm<Eigen::Infinity>());
    }
    VectorXd gradient(x_.size());
    for (int tries = 0; tries < 30 && evaluations_ < options_.max_evaluations; ++tries) {
      const VectorXd x =
          (x_ + length * direction).cwiseMax(lower_).cwiseMin(upper_).eval();
      const double value = objective_(x, gradient);
      ++evaluations_;
      const double expected = kSufficient * gradient_.dot(x - x_);
      if (std::isfinite(value) && gradient.allFinite() && expected < 0.0 &&
          value <= value_ + expected) {
        accept(x, value, gradient);
        return true;
      }
      length *= 0.3;
    }
    return false;
  }

  void accept(const VectorXd& x, double value, const VectorXd& gradient) {
    Pair pair{x - x_, gradient - gradient_, 0.0};
    pair.curvature = pair.step.dot(pair.change);
    if (pair.curvature > 1e-12 * pair.change.squaredNorm() && pair.curvature > 0.0) {
      pairs_.push_back(std::move(pair));
      if (pairs_.size() > static_cast<std::size_t>(options_.memory)) pairs_.pop_front();
    }
    x_ = x;
    value_ = value;
    gradient_ = gradient;
  }

  const Objective& objective_;
  const VectorXd& lower_;
  const VectorXd& upper_;
  const LbfgsbOptions& options_;
  VectorXd x_;
  VectorXd gradient_;
  double value_;
  std::deque<Pair> pairs_;
  int evaluations_ = 0;
};

}  // namespace

LbfgsbResult minimize_in_box(const Objective& objective, const VectorXd& start,
                             const VectorXd& lower, const VectorXd& upper,
                             const LbfgsbOptions& options) {
  return Minimizer(objective, start, lower, upper, options).run();
}

}  // namespace espalier::tuner::gp
