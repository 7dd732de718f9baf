#include "tuner/gp/targets.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace espalier::tuner::gp {
namespace {

using Eigen::VectorXd;

TEST(Targets, StandardiseSurvivesHugeTinyAndEqualValues) {
  EXPECT_EQ(standardise(VectorXd{{4.0, 4.0, 4.0}}), VectorXd::Zero(3));
  EXPECT_EQ(standardise(VectorXd{{0.1, 0.1, 0.1}}), VectorXd::Zero(3));
  EXPECT_EQ(standardise(VectorXd::Zero(2)), VectorXd::Zero(2));
  for (const double unit : {1e300, 1e-300}) {
    const VectorXd scaled = standardise(VectorXd{{-unit, unit}});
    EXPECT_DOUBLE_EQ(scaled[0], -1.0);
    EXPECT_DOUBLE_EQ(scaled[1], 1.0);
  }
}

TEST(Targets, CompressionKeepsTheOrderAndDistancesBelowTheMedian) {
  const VectorXd t = standardise(VectorXd{{5.0, 1.0, 2.0, 100.0, 4.0}});
  const Targets targets = compress(t, 2.0);
  const VectorXd& u = targets.values;
  EXPECT_LT(u[1], u[2]);
  EXPECT_LT(u[2], u[4]);
  EXPECT_LT(u[4], u[0]);
  EXPECT_LT(u[0], u[3]);
  EXPECT_NEAR((u[4] - u[1]) * targets.scale, t[4] - t[1], 1e-12);
  EXPECT_LT((u[3] - u[4]) * targets.scale, t[3] - t[4]);
  EXPECT_NEAR(u.mean(), 0.0, 1e-12);
  EXPECT_NEAR(u.squaredNorm() / 5, 1.0, 1e-12);
}

TEST(Targets, JacobianIsTheSumOfLogSlopesByFiniteDifferences) {
  // u depends on the other values through mean, scale and median; du/dt at fixed ones is
  // what the density needs, so the scale and the median are held by undoing them.
  const VectorXd t = standardise(VectorXd{{5.0, 1.0, 2.0, 9.0, 4.0}});
  constexpr double kCompression = 1.5;
  constexpr double kStep = 1e-6;
  const double median = t[4];
  const auto g = [&](double x) {
    return x <= median ? x
                       : median + std::log1p(kCompression * (x - median)) / kCompression;
  };
  const Targets targets = compress(t, kCompression);
  double expected = 0;
  for (const double x : t) {
    // The median itself is a kink; the slope below it is 1.
    const double slope = x == median ? 1.0 : (g(x + kStep) - g(x - kStep)) / (2 * kStep);
    expected += std::log(slope / targets.scale);
  }
  EXPECT_NEAR(targets.log_jacobian, expected, 1e-8);
}

TEST(Targets, CompressionLeavesEqualValuesAlone) {
  const Targets targets = compress(VectorXd::Zero(4), 10.0);
  EXPECT_EQ(targets.values, VectorXd::Zero(4));
  EXPECT_EQ(targets.scale, 1.0);
}

TEST(Targets, BestRowsAreTheLeastInOrderWithTiesByPlace) {
  EXPECT_EQ(best_rows(VectorXd{{3.0, 1.0, 2.0, 1.0}}, 3),
            (std::vector<Eigen::Index>{1, 3, 2}));
  EXPECT_EQ(best_rows(VectorXd{{3.0}}, 3), (std::vector<Eigen::Index>{0}));
}

TEST(Targets, BoundedRowsAreTheBestQuarterAndTheLatestInTheirOrder) {
  const VectorXd values{{9.0, 0.0, 8.0, 7.0, 6.0, 5.0}};
  EXPECT_EQ(bounded_rows(values, 4), (std::vector<Eigen::Index>{1, 3, 4, 5}));
  EXPECT_EQ(bounded_rows(values, 6), (std::vector<Eigen::Index>{0, 1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace espalier::tuner::gp
