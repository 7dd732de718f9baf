#include "tuner/gp/sobol.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tuner/gp/sobol_directions.hpp"

namespace espalier::tuner::gp {
namespace {

TEST(Sobol, EachDimensionVisitsEveryCellOfADyadicGridOnce) {
  const ScrambledSobol sobol(kSobolDimensions, 5);
  std::vector<std::set<int>> cells(kSobolDimensions);
  for (std::uint32_t i = 0; i < 256; ++i) {
    const auto point = sobol.point(i);
    for (std::size_t d = 0; d < point.size(); ++d) {
      ASSERT_GT(point[d], 0.0);
      ASSERT_LT(point[d], 1.0);
      cells[d].insert(static_cast<int>(point[d] * 256));
    }
  }
  for (const auto& visited : cells) EXPECT_EQ(visited.size(), 256U);
}

TEST(Sobol, FirstTwoDimensionsAreANetOfStrengthTwo) {
  // A (0, m, 2)-net: each elementary interval of area 2^-8 holds one of 256 points;
  // Owen's scrambling keeps that.
  const ScrambledSobol sobol(2, 77);
  for (int columns = 0; columns <= 8; ++columns) {
    std::set<std::pair<int, int>> cells;
    for (std::uint32_t i = 0; i < 256; ++i) {
      const auto point = sobol.point(i);
      cells.insert({static_cast<int>(point[0] * (1 << columns)),
                    static_cast<int>(point[1] * (1 << (8 - columns)))});
    }
    EXPECT_EQ(cells.size(), 256U) << columns;
  }
}

TEST(Sobol, DifferentSeedsGiveDifferentPoints) {
  EXPECT_NE(ScrambledSobol(3, 1).point(4), ScrambledSobol(3, 2).point(4));
  EXPECT_EQ(ScrambledSobol(3, 1).point(4), ScrambledSobol(3, 1).point(4));
}

TEST(Sobol, GoesOnBeyondItsTableWithUniformDraws) {
  const ScrambledSobol sobol(kSobolDimensions + 10, 3);
  double sum = 0;
  for (std::uint32_t i = 0; i < 1000; ++i) sum += sobol.point(i).back();
  // Five standard errors of a mean of 1000 uniform draws.
  EXPECT_NEAR(sum / 1000, 0.5, 5 * 0.2887 / 31.6);
}

}  // namespace
}  // namespace espalier::tuner::gp
