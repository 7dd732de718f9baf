/// Expected improvement averaged over sets of hyperparameters and fantasies, as a
/// logarithm.
///
///   A(x) = ln P(x) + ln mean_s mean_f scale_s EI(mean_sf(x), sd_s(x); incumbent_sf - i)
///
/// P is the chance of success, i the improvement asked for; scale_s brings the
/// improvements of differently compressed targets to one unit.
///
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "tuner/gp/feasibility.hpp"
#include "tuner/gp/regressor.hpp"

namespace espalier::tuner::gp {

class Acquisition {
 public:
  struct Member {
    Regressor regressor;
    double scale = 1;
  };

  /// Requires: at least one member, all with the same number of fantasies.
  Acquisition(std::vector<Member> members, Feasibility feasibility, double improvement);

  /// A at rows of features (m, r); shape (m).
  [[nodiscard]] Eigen::VectorXd values(const Eigen::MatrixXd& features) const;
  /// A at features (r) and its gradient, zero for categorical features.
  double value(const Eigen::VectorXd& features, Eigen::VectorXd& gradient) const;

 private:
  std::vector<Member> members_;
  Feasibility feasibility_;
  double improvement_;
};

}  // namespace espalier::tuner::gp
