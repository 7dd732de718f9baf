#include "tuner/seen_params.hpp"

#include <cmath>
#include <cstdint>

namespace espalier::tuner {
namespace {

/// The configuration of mixed-radix number `index`; a continuous range counts as one
/// value.
Params enumerate(const SearchSpace& space, std::uint64_t index) {
  Params params;
  for (const Range& range : space.ranges()) {
    if (const auto* integers = std::get_if<IntegerRange>(&range)) {
      const auto count = static_cast<std::uint64_t>(integers->max - integers->min) + 1;
      params.values.emplace_back(integers->min +
                                 static_cast<std::int64_t>(index % count));
      index /= count;
    } else if (const auto* categorical = std::get_if<CategoricalRange>(&range)) {
      const std::uint64_t count = categorical->values.size();
      params.values.emplace_back(categorical->values[index % count]);
      index /= count;
    } else {
      params.values.emplace_back(std::get<ContinuousRange>(range).min);
    }
  }
  return params;
}

}  // namespace

SeenParams::SeenParams(const History& history) {
  for (const Trial& trial : history.told) seen_.insert(trial.params.values);
  for (const Trial& trial : history.pending) seen_.insert(trial.params.values);
}

std::optional<Params> SeenParams::draw_unseen(const SearchSpace& space,
                                              Random& random) const {
  constexpr int kDraws = 1000;
  const double combinations = space.combinations();
  if (combinations <= static_cast<double>(seen_.size())) return std::nullopt;
  for (int i = 0; i < kDraws; ++i) {
    Params params = space.sample(random);
    if (!contains(params)) return params;
  }
  // Among size() + 1 different configurations one is new.
  const auto count = static_cast<std::uint64_t>(std::min(combinations, 0x1p62));
  const std::uint64_t start = random.below(count);
  for (std::uint64_t i = 0; i <= seen_.size(); ++i) {
    Params params = enumerate(space, (start + i) % count);
    if (!contains(params)) return params;
  }
  return std::nullopt;
}

}  // namespace espalier::tuner
