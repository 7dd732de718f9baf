#include "tuner/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace espalier::tuner {
namespace {

TEST(Random, SameKeysGiveTheSameDraws) {
  Random a({7, 3});
  Random b({7, 3});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(Random, KeysInAnotherOrderGiveOtherDraws) {
  EXPECT_NE(Random({7, 3}).next(), Random({3, 7}).next());
  EXPECT_NE(Random({7}).next(), Random({7, 0}).next());
}

TEST(Random, UniformStaysInTheHalfOpenIntervalWithTheRightMeanAndVariance) {
  Random random({1});
  constexpr int kDraws = 100000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
  }
  // Five standard errors: sqrt(1/12 / n) = 0.0009, sqrt(1/180 / n) = 0.00024.
  EXPECT_NEAR(sum / kDraws, 0.5, 0.0046);
  EXPECT_NEAR(squares / kDraws, 1.0 / 12.0, 0.0012);
}

TEST(Random, NormalHasMeanZeroVarianceOneAndNoSkew) {
  Random random({2});
  constexpr int kDraws = 100000;
  std::array<double, 3> moments{};
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.normal();
    moments[0] += x / kDraws;
    moments[1] += x * x / kDraws;
    moments[2] += x * x * x / kDraws;
  }
  // Five standard errors: the variances of x, x^2 and x^3 are 1, 2 and 15.
  EXPECT_NEAR(moments[0], 0.0, 5 * std::sqrt(1.0 / kDraws));
  EXPECT_NEAR(moments[1], 1.0, 5 * std::sqrt(2.0 / kDraws));
  EXPECT_NEAR(moments[2], 0.0, 5 * std::sqrt(15.0 / kDraws));
}

TEST(Random, BelowReachesEveryValueEquallyOften) {
  Random random({3});
  std::array<int, 7> counts{};
  constexpr int kDraws = 70000;
  for (int i = 0; i < kDraws; ++i) ++counts.at(random.below(7));
  // Five standard deviations of a binomial: sqrt(70000 * 1/7 * 6/7) = 93.
  for (const int count : counts) EXPECT_NEAR(count, 10000, 465);
}

}  // namespace
}  // namespace espalier::tuner
