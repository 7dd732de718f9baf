/// What the model sees of a configuration: one feature a range. A numeric range's feature
/// is its coordinate in [0, 1]; that of a categorical range is the number of the value.
///
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <vector>

#include "tuner/numeric_axis.hpp"
#include "tuner/search_space.hpp"

namespace espalier::tuner::gp {

enum class FeatureKind { Continuous, Integer, Categorical };

struct Feature {
  FeatureKind kind = FeatureKind::Continuous;
  std::size_t offset = 0;           ///< its first coordinate in the unit cube
  double count = 0;                 ///< of values, where not continuous
  std::optional<NumericAxis> axis;  ///< where numeric
};

class FeatureSpace {
 public:
  explicit FeatureSpace(const SearchSpace& space);

  [[nodiscard]] Eigen::Index size() const noexcept {
    return static_cast<Eigen::Index>(features_.size());
  }
  [[nodiscard]] const Feature& operator[](Eigen::Index i) const noexcept {
    return features_[static_cast<std::size_t>(i)];
  }

  [[nodiscard]] Eigen::VectorXd from_unit(const UnitPoint& point) const;
  [[nodiscard]] UnitPoint to_unit(const Eigen::VectorXd& features) const;
  /// The features of a point of the unit cube with one coordinate a range, as Sobol gives
  /// it: integers moved to where they round to.
  [[nodiscard]] Eigen::VectorXd from_uniform(const std::vector<double>& uniform) const;
  /// A place near `features`: some of them moved, by a step of random size, or to an end
  /// of the range, or to another category.
  [[nodiscard]] Eigen::VectorXd perturb(const Eigen::VectorXd& features,
                                        Random& random) const;
  /// The integer feature `steps` values away, stopped at the ends.
  [[nodiscard]] double neighbour(Eigen::Index feature, double value, int steps) const;

 private:
  std::size_t dimensions_;
  std::vector<Feature> features_;
};

}  // namespace espalier::tuner::gp
