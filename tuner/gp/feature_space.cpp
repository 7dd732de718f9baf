#include "tuner/gp/feature_space.hpp"

#include <algorithm>
#include <cmath>

namespace espalier::tuner::gp {

FeatureSpace::FeatureSpace(const SearchSpace& space) : dimensions_(space.dimensions()) {
  for (std::size_t i = 0; i < space.ranges().size(); ++i) {
    const Range& range = space.ranges()[i];
    const std::size_t offset = space.offsets()[i];
    if (const auto* continuous = std::get_if<ContinuousRange>(&range)) {
      features_.push_back({FeatureKind::Continuous, offset, 0, NumericAxis(*continuous)});
    } else if (const auto* integers = std::get_if<IntegerRange>(&range)) {
      features_.push_back({FeatureKind::Integer, offset,
                           static_cast<double>(integers->max - integers->min + 1),
                           NumericAxis(*integers)});
    } else {
      const auto& values = std::get<CategoricalRange>(range).values;
      features_.push_back({FeatureKind::Categorical, offset,
                           static_cast<double>(values.size()), std::nullopt});
    }
  }
}

Eigen::VectorXd FeatureSpace::from_unit(const UnitPoint& point) const {
  Eigen::VectorXd features(size());
  for (Eigen::Index i = 0; i < size(); ++i) {
    const Feature& feature = (*this)[i];
    const double* at = point.coordinates.data() + feature.offset;
    features[i] = *at;
    if (feature.kind == FeatureKind::Categorical) {
      features[i] = static_cast<double>(
          std::max_element(at, at + static_cast<std::ptrdiff_t>(feature.count)) - at);
    }
  }
  return features;
}

UnitPoint FeatureSpace::to_unit(const Eigen::VectorXd& features) const {
  UnitPoint point{std::vector<double>(dimensions_, 0.0)};
  for (Eigen::Index i = 0; i < size(); ++i) {
    const Feature& feature = (*this)[i];
    if (feature.kind == FeatureKind::Categorical) {
      point.coordinates[feature.offset + static_cast<std::size_t>(features[i])] = 1.0;
    } else {
      point.coordinates[feature.offset] = features[i];
    }
  }
  return point;
}

Eigen::VectorXd FeatureSpace::from_uniform(const std::vector<double>& uniform) const {
  Eigen::VectorXd features(size());
  for (Eigen::Index i = 0; i < size(); ++i) {
    const Feature& feature = (*this)[i];
    const double u = uniform[static_cast<std::size_t>(i)];
    switch (feature.kind) {
      case FeatureKind::Continuous:
        features[i] = u;
        break;
      case FeatureKind::Integer:
        features[i] = feature.axis->encode_integer(feature.axis->decode_integer(u));
        break;
      case FeatureKind::Categorical:
        features[i] = std::min(std::floor(u * feature.count), feature.count - 1);
        break;
    }
  }
  return features;
}

Eigen::VectorXd FeatureSpace::perturb(const Eigen::VectorXd& features,
                                      Random& random) const {
  constexpr double kEnd = 0.1;
  constexpr double kDecades = 2.0;
  // About two features are moved; one always is.
  const double share = std::min(1.0, 2.0 / static_cast<double>(size()));
  const auto always =
      static_cast<Eigen::Index>(random.below(static_cast<std::uint64_t>(size())));
  const double sd = 0.3 * std::pow(10.0, -kDecades * random.uniform());
  Eigen::VectorXd moved = features;
  for (Eigen::Index i = 0; i < size(); ++i) {
    if (random.uniform() >= share && i != always) continue;
    const Feature& feature = (*this)[i];
    if (feature.kind == FeatureKind::Categorical) {
      moved[i] =
          static_cast<double>(random.below(static_cast<std::uint64_t>(feature.count)));
      continue;
    }
    double unit = std::clamp(features[i] + sd * random.normal(), 0.0, 1.0);
    if (random.uniform() < kEnd) unit = random.below(2) == 0 ? 0.0 : 1.0;
    moved[i] = unit;
    if (feature.kind == FeatureKind::Integer) {
      moved[i] = feature.axis->encode_integer(feature.axis->decode_integer(unit));
    }
  }
  return moved;
}

double FeatureSpace::neighbour(Eigen::Index feature, double value, int steps) const {
  return (*this)[feature].axis->step_integer(value, steps);
}

}  // namespace espalier::tuner::gp
