/// Maximises an acquisition over a mixed space: candidates are ranked, and from the best
/// of them continuous features climb by gradient while the others try their neighbours.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "tuner/gp/acquisition.hpp"
#include "tuner/gp/feature_space.hpp"

namespace espalier::tuner::gp {

struct Ranked {
  Eigen::VectorXd features;
  double value;
};

/// The candidates and what the local searches made of the best of them, best first;
/// equals keep the order of the candidates.
[[nodiscard]] std::vector<Ranked> rank(const Acquisition& acquisition,
                                       const FeatureSpace& space,
                                       const std::vector<Eigen::VectorXd>& candidates,
                                       std::size_t local_searches);

}  // namespace espalier::tuner::gp
