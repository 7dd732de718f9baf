#include "tuner/gp/sobol.hpp"

#include <algorithm>

#include "tuner/gp/sobol_directions.hpp"
#include "tuner/random.hpp"

namespace espalier::tuner::gp {
namespace {

constexpr std::uint32_t kBits = 32;

/// Joe and Kuo (2008), equations (2) and (3): v_k = m_k 2^(32-k).
std::array<std::uint32_t, kBits> directions(std::size_t dimension) {
  std::array<std::uint32_t, kBits> v{};
  if (dimension == 0) {
    for (std::uint32_t k = 0; k < kBits; ++k) v[k] = 1U << (kBits - 1 - k);
    return v;
  }
  const SobolDirection& given = kSobolDirections[dimension - 1];
  for (std::uint32_t k = 0; k < kBits; ++k) {
    if (k < given.degree) {
      v[k] = given.initial[k] << (kBits - 1 - k);
      continue;
    }
    const std::uint32_t base = v[k - given.degree];
    v[k] = base ^ (base >> given.degree);
    for (std::uint32_t i = 1; i < given.degree; ++i) {
      if (((given.polynomial >> (given.degree - i)) & 1U) != 0) v[k] ^= v[k - i];
    }
  }
  return v;
}

std::uint32_t reverse_bits(std::uint32_t x) noexcept {
  x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
  x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
  x = ((x >> 4U) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4U);
  x = ((x >> 8U) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8U);
  return (x >> 16U) | (x << 16U);
}

/// Owen's nested uniform scrambling as a hash of the bits, high to low: Burley, Practical
/// hash-based Owen scrambling, JCGT 9 (2020), listing 3.
std::uint32_t scramble(std::uint32_t x, std::uint32_t key) noexcept {
  x = reverse_bits(x);
  x ^= x * 0x3d20adeaU;
  x += key;
  x *= (key >> 16U) | 1U;
  x ^= x * 0x05526c56U;
  x ^= x * 0x53a22864U;
  return reverse_bits(x);
}

}  // namespace

ScrambledSobol::ScrambledSobol(std::size_t dimensions, std::uint64_t seed)
    : dimensions_(dimensions), seed_(seed) {
  Random random({seed, dimensions});
  for (std::size_t d = 0; d < std::min(dimensions, kSobolDimensions); ++d) {
    directions_.push_back(directions(d));
    scrambles_.push_back(static_cast<std::uint32_t>(random.next() >> 32U));
  }
}

std::vector<double> ScrambledSobol::point(std::uint32_t index) const {
  std::vector<double> coordinates(dimensions_);
  for (std::size_t d = 0; d < directions_.size(); ++d) {
    std::uint32_t bits = 0;
    for (std::uint32_t k = 0; k < kBits; ++k) {
      if (((index >> k) & 1U) != 0) bits ^= directions_[d][k];
    }
    coordinates[d] = (static_cast<double>(scramble(bits, scrambles_[d])) + 0.5) * 0x1p-32;
  }
  if (dimensions_ > directions_.size()) {
    Random random({seed_, dimensions_, index});
    for (std::size_t d = directions_.size(); d < dimensions_; ++d) {
      coordinates[d] = random.uniform();
    }
  }
  return coordinates;
}

}  // namespace espalier::tuner::gp
