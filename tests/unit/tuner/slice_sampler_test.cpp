#include "tuner/gp/slice_sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace espalier::tuner::gp {
namespace {

using Eigen::VectorXd;

TEST(SliceSampler, KeepsACorrelatedNormalStationary) {
  // Precision of a bivariate normal of variances 1 and 4, covariance 1: determinant 3.
  const Eigen::Matrix2d precision{{4.0 / 3, -1.0 / 3}, {-1.0 / 3, 1.0 / 3}};
  const VectorXd mean{{1.0, -2.0}};
  SliceSampler sampler(
      [&](const VectorXd& x) { return -0.5 * (x - mean).dot(precision * (x - mean)); },
      VectorXd::Zero(2));
  Random random({1});
  constexpr int kSteps = 200000;
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  Eigen::Matrix2d squares = Eigen::Matrix2d::Zero();
  for (int i = 0; i < kSteps; ++i) {
    sampler.step(random);
    const Eigen::Vector2d centred = sampler.state() - mean;
    sum += centred;
    squares += centred * centred.transpose();
  }
  // The autocorrelation time is about 5 steps, so a variance v is known to
  // v sqrt(2 * 5 / 200000) = 0.007 v; five of those.
  EXPECT_NEAR(sum[0] / kSteps, 0.0, 0.03);
  EXPECT_NEAR(sum[1] / kSteps, 0.0, 0.06);
  EXPECT_NEAR(squares(0, 0) / kSteps, 1.0, 0.04);
  EXPECT_NEAR(squares(1, 1) / kSteps, 4.0, 0.16);
  EXPECT_NEAR(squares(0, 1) / kSteps, 1.0, 0.08);
}

TEST(SliceSampler, CoversABoundedUniformEvenlyAndStaysInside) {
  SliceSampler sampler(
      [](const VectorXd& x) {
        return x[0] >= 0 && x[0] <= 1 ? 0.0 : -std::numeric_limits<double>::infinity();
      },
      VectorXd::Constant(1, 0.9));
  Random random({2});
  constexpr int kSteps = 40000;
  int low = 0;
  for (int i = 0; i < kSteps; ++i) {
    sampler.step(random);
    ASSERT_GE(sampler.state()[0], 0.0);
    ASSERT_LE(sampler.state()[0], 1.0);
    low += sampler.state()[0] < 0.25 ? 1 : 0;
  }
  // Five standard errors of a share of a quarter, at two steps for an independent draw.
  EXPECT_NEAR(static_cast<double>(low) / kSteps, 0.25, 0.016);
}

TEST(SliceSampler, VisitsBothModesInTheirProportion) {
  // A quarter of the mass at -2, three at 2, each of standard deviation 0.7.
  SliceSampler sampler(
      [](const VectorXd& x) {
        const auto bump = [&](double at) {
          return std::exp(-0.5 * (x[0] - at) * (x[0] - at) / 0.49);
        };
        return std::log(0.25 * bump(-2) + 0.75 * bump(2));
      },
      VectorXd::Zero(1));
  Random random({3});
  constexpr int kSteps = 100000;
  int left = 0;
  for (int i = 0; i < kSteps; ++i) {
    sampler.step(random);
    left += sampler.state()[0] < 0 ? 1 : 0;
  }
  // Crossing takes about 20 steps: sqrt(0.25 * 0.75 * 40 / 100000) = 0.009; four of
  // those.
  EXPECT_NEAR(static_cast<double>(left) / kSteps, 0.25, 0.035);
}

TEST(SliceSampler, TakesNaNForNoDensity) {
  SliceSampler sampler(
      [](const VectorXd& x) { return x[0] > 1 ? std::nan("") : -std::abs(x[0]); },
      VectorXd::Zero(1));
  Random random({4});
  for (int i = 0; i < 1000; ++i) {
    sampler.step(random);
    ASSERT_LE(sampler.state()[0], 1.0);
  }
}

}  // namespace
}  // namespace espalier::tuner::gp
