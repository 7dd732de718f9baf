#include "data/number_parse.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "tests/unit/data/number_samples.hpp"
#include "tests/unit/data/parse_against_strtof.hpp"

namespace espalier::data {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

float value_of(std::string_view text) {
  const ParsedNumber number = parse_float(text);
  EXPECT_EQ(number.error, NumberError::None) << text;
  return number.value;
}

TEST(ParseFloat, AcceptsWhatPythonsFloatAccepts) {
  EXPECT_EQ(value_of("1"), 1.0F);
  EXPECT_EQ(value_of("+1.5"), 1.5F);
  EXPECT_EQ(value_of("-.5"), -.5F);
  EXPECT_EQ(value_of("5."), 5.0F);
  EXPECT_EQ(value_of("1.e+2"), 100.0F);
  EXPECT_EQ(value_of("1E-2"), .01F);
  EXPECT_EQ(value_of("007"), 7.0F);
  EXPECT_TRUE(std::signbit(value_of("-0")));
  EXPECT_EQ(value_of("-INF"), -kInfinity);
  EXPECT_EQ(value_of("+Infinity"), kInfinity);
  EXPECT_TRUE(std::isnan(value_of("NaN")));
  EXPECT_TRUE(std::isnan(value_of("-nan")));
}

TEST(ParseFloat, AllowsBlanksAround) { EXPECT_EQ(value_of(" \t1\r\v\f"), 1.0F); }

TEST(ParseFloat, TakesBlanksAloneForMissing) {
  for (const char* text : {"", " ", "\t\r"}) {
    EXPECT_EQ(parse_float(text).error, NumberError::Empty);
    EXPECT_TRUE(std::isnan(parse_float(text).value));
  }
}

TEST(ParseFloat, RefusesWhatIsNotWhollyANumber) {
  for (const char* text : {"abc",
                           "1x",
                           "1 2",
                           "+",
                           "-",
                           ".",
                           "+.",
                           "e5",
                           ".e5",
                           "1e",
                           "1e+",
                           "1e5.",
                           "1.2.3",
                           "++1",
                           "+-1",
                           "- 1",
                           "0x10",
                           "1_000",
                           "1,5",
                           "nan(1)",
                           "nano",
                           "in",
                           "infi",
                           "infinityx",
                           "1d5",
                           "1f",
                           "\xE2\x88\x92"
                           "1"}) {
    EXPECT_EQ(parse_float(text).error, NumberError::NotANumber) << text;
  }
}

TEST(ParseFloat, RefusesANulByteInTheText) {
  EXPECT_EQ(parse_float(std::string_view("1\0", 2)).error, NumberError::NotANumber);
}

TEST(ParseFloat, RefusesWhatRoundsBeyondFloat32) {
  // FLT_MAX is (2 - 2^-23) 2^127; half an ulp more, 2^128 - 2^103, is a tie that rounds
  // away from the odd FLT_MAX, to what is no float32.
  EXPECT_EQ(value_of("340282346638528859811704183484516925440"),
            std::numeric_limits<float>::max());
  EXPECT_EQ(value_of("340282356779733661637539395458142568447.999"),
            std::numeric_limits<float>::max());
  for (const char* text : {"340282356779733661637539395458142568448", "1e39", "1e400",
                           "1e99999999999999999999", "1000e36"}) {
    EXPECT_EQ(parse_float(text).error, NumberError::OutOfRange) << text;
    EXPECT_EQ(parse_float(text).value, kInfinity) << text;
  }
  EXPECT_EQ(parse_float("-1e39").value, -kInfinity);
  EXPECT_EQ(parse_float("1" + std::string(400, '0')).error, NumberError::OutOfRange);
}

TEST(ParseFloat, RoundsWhatIsTooSmallToAZeroOfItsSign) {
  for (const char* text : {"1e-50", "1e-400", "1e-99999999999999999999", "7e-46"}) {
    EXPECT_EQ(value_of(text), 0.0F) << text;
  }
  EXPECT_TRUE(std::signbit(value_of("-1e-50")));
  EXPECT_EQ(value_of("0." + std::string(400, '0') + "1"), 0.0F);
  // The smallest subnormal is 2^-149; its half, 7.00649232162408535...e-46, ties to zero.
  EXPECT_EQ(value_of("7.0064923216240853546186479164495e-46"), 0.0F);
  EXPECT_EQ(value_of("7.0064923216240853546186479164496e-46"),
            std::numeric_limits<float>::denorm_min());
}

TEST(ParseFloat, ReadsLongTextsWhoseExponentMakesUpForTheirLength) {
  EXPECT_EQ(value_of("0." + std::string(400, '0') + "15e401"), 1.5F);
  EXPECT_EQ(value_of("15" + std::string(400, '0') + "e-401"), 1.5F);
  EXPECT_EQ(value_of("0e999999999999999999999"), 0.0F);
  EXPECT_EQ(value_of("0.000e-999999999999999999999"), 0.0F);
}

TEST(ParseFloat, RoundsTiesToEvenAndTheRestToTheNearest) {
  for (const float value : float_samples(20'000)) {
    ASSERT_EQ(parses_as_strtof(midpoint_text(value)), "");
    ASSERT_EQ(parses_as_strtof(just_above(midpoint_text(value))), "");
    ASSERT_EQ(parses_as_strtof(just_below(midpoint_text(value))), "");
  }
}

TEST(ParseFloat, EqualsStrtofOnDecimalsOfEveryLength) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 300'000; ++i) {
    const std::string text = random_decimal(random);
    ASSERT_EQ(parses_as_strtof(text), "");
  }
}

}  // namespace
}  // namespace espalier::data
