#include "tuner/gp/log_ei.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace espalier::tuner::gp {
namespace {

struct Exact {
  double z;
  double log_h;
  double cdf_over_h;
  double density_over_h;
};

/// By Python's decimal module at 120 digits: Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/15 +
/// ...) down to z = -14, and below that its continued fraction phi(z)/(a + 1/(a + 2/(a +
/// ...))), a = -z, to depth 3000.
constexpr std::array<Exact, 13> kExact{{
    {8, 2.0794415416798357, 0.12499999999999992, 6.3153388544211149e-16},
    {1, 0.08002621884930694, 0.77663872520173927, 0.22336127479826073},
    {0, -0.91893853320467278, 1.2533141373155003, 1},
    {-0.5, -1.6205162643873199, 1.5598731483480797, 1.7799365741740398},
    {-1, -2.4851210257126413, 1.9042712333296918, 2.9042712333296916},
    {-1.5, -3.5299359208057099, 2.2795806941564463, 4.419371041234669},
    {-3, -7.8696860596030289, 3.5323375176251606, 11.597012552875482},
    {-6, -22.578879392169796, 6.3098407732098316, 38.85904463925899},
    {-11.9, -76.697699517684512, 12.064671442662858, 144.56959016768801},
    {-12.1, -79.130370717582082, 12.262054268400984, 149.37085664765189},
    {-20, -206.91783850942511, 20.099262811101283, 402.98525622202561},
    {-40, -808.29856835661997, 40.049906657648521, 1602.9962663059407},
    {-1000, -500014.73445209116, 1000.001999994, 1000002.9999940001},
}};

TEST(LogEi, AgreesWithHighPrecisionFromTheBulkToTheFarTail) {
  for (const Exact& exact : kExact) {
    const LogH at = log_h(exact.z);
    EXPECT_NEAR(at.log_h, exact.log_h, 1e-10 * std::max(1.0, std::abs(exact.log_h)))
        << exact.z;
    EXPECT_NEAR(at.cdf_over_h, exact.cdf_over_h, 1e-10 * exact.cdf_over_h) << exact.z;
    EXPECT_NEAR(at.density_over_h, exact.density_over_h, 1e-10 * exact.density_over_h)
        << exact.z;
  }
}

TEST(LogEi, RisesWithoutABreakAcrossItsThreeFormulas) {
  for (const double seam : {-12.0, -1.0}) {
    const double below = log_h(std::nextafter(seam, -100)).log_h;
    const double above = log_h(std::nextafter(seam, 100)).log_h;
    EXPECT_NEAR(above, below, 1e-10 * std::abs(below));
  }
  double previous = log_h(-50).log_h;
  for (double z = -49.9; z < 9; z += 0.1) {
    EXPECT_GT(log_h(z).log_h, previous) << z;
    previous = log_h(z).log_h;
  }
}

TEST(LogEi, StaysFiniteForHugeArguments) {
  for (const double z : {-1e100, -1e8, 1e8, 1e100}) {
    EXPECT_TRUE(std::isfinite(log_h(z).log_h)) << z;
  }
}

}  // namespace
}  // namespace espalier::tuner::gp
