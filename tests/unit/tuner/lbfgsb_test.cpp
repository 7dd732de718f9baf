#include "tuner/gp/lbfgsb.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tuner/random.hpp"

namespace espalier::tuner::gp {
namespace {

using Eigen::VectorXd;

/// Rosenbrock's function, 100 (y - x^2)^2 + (1 - x)^2; its minimum is at (1, 1).
double rosenbrock(const VectorXd& x, VectorXd& gradient) {
  const double a = x[1] - x[0] * x[0];
  gradient.resize(2);
  gradient << -400 * a * x[0] - 2 * (1 - x[0]), 200 * a;
  return 100 * a * a + (1 - x[0]) * (1 - x[0]);
}

constexpr LbfgsbOptions kPatient{
    .max_iterations = 500, .max_evaluations = 2000, .value_tolerance = 0};

TEST(Lbfgsb, ReachesAnInteriorMinimum) {
  const auto found =
      minimize_in_box(rosenbrock, VectorXd{{-1.2, 1.0}}, VectorXd::Constant(2, -2),
                      VectorXd::Constant(2, 2), kPatient);
  EXPECT_NEAR(found.x[0], 1.0, 1e-6);
  EXPECT_NEAR(found.x[1], 1.0, 1e-6);
}

TEST(Lbfgsb, StopsAtTheBoundWhereTheMinimumLiesOutside) {
  // On x <= 0.5 the minimum of Rosenbrock's function is (0.5, 0.25), where it is 0.25.
  const auto found = minimize_in_box(rosenbrock, VectorXd{{-1.2, 1.0}},
                                     VectorXd{{-2, -2}}, VectorXd{{0.5, 2}}, kPatient);
  EXPECT_EQ(found.x[0], 0.5);
  EXPECT_NEAR(found.x[1], 0.25, 1e-7);
  EXPECT_NEAR(found.value, 0.25, 1e-12);
}

TEST(Lbfgsb, SolvesRandomConvexQuadraticsToTheirOptimalityConditions) {
  constexpr Eigen::Index n = 6;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random({seed});
    const Eigen::MatrixXd a =
        Eigen::MatrixXd::NullaryExpr(n, n, [&] { return 2 * random.uniform() - 1; });
    const Eigen::MatrixXd hessian =
        a * a.transpose() + 0.1 * Eigen::MatrixXd::Identity(n, n);
    const VectorXd b = VectorXd::NullaryExpr(n, [&] { return 6 * random.uniform() - 3; });
    const Objective quadratic = [&](const VectorXd& x, VectorXd& gradient) {
      gradient = hessian * x - b;
      return 0.5 * x.dot(hessian * x) - b.dot(x);
    };
    const VectorXd lower = VectorXd::Constant(n, -1);
    const VectorXd upper = VectorXd::Constant(n, 1);
    const auto found =
        minimize_in_box(quadratic, VectorXd::Zero(n), lower, upper, kPatient);
    const VectorXd gradient = hessian * found.x - b;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (found.x[i] == -1) {
        EXPECT_GE(gradient[i], -1e-6);
      } else if (found.x[i] == 1) {
        EXPECT_LE(gradient[i], 1e-6);
      } else {
        EXPECT_NEAR(gradient[i], 0, 1e-5);
      }
    }
  }
}

TEST(Lbfgsb, NeverLeavesTheBoxNorTakesAnythingNotFinite) {
  const Objective cliff = [](const VectorXd& x, VectorXd& gradient) {
    EXPECT_GE(x[0], 0.0);
    EXPECT_LE(x[0], 1.0);
    gradient = VectorXd::Constant(1, -1.0);
    return x[0] > 0.5 ? std::nan("") : -x[0];
  };
  const auto found = minimize_in_box(cliff, VectorXd::Zero(1), VectorXd::Zero(1),
                                     VectorXd::Ones(1), kPatient);
  EXPECT_LE(found.x[0], 0.5);
  EXPECT_GT(found.x[0], 0.3);
}

}  // namespace
}  // namespace espalier::tuner::gp
