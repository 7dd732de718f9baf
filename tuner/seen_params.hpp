/// The configurations a study has asked for, and how to find one it has not.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "tuner/random.hpp"
#include "tuner/sampler.hpp"
#include "tuner/search_space.hpp"

namespace espalier::tuner {

class SeenParams {
 public:
  explicit SeenParams(const History& history);

  [[nodiscard]] bool contains(const Params& params) const {
    return seen_.contains(params.values);
  }
  [[nodiscard]] std::size_t size() const noexcept { return seen_.size(); }

  /// A configuration not seen, drawn uniformly under the ranges' scalings; empty only
  /// where every configuration of the space has been seen. Complexity: up to 1,000 draws,
  /// then at most size() + 1 steps of an enumeration.
  [[nodiscard]] std::optional<Params> draw_unseen(const SearchSpace& space,
                                                  Random& random) const;

 private:
  std::set<std::vector<ParameterValue>> seen_;
};

}  // namespace espalier::tuner
