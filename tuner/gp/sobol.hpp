/// Points of the Sobol sequence, scrambled: evenly spread over the cube, and different
/// for each seed.
///
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace espalier::tuner::gp {

class ScrambledSobol {
 public:
  /// Beyond 64 dimensions the further coordinates are independent uniform draws.
  ScrambledSobol(std::size_t dimensions, std::uint64_t seed);

  /// The coordinates, in (0, 1), of the point of this index; shape (dimensions).
  [[nodiscard]] std::vector<double> point(std::uint32_t index) const;

 private:
  std::size_t dimensions_;
  std::uint64_t seed_;
  std::vector<std::array<std::uint32_t, 32>> directions_;
  std::vector<std::uint32_t> scrambles_;
};

}  // namespace espalier::tuner::gp
