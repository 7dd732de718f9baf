#include "tuner/gp/acquisition_search.hpp"

#include <algorithm>

#include "tuner/gp/lbfgsb.hpp"

namespace espalier::tuner::gp {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

void sort_best_first(std::vector<Ranked>& ranked) {
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.value > b.value; });
}

/// Climbs along the continuous features alone.
void climb(const Acquisition& acquisition, const FeatureSpace& space, Ranked& at) {
  constexpr LbfgsbOptions kOptions{.max_iterations = 20, .max_evaluations = 30};
  VectorXd lower = at.features;
  VectorXd upper = at.features;
  for (Index i = 0; i < space.size(); ++i) {
    if (space[i].kind != FeatureKind::Continuous) continue;
    lower[i] = 0.0;
    upper[i] = 1.0;
  }
  if (lower == upper) return;
  const Objective objective = [&](const VectorXd& x, VectorXd& gradient) {
    const double value = acquisition.value(x, gradient);
    gradient = (lower.array() < upper.array()).select(-gradient, 0.0);
    return -value;
  };
  LbfgsbResult result = minimize_in_box(objective, at.features, lower, upper, kOptions);
  if (-result.value > at.value) at = {std::move(result.x), -result.value};
}

/// The places that differ in one integer (by one or two values) or one category.
std::vector<VectorXd> neighbours(const FeatureSpace& space, const VectorXd& features) {
  std::vector<VectorXd> found;
  const auto add = [&](Index feature, double value) {
    if (value == features[feature]) return;
    found.push_back(features);
    found.back()[feature] = value;
  };
  for (Index i = 0; i < space.size(); ++i) {
    if (space[i].kind == FeatureKind::Integer) {
      for (const int steps : {-2, -1, 1, 2}) {
        add(i, space.neighbour(i, features[i], steps));
      }
    } else if (space[i].kind == FeatureKind::Categorical) {
      const auto count = static_cast<int>(space[i].count);
      for (int value = 0; value < count; ++value) add(i, value);
    }
  }
  return found;
}

VectorXd evaluate(const Acquisition& acquisition, const std::vector<VectorXd>& places) {
  MatrixXd rows(static_cast<Index>(places.size()), places.front().size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    rows.row(static_cast<Index>(i)) = places[i].transpose();
  }
  return acquisition.values(rows);
}

/// Moves to the best neighbour; false where none is better.
bool hop(const Acquisition& acquisition, const FeatureSpace& space, Ranked& at) {
  std::vector<VectorXd> places = neighbours(space, at.features);
  if (places.empty()) return false;
  Index best = 0;
  const double value = evaluate(acquisition, places).maxCoeff(&best);
  if (!(value > at.value)) return false;
  at = {std::move(places[static_cast<std::size_t>(best)]), value};
  return true;
}

}  // namespace

std::vector<Ranked> rank(const Acquisition& acquisition, const FeatureSpace& space,
                         const std::vector<VectorXd>& candidates,
                         std::size_t local_searches) {
  constexpr int kHops = 5;
  const VectorXd values = evaluate(acquisition, candidates);
  std::vector<Ranked> ranked;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    ranked.push_back({candidates[i], values[static_cast<Index>(i)]});
  }
  sort_best_first(ranked);
  const std::size_t starts = std::min(local_searches, ranked.size());
  for (std::size_t i = 0; i < starts; ++i) {
    Ranked at = ranked[i];
    climb(acquisition, space, at);
    for (int hops = 0; hops < kHops && hop(acquisition, space, at); ++hops) {
      climb(acquisition, space, at);
    }
    ranked.push_back(std::move(at));
  }
  sort_best_first(ranked);
  return ranked;
}

}  // namespace espalier::tuner::gp
