#include "data/plain_math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace espalier::data {
namespace {

// The C library is within 1 unit in the last place (2.2e-16 of the value), the functions
// themselves promise about 4.
constexpr double kTolerance = 5 * 2.3e-16;

double relative_error(double value, double expected) {
  return std::abs(value - expected) / std::max(std::abs(expected), 1e-300);
}

TEST(PlainMath, LogAgreesWithTheCLibrary) {
  for (double x = 1e-300; x < 1e300; x *= 1.37) {
    EXPECT_LT(relative_error(plain_math::log(x), std::log(x)), kTolerance) << x;
  }
  for (double x = 0.5; x < 2; x += 0.0013) {
    // Near 1 the logarithm is as good as x - 1 is, which is exact.
    EXPECT_LT(relative_error(plain_math::log(x), std::log(x)), kTolerance) << x;
  }
  EXPECT_EQ(plain_math::log(1), 0);
}

TEST(PlainMath, ExpAgreesWithTheCLibrary) {
  for (double x = -699; x < 699; x += 0.377) {
    EXPECT_LT(relative_error(plain_math::exp(x), std::exp(x)), kTolerance) << x;
  }
  EXPECT_EQ(plain_math::exp(0), 1);
}

TEST(PlainMath, SinPiAgreesWithTheCLibrary) {
  for (double t = 0; t <= 0.5; t += 0.00037) {
    EXPECT_LT(relative_error(plain_math::sin_pi(t), std::sin(plain_math::kPi * t)),
              kTolerance)
        << t;
    // 1 - t rounds, by at most 2^-54, which moves the sine by pi times that.
    EXPECT_NEAR(plain_math::sin_pi(1 - t), plain_math::sin_pi(t), 4e-16) << t;
  }
  EXPECT_EQ(plain_math::sin_pi(0), 0);
  EXPECT_EQ(plain_math::sin_pi(0.5), 1);
  EXPECT_EQ(plain_math::sin_pi(1), 0);
}

TEST(PlainMath, AtanAgreesWithTheCLibrary) {
  for (double x = 1e-9; x < 1e12; x *= 1.013) {
    EXPECT_LT(relative_error(plain_math::atan(x), std::atan(x)), kTolerance) << x;
    EXPECT_EQ(plain_math::atan(-x), -plain_math::atan(x));
  }
  EXPECT_EQ(plain_math::atan(0), 0);
}

// Phi(z) = erfc(-z / sqrt 2) / 2. A relative error e of z is one of about z^2 e of Phi,
// and z^2 < 70 here; Wichura claims about 1e-16, we allow ten of it.
TEST(PlainMath, NormalQuantileInvertsTheNormalDistribution) {
  for (double p = 1e-15; p < 0.5; p *= 1.01) {
    const double z = plain_math::normal_quantile(p);
    EXPECT_LT(relative_error(std::erfc(-z / std::sqrt(2.0)) / 2, p), 7e-14) << p;
  }
  for (double p = 0.001; p < 0.5; p += 0.001) {
    // 1 - p rounds by 2^-54; at p = 0.001 the density is 0.0034.
    EXPECT_NEAR(plain_math::normal_quantile(1 - p), -plain_math::normal_quantile(p),
                1e-13);
  }
  EXPECT_EQ(plain_math::normal_quantile(0.5), 0);
  // Wichura's own check: the quartile and the thousandth.
  EXPECT_NEAR(plain_math::normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(plain_math::normal_quantile(0.001), -3.090232306167814, 1e-14);
}

TEST(PlainMath, FloorGoesDown) {
  for (const double x :
       {-2.5, -2.0, -0.1, 0.0, 0.1, 0.9999, 1.0, 1e15 + 0.5, -1e15 - 0.5}) {
    EXPECT_EQ(plain_math::floor(x), std::floor(x)) << x;
  }
}

}  // namespace
}  // namespace espalier::data
