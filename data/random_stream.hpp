/// A stream of random bits keyed by numbers, the same on every machine: xoshiro256++
/// (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47,
/// 2021), its state filled by SplitMix64 as its authors advise.
///
/// One stream belongs to one thread.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>

namespace espalier::data {

class RandomStream {
 public:
  /// Streams of different keys are independent for all purposes here.
  RandomStream(std::initializer_list<std::uint64_t> keys) noexcept {
    std::uint64_t mixed = 0;
    for (const std::uint64_t key : keys) mixed = split_mix(mixed + key);
    for (std::uint64_t& word : state_) word = mixed = split_mix(mixed);
  }

  /// 64 random bits.
  std::uint64_t next() noexcept {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Uniform on 0 .. n - 1, without bias (Lemire, "Fast Random Integer Generation in an
  /// Interval", ACM TOMACS 29, 2019). Requires: n > 0.
  std::uint32_t below(std::uint32_t n) noexcept {
    std::uint64_t product = (next() >> 32U) * n;
    if (static_cast<std::uint32_t>(product) < n) {
      const std::uint32_t unfair = (0U - n) % n;
      while (static_cast<std::uint32_t>(product) < unfair) product = (next() >> 32U) * n;
    }
    return static_cast<std::uint32_t>(product >> 32U);
  }

  /// Uniform on the odd multiples of 2^-53 in (0, 1): never an end, symmetric about 1/2.
  double open_uniform() noexcept {
    return static_cast<double>((next() >> 12U) * 2 + 1) * 0x1p-53;
  }

 private:
  static std::uint64_t split_mix(std::uint64_t x) noexcept {
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace espalier::data
