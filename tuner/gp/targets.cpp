#include "tuner/gp/targets.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier::tuner::gp {

using Eigen::Index;
using Eigen::VectorXd;

VectorXd standardise(const VectorXd& values) {
  const double largest = values.cwiseAbs().maxCoeff();
  if (largest == 0.0) return values;
  // Scaled first, so that the squares neither overflow nor vanish.
  VectorXd scaled = values / largest;
  scaled.array() -= scaled.mean();
  const double sd = std::sqrt(scaled.squaredNorm() / static_cast<double>(values.size()));
  constexpr double kNothing = 1e-14;
  if (!(sd > kNothing)) return VectorXd::Zero(values.size());
  return scaled / sd;
}

std::vector<Index> best_rows(const VectorXd& values, std::size_t count) {
  std::vector<Index> rows(static_cast<std::size_t>(values.size()));
  std::iota(rows.begin(), rows.end(), Index{0});
  std::stable_sort(rows.begin(), rows.end(),
                   [&](Index a, Index b) { return values[a] < values[b]; });
  rows.resize(std::min(count, rows.size()));
  return rows;
}

std::vector<Index> bounded_rows(const VectorXd& values, std::size_t count) {
  std::vector<Index> rows = best_rows(values, count / 4);
  if (static_cast<std::size_t>(values.size()) <= count) {
    rows.resize(static_cast<std::size_t>(values.size()));
    std::iota(rows.begin(), rows.end(), Index{0});
    return rows;
  }
  std::vector<bool> kept(static_cast<std::size_t>(values.size()), false);
  for (const Index row : rows) kept[static_cast<std::size_t>(row)] = true;
  for (Index row = values.size(); rows.size() < count && row-- > 0;) {
    if (!kept[static_cast<std::size_t>(row)]) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

Targets compress(const VectorXd& standardised, double compression) {
  const auto n = static_cast<std::size_t>(standardised.size());
  std::vector<double> sorted(standardised.data(), standardised.data() + n);
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((n - 1) / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const double median = *middle;
  Targets targets{standardised, 1.0, 0.0};
  for (double& value : targets.values) {
    if (value <= median) continue;
    const double slope = 1.0 + compression * (value - median);
    targets.log_jacobian -= std::log(slope);
    value = median + std::log(slope) / compression;
  }
  targets.values.array() -= targets.values.mean();
  const double sd = std::sqrt(targets.values.squaredNorm() / static_cast<double>(n));
  if (!(sd > 0.0)) return targets;
  targets.values /= sd;
  targets.scale = sd;
  targets.log_jacobian -= static_cast<double>(n) * std::log(sd);
  return targets;
}

}  // namespace espalier::tuner::gp
