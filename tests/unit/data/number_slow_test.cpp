// Tens of millions of values: too many for every run, so labelled slow.

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <random>
#include <string>
#include <system_error>

#include "data/number_format.hpp"
#include "data/number_parse.hpp"
#include "tests/unit/data/number_samples.hpp"
#include "tests/unit/data/parse_against_strtof.hpp"
#include "tests/unit/data/python_floats.hpp"

namespace espalier::data {
namespace {

TEST(ParseFloatSlow, EqualsFromCharsOnFortyMillionDecimals) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 40'000'000; ++i) {
    const std::string text = random_decimal(random);
    float expected = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), expected);
    if (error != std::errc{}) continue;  // the limits are strtof's to judge
    const float value = parse_float(text).value;
    ASSERT_EQ(std::bit_cast<std::uint32_t>(value), std::bit_cast<std::uint32_t>(expected))
        << text;
    ASSERT_EQ(end, text.data() + text.size()) << text;
  }
}

TEST(ParseFloatSlow, EqualsStrtofOnTenMillionDecimals) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 10'000'000; ++i) {
    ASSERT_EQ(parses_as_strtof(random_decimal(random)), "");
  }
}

TEST(ParseFloatSlow, EqualsStrtofAtAndBesideAMillionMidpoints) {
  for (const float value : float_samples(1'000'000, 4)) {
    const std::string text = midpoint_text(value);
    ASSERT_EQ(parses_as_strtof(text), "");
    ASSERT_EQ(parses_as_strtof(just_above(text)), "");
    ASSERT_EQ(parses_as_strtof(just_below(text)), "");
  }
}

TEST(AppendShortestSlow, ReadsBackToTheSameBitsForTenMillionFloats) {
  std::string text;
  for (const float value : float_samples(10'000'000, 5)) {
    text.clear();
    append_shortest(text, value);
    ASSERT_EQ(std::bit_cast<std::uint32_t>(parse_float(text).value),
              std::bit_cast<std::uint32_t>(value))
        << text;
  }
}

TEST(AppendPythonReprSlow, EqualsPythonsReprOfTwoMillionFloat32) {
  EXPECT_EQ(compare_with_python(float_samples(2'000'000, 6)), "");
}

TEST(AppendPythonReprSlow, EqualsPythonsReprOfAMillionFloat64) {
  EXPECT_EQ(compare_with_python(double_samples(1'000'000, 7)), "");
}

}  // namespace
}  // namespace espalier::data
