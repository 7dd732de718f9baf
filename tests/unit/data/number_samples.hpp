/// Floats that try every exponent, and texts that lie at or beside the midpoints between
/// two floats, where rounding is decided.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace espalier::data {

/// `count` finite float32 of random bits (so of every exponent, subnormals among them),
/// and the powers of two and of ten with their neighbours.
inline std::vector<float> float_samples(std::size_t count, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<float> values;
  const auto add_around = [&](float value) {
    for (const float v :
         {value, std::nextafter(value, 0.0F), std::nextafter(value, kInfinity)}) {
      if (!std::isfinite(v)) continue;
      values.push_back(v);
      values.push_back(-v);
    }
  };
  for (int e = -149; e < 128; ++e) add_around(std::ldexp(1.0F, e));
  for (int e = -45; e < 39; ++e) add_around(static_cast<float>(std::pow(10.0, e)));
  while (values.size() < count) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (std::isfinite(value)) values.push_back(value);
  }
  return values;
}

inline std::vector<double> double_samples(std::size_t count, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::vector<double> values;
  for (int e = -1074; e < 1024; ++e) {
    values.push_back(std::ldexp(1.0, e));
    values.push_back(std::nextafter(std::ldexp(1.0, e), 0.0));
  }
  for (int e = -20; e < 25; ++e) values.push_back(std::pow(10.0, e));
  while (values.size() < count) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) values.push_back(value);
  }
  return values;
}

/// The exact decimal of the midpoint between a float and the next larger in magnitude: a
/// double holds it, and printf writes it exactly.
inline std::string midpoint_text(float value) {
  const double low = std::abs(static_cast<double>(value));
  const double high =
      std::nextafter(std::abs(value), std::numeric_limits<float>::infinity());
  char text[256];
  std::snprintf(text, sizeof text, "%s%.160g", value < 0 ? "-" : "",
                std::isinf(high) ? low + std::ldexp(1.0, 103) : low + (high - low) / 2);
  return text;
}

}  // namespace espalier::data
