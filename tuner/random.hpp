/// A random stream keyed by numbers: the same keys give the same draws on every machine
/// (no std:: distribution is used, their draws differ between libraries).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

namespace espalier::tuner {

enum class Seed : std::uint64_t {};

class Random {
 public:
  /// The stream of these keys, for instance (seed, trial number, purpose); streams of
  /// different keys are independent.
  Random(std::initializer_list<std::uint64_t> keys) noexcept;

  /// 64 random bits.
  std::uint64_t next() noexcept;
  /// Uniform on [0, 1), 53 bits.
  double uniform() noexcept;
  /// Uniform on 0 .. n - 1, without bias. Requires: n > 0.
  std::uint64_t below(std::uint64_t n) noexcept;
  /// Standard normal.
  double normal() noexcept;

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace espalier::tuner
