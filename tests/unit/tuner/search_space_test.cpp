#include "tuner/search_space.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace espalier::tuner {
namespace {

using ::testing::HasSubstr;

double coordinate(const Range& range, ParameterValue value) {
  return SearchSpace({range}).encode({{std::move(value)}}).coordinates.at(0);
}

ParameterValue decoded(const Range& range, double coordinate) {
  return SearchSpace({range}).decode({{coordinate}}).values.at(0);
}

std::string refusal(std::vector<Range> ranges) {
  try {
    const SearchSpace space(std::move(ranges));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(SearchSpace, LinearContinuousIsAnAffineMap) {
  const ContinuousRange range{"x", -2, 6, Scaling::Linear};
  EXPECT_DOUBLE_EQ(coordinate(range, 0.0), 0.25);
  EXPECT_DOUBLE_EQ(std::get<double>(decoded(range, 0.75)), 4.0);
}

TEST(SearchSpace, LogarithmicContinuousHalvesDecades) {
  const ContinuousRange range{"x", 1e-4, 1, Scaling::Logarithmic};
  EXPECT_NEAR(coordinate(range, 1e-2), 0.5, 1e-15);  // two of four decades; rounding
  EXPECT_NEAR(std::get<double>(decoded(range, 0.25)), 1e-3, 1e-17);
}

TEST(SearchSpace, ReverseLogarithmicIsMinusLogOfOneMinusX) {
  const ContinuousRange range{"x", 0, 0.99, Scaling::ReverseLogarithmic};
  EXPECT_NEAR(coordinate(range, 0.9), 0.5, 1e-15);  // 1 - x: 1, 0.1, 0.01
}

TEST(SearchSpace, Log1pIsLogOfOnePlusX) {
  const ContinuousRange range{"x", 0, 99, Scaling::Log1p};
  EXPECT_NEAR(coordinate(range, 9.0), 0.5, 1e-15);  // 1 + x: 1, 10, 100
}

TEST(SearchSpace, AutoIsLogarithmicFromARatioOfAThousand) {
  EXPECT_NEAR(coordinate(ContinuousRange{"x", 0.001, 1}, std::pow(10, -1.5)), 0.5, 1e-15);
  EXPECT_NEAR(coordinate(ContinuousRange{"x", 0.0011, 1.0011}, 0.5011), 0.5, 1e-15);
  EXPECT_DOUBLE_EQ(coordinate(ContinuousRange{"x", 0, 1000}, 500.0), 0.5);
}

TEST(SearchSpace, EachIntegerHasAnEqualShareOfALinearRange) {
  const IntegerRange range{"k", 0, 3};
  for (int step = 0; step < 400; ++step) {
    const double u = (step + 0.5) / 400;
    EXPECT_EQ(std::get<std::int64_t>(decoded(range, u)), step / 100) << u;
  }
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{0}), 0.125);
}

TEST(SearchSpace, ValueWithoutLimitLiesAfterTheLargest) {
  IntegerRange range{"k", 0, 3};
  range.unlimited = 0;
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{1}), 0.125);
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{3}), 0.625);
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{0}), 0.875);
  EXPECT_EQ(std::get<std::int64_t>(decoded(range, 1.0)), 0);
}

TEST(SearchSpace, ValueWithoutLimitAmidTheRangeLeavesNoHole) {
  IntegerRange range{"k", -1, 2};
  range.unlimited = 0;  // the natural order is -1, 1, 2, 0
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{-1}), 0.125);
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{1}), 0.375);
  EXPECT_DOUBLE_EQ(coordinate(range, std::int64_t{0}), 0.875);
}

TEST(SearchSpace, CategoricalIsOneHotAndDecodesToTheLargestCoordinate) {
  const SearchSpace space({CategoricalRange{"c", {"a", "b", "d"}}});
  EXPECT_EQ(space.encode({{std::string("b")}}).coordinates,
            (std::vector<double>{0, 1, 0}));
  EXPECT_EQ(space.decode({{0.2, 0.4, 0.4}}).values.at(0), ParameterValue("b"));
}

TEST(SearchSpace, DecodeClipsWhatLiesOutsideTheCube) {
  EXPECT_EQ(std::get<double>(decoded(ContinuousRange{"x", 0.1, 0.3}, 1.5)), 0.3);
  EXPECT_EQ(std::get<std::int64_t>(decoded(IntegerRange{"k", 2, 5}, -3)), 2);
}

TEST(SearchSpace, BoundsOfAContinuousRangeAreReachedExactly) {
  for (const Scaling scaling : {Scaling::Linear, Scaling::Logarithmic}) {
    const ContinuousRange range{"x", 0.1, 0.7, scaling};
    EXPECT_EQ(std::get<double>(decoded(range, 0)), 0.1);
    EXPECT_EQ(std::get<double>(decoded(range, 1)), 0.7);
  }
}

TEST(SearchSpace, WidestContinuousRangeDoesNotOverflow) {
  const double huge = std::numeric_limits<double>::max();
  const ContinuousRange range{"x", -huge, huge};
  EXPECT_DOUBLE_EQ(coordinate(range, 0.0), 0.5);
  EXPECT_DOUBLE_EQ(std::get<double>(decoded(range, 0.75)), huge / 2);
}

TEST(SearchSpace, RangeOfOneValueDecodesToItFromAnywhere) {
  const SearchSpace space({ContinuousRange{"x", 0.3, 0.3}, IntegerRange{"k", 4, 4}});
  const Params only{{0.3, std::int64_t{4}}};
  EXPECT_EQ(space.decode({{0.0, 1.0}}), only);
  EXPECT_EQ(space.decode(space.encode(only)), only);
  EXPECT_EQ(space.combinations(), 1.0);
}

TEST(SearchSpace, CombinationsMultiplyAndAreInfiniteWhereContinuous) {
  const IntegerRange five{"k", 0, 4};
  const CategoricalRange three{"c", {"a", "b", "d"}};
  EXPECT_EQ(SearchSpace({five, three}).combinations(), 15.0);
  EXPECT_TRUE(std::isinf(SearchSpace({five, ContinuousRange{"x", 0, 1}}).combinations()));
}

/// A random range of each kind, by turns.
Range random_range(Random& random, const std::string& name, std::uint64_t kind) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 40;
  if (kind == 0) {
    const double min = std::pow(10, 12 * random.uniform() - 6);
    return ContinuousRange{name, min, min * (1 + 1e5 * random.uniform())};
  }
  if (kind == 1) {
    const auto bits = random.below(40);
    const auto width = static_cast<std::int64_t>(random.below(std::uint64_t{1} << bits));
    IntegerRange range{name, static_cast<std::int64_t>(random.below(1000)), 0};
    const bool low = random.below(2) == 0;
    if (low) range.min = -kLimit;
    range.max = std::min(range.min + width, kLimit);
    if (!low) {
      range.scaling = random.below(2) == 0 ? Scaling::Log1p : Scaling::Auto;
    }
    if (random.below(2) == 0) range.unlimited = range.min;
    return range;
  }
  std::vector<std::string> values;
  for (std::uint64_t i = 0; i <= random.below(30); ++i) {
    values.push_back("v" + std::to_string(i));
  }
  return CategoricalRange{name, values};
}

TEST(SearchSpace, DecodeUndoesEncodeForEveryKindOfRange) {
  Random random({11});
  for (std::uint64_t round = 0; round < 20000; ++round) {
    const SearchSpace space({random_range(random, "p", round % 3)});
    const Params params = space.sample(random);
    const Params again = space.decode(space.encode(params));
    if (round % 3 != 0) {
      ASSERT_EQ(again, params) << round;
      continue;
    }
    const auto& range = std::get<ContinuousRange>(space.ranges()[0]);
    const double x = std::get<double>(again.values[0]);
    ASSERT_LE(range.min, x);
    ASSERT_GE(range.max, x);
    // A rounding of the coordinate is 1e-16 of the range, or of its logarithm (below 30).
    ASSERT_NEAR(x, std::get<double>(params.values[0]), 1e-14 * range.max);
  }
}

TEST(SearchSpace, EveryIntegerAtTheEndsOfTheWidestLogarithmicRangeIsTold) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 40;
  const SearchSpace space({IntegerRange{"k", 1, kLimit, Scaling::Logarithmic}});
  for (std::int64_t i = 0; i < 10000; ++i) {
    for (const std::int64_t value : {1 + i, kLimit - i}) {
      const Params params{{value}};
      ASSERT_EQ(space.decode(space.encode(params)), params);
    }
  }
}

TEST(SearchSpace, RefusalNamesTheRangeAndTheRemedy) {
  EXPECT_THAT(refusal({}), HasSubstr("at least one range"));
  EXPECT_EQ(refusal({ContinuousRange{"eta", 1, 0}}),
            "range \"eta\": its min is greater than its max; swap them");
  EXPECT_THAT(refusal({IntegerRange{"k", 2, 1}}), HasSubstr("greater than its max"));
  EXPECT_THAT(refusal({ContinuousRange{"", 0, 1}}), HasSubstr("has no name"));
  EXPECT_THAT(refusal({ContinuousRange{"x"}, IntegerRange{"x"}}),
              HasSubstr("used twice"));
  EXPECT_THAT(refusal({ContinuousRange{"x", 0, INFINITY}}), HasSubstr("must be finite"));
  EXPECT_THAT(refusal({ContinuousRange{"x", NAN, 1}}), HasSubstr("must be finite"));
  EXPECT_THAT(refusal({ContinuousRange{"x", 0, 1, Scaling::Logarithmic}}),
              HasSubstr("needs min > 0"));
  EXPECT_THAT(refusal({ContinuousRange{"x", -0.5, 1, Scaling::Log1p}}),
              HasSubstr("needs min >= 0"));
  EXPECT_THAT(refusal({ContinuousRange{"x", 0, 1, Scaling::ReverseLogarithmic}}),
              HasSubstr("max < 1"));
  EXPECT_THAT(refusal({IntegerRange{"k", 0, 0, Scaling::ReverseLogarithmic}}),
              HasSubstr("for continuous ranges"));
  EXPECT_THAT(refusal({IntegerRange{"k", 0, (std::int64_t{1} << 40) + 1}}),
              HasSubstr("2^40"));
  EXPECT_THAT(refusal({CategoricalRange{"c", {}}}), HasSubstr("no values"));
  EXPECT_THAT(refusal({CategoricalRange{"c", {"a", "a"}}}), HasSubstr("a value twice"));
}

TEST(SearchSpace, EncodeRefusesWhatIsNotInTheSpace) {
  const SearchSpace space({ContinuousRange{"x", 0, 1}, IntegerRange{"k", 0, 3},
                           CategoricalRange{"c", {"a"}}});
  const std::int64_t two = 2;
  EXPECT_THROW((void)space.encode({{0.5, two}}), std::invalid_argument);
  EXPECT_THROW((void)space.encode({{1.5, two, std::string("a")}}), std::invalid_argument);
  EXPECT_THROW((void)space.encode({{NAN, two, std::string("a")}}), std::invalid_argument);
  EXPECT_THROW((void)space.encode({{0.5, 2.0, std::string("a")}}), std::invalid_argument);
  EXPECT_THROW((void)space.encode({{0.5, 2 * two, std::string("a")}}),
               std::invalid_argument);
  EXPECT_THROW((void)space.encode({{0.5, two, std::string("b")}}), std::invalid_argument);
}

TEST(SearchSpace, IndexOfFindsANameAndRefusesAnother) {
  const SearchSpace space({ContinuousRange{"x"}, IntegerRange{"k"}});
  EXPECT_EQ(space.index_of("k"), 1U);
  EXPECT_THROW((void)space.index_of("eta"), std::invalid_argument);
}

}  // namespace
}  // namespace espalier::tuner
