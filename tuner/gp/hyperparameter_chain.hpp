/// The draws of the model's hyperparameters, one set for each beginning of a history.
///
/// The chain goes on from trial to trial: the draws for n trials start where those for
/// the trials before ended, so a few steps are enough. They are a function of the seed
/// and of the data alone; what has been drawn for a beginning of the data is kept.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <map>
#include <vector>

#include "tuner/gp/hyperparameters.hpp"

namespace espalier::tuner::gp {

/// The told trials the model is fitted to, in the order of their ids.
struct Observations {
  Eigen::MatrixXd features;  ///< (n, r)
  Eigen::VectorXd values;    ///< (n), as told
};

class HyperparameterChain {
 public:
  HyperparameterChain(HyperparameterLayout layout, std::uint64_t seed,
                      std::size_t samples);

  /// Draws of theta for these observations.
  /// Requires: at least one observation.
  const std::vector<Eigen::VectorXd>& draw(const Observations& observations);

 private:
  /// Forgets what was drawn for data that `observations` does not begin with.
  void forget_others(const Observations& observations);
  [[nodiscard]] std::vector<Eigen::VectorXd> draw_next(
      const Observations& observations, Eigen::Index count,
      const std::vector<Eigen::VectorXd>* previous) const;

  HyperparameterLayout layout_;
  std::uint64_t seed_;
  std::size_t samples_;
  Observations known_;
  std::map<Eigen::Index, std::vector<Eigen::VectorXd>> drawn_;  ///< by number of trials
};

}  // namespace espalier::tuner::gp
