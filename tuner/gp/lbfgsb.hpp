/// Minimises a smooth function in a box by projected L-BFGS.
///
/// Each step solves the quasi-Newton system on the coordinates that are free (not pressed
/// against a bound), and searches backwards along the projected path for Armijo's
/// decrease: Bertsekas, Projected Newton methods for optimization problems with simple
/// constraints, SIAM J. Control 20 (1982); two-loop recursion: Nocedal, Wright,
/// algorithm 7.4.
#pragma once

#include <Eigen/Core>
#include <functional>

namespace espalier::tuner::gp {

/// Returns the value at x and writes its gradient.
using Objective =
    std::function<double(const Eigen::VectorXd& x, Eigen::VectorXd& gradient)>;

struct LbfgsbOptions {
  int max_iterations = 50;
  int max_evaluations = 100;
  int memory = 8;  ///< pairs of steps kept
  /// Stops when no coordinate of the projected gradient is larger.
  double gradient_tolerance = 1e-7;
  /// Stops when a step lowers the value by less, relatively.
  double value_tolerance = 1e-10;
};

struct LbfgsbResult {
  Eigen::VectorXd x;
  double value;
};

/// Requires: lower <= start <= upper; objective(start) is finite.
[[nodiscard]] LbfgsbResult minimize_in_box(const Objective& objective,
                                           const Eigen::VectorXd& start,
                                           const Eigen::VectorXd& lower,
                                           const Eigen::VectorXd& upper,
                                           const LbfgsbOptions& options = {});

}  // namespace espalier::tuner::gp
