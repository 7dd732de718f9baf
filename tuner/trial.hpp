/// One evaluation of one configuration within a study.
#pragma once

#include <cstdint>
#include <optional>

#include "tuner/search_space.hpp"

namespace espalier::tuner {

/// The trial's number in its study, from 0.
enum class TrialId : std::int64_t {};

enum class TrialState {
  Running,   ///< asked and not told yet
  Complete,  ///< told with a value
  Failed,    ///< told without one
};

struct Trial {
  TrialId id{};
  Params params;
  UnitPoint point;  ///< the space's encoding of params
  TrialState state = TrialState::Running;
  std::optional<double> value;  ///< the objective value, where Complete
};

}  // namespace espalier::tuner
