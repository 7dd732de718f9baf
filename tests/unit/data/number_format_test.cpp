#include "data/number_format.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include "tests/unit/data/number_samples.hpp"
#include "tests/unit/data/python_floats.hpp"

namespace espalier::data {
namespace {

std::string shortest(float value) {
  std::string text;
  append_shortest(text, value);
  return text;
}

std::string repr(double value) {
  std::string text;
  append_python_repr(text, value);
  return text;
}

TEST(AppendShortest, GivesTheFewestDigitsOfAFloat) {
  EXPECT_EQ(shortest(0.1F), "0.1");
  EXPECT_EQ(shortest(1.0F), "1");
  EXPECT_EQ(shortest(-0.0F), "-0");
  EXPECT_EQ(shortest(16777216.0F), "16777216");
  EXPECT_EQ(shortest(1e-45F), "1e-45");
  EXPECT_EQ(shortest(std::numeric_limits<float>::max()), "3.4028235e+38");
  EXPECT_EQ(shortest(std::numeric_limits<float>::infinity()), "inf");
  EXPECT_EQ(shortest(-std::numeric_limits<float>::quiet_NaN()), "nan");
}

TEST(AppendShortest, ReadsBackToTheSameBits) {
  for (const float value : float_samples(200'000)) {
    const float back = std::strtof(shortest(value).c_str(), nullptr);
    ASSERT_EQ(std::bit_cast<std::uint32_t>(back), std::bit_cast<std::uint32_t>(value))
        << shortest(value);
  }
}

TEST(AppendPythonRepr, WritesFloatsAsTheContainerPrintsThem) {
  EXPECT_EQ(repr(0.1F), "0.10000000149011612");
  EXPECT_EQ(repr(1.0), "1.0");
  EXPECT_EQ(repr(-0.0), "-0.0");
  EXPECT_EQ(repr(1e-4), "0.0001");
  EXPECT_EQ(repr(1e-5), "1e-05");
  EXPECT_EQ(repr(1e15), "1000000000000000.0");
  EXPECT_EQ(repr(1e16), "1e+16");
  EXPECT_EQ(repr(1.5e-7), "1.5e-07");
  EXPECT_EQ(repr(1e100), "1e+100");
  EXPECT_EQ(repr(5e-324), "5e-324");
  EXPECT_EQ(repr(123456.75), "123456.75");
  EXPECT_EQ(repr(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(repr(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(AppendPythonRepr, EqualsPythonsReprOfFloat32) {
  EXPECT_EQ(compare_with_python(float_samples(150'000)), "");
}

TEST(AppendPythonRepr, EqualsPythonsReprOfFloat64) {
  EXPECT_EQ(compare_with_python(double_samples(50'000)), "");
}

}  // namespace
}  // namespace espalier::data
