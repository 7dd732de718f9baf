#include "tuner/random.hpp"

#include <bit>
#include <cmath>

namespace espalier::tuner {
namespace {

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
std::uint64_t split_mix(std::uint64_t& state) noexcept {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::initializer_list<std::uint64_t> keys) noexcept {
  std::uint64_t hash = keys.size();
  for (const std::uint64_t key : keys) {
    std::uint64_t mixed = hash ^ key;
    hash = split_mix(mixed) + std::rotl(hash, 23);
  }
  for (std::uint64_t& word : state_) word = split_mix(hash);
}

/// xoshiro256**: Blackman, Vigna: Scrambled linear pseudorandom number generators, 2018.
std::uint64_t Random::next() noexcept {
  const std::uint64_t result = std::rotl(state_[1] * 5U, 7) * 9U;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Random::uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1p-53; }

std::uint64_t Random::below(std::uint64_t n) noexcept {
  // Draws under 2^64 mod n are refused, so that every remainder is equally likely.
  const std::uint64_t refused = (0U - n) % n;
  std::uint64_t bits = next();
  while (bits < refused) bits = next();
  return bits % n;
}

/// Marsaglia's polar method; the second normal of each pair is not kept.
double Random::normal() noexcept {
  while (true) {
    const double u = 2.0 * uniform() - 1.0;
    const double v = 2.0 * uniform() - 1.0;
    const double s = u * u + v * v;
    if (s > 0.0 && s < 1.0) return u * std::sqrt(-2.0 * std::log(s) / s);
  }
}

}  // namespace espalier::tuner
