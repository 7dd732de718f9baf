/// Slice sampling along random directions: draws from a density known up to a constant.
///
/// Neal: Slice sampling, Annals of Statistics 31 (2003), sections 4 and 5.1: stepping out
/// with a randomly placed bracket, then shrinking.
#pragma once

#include <Eigen/Core>
#include <functional>

#include "tuner/random.hpp"

namespace espalier::tuner::gp {

/// Minus infinity where the density is zero; a NaN is taken for that too.
using LogDensity = std::function<double(const Eigen::VectorXd&)>;

struct SliceOptions {
  double width = 1.0;   ///< of the first bracket
  int max_steps = 200;  ///< of stepping out, both sides together, and of shrinking
};

class SliceSampler {
 public:
  /// Requires: log_density(start) is finite.
  SliceSampler(LogDensity log_density, Eigen::VectorXd start, SliceOptions options = {});

  /// Moves to the next state of the chain.
  void step(Random& random);

  [[nodiscard]] const Eigen::VectorXd& state() const noexcept { return state_; }

 private:
  [[nodiscard]] double density_at(const Eigen::VectorXd& direction,
                                  double distance) const;

  LogDensity log_density_;
  Eigen::VectorXd state_;
  double log_density_of_state_;
  SliceOptions options_;
};

}  // namespace espalier::tuner::gp
