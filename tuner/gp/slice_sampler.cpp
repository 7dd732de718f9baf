#include "tuner/gp/slice_sampler.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace espalier::tuner::gp {
namespace {

Eigen::VectorXd random_direction(Eigen::Index size, Random& random) {
  Eigen::VectorXd direction(size);
  for (double& coordinate : direction) coordinate = random.normal();
  return direction / direction.norm();
}

}  // namespace

SliceSampler::SliceSampler(LogDensity log_density, Eigen::VectorXd start,
                           SliceOptions options)
    : log_density_(std::move(log_density)),
      state_(std::move(start)),
      log_density_of_state_(log_density_(state_)),
      options_(options) {}

double SliceSampler::density_at(const Eigen::VectorXd& direction, double distance) const {
  const double value = log_density_(state_ + distance * direction);
  return std::isnan(value) ? -std::numeric_limits<double>::infinity() : value;
}

void SliceSampler::step(Random& random) {
  const Eigen::VectorXd direction = random_direction(state_.size(), random);
  const double level = log_density_of_state_ + std::log1p(-random.uniform());
  double lower = -options_.width * random.uniform();
  double upper = lower + options_.width;
  // The steps are shared out at random beforehand, which keeps the chain reversible.
  int steps_down =
      static_cast<int>(random.below(static_cast<std::uint64_t>(options_.max_steps)));
  int steps_up = options_.max_steps - 1 - steps_down;
  while (steps_down-- > 0 && density_at(direction, lower) > level) {
    lower -= options_.width;
  }
  while (steps_up-- > 0 && density_at(direction, upper) > level) upper += options_.width;
  for (int i = 0; i < options_.max_steps; ++i) {
    const double distance = lower + random.uniform() * (upper - lower);
    const double density = density_at(direction, distance);
    if (density > level) {
      state_ += distance * direction;
      log_density_of_state_ = density;
      return;
    }
    (distance < 0.0 ? lower : upper) = distance;
  }
}

}  // namespace espalier::tuner::gp
