/// A model file of either kind of booster, read once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "engine/predict/forest.hpp"

namespace espalier::predict {

/// What a gblinear model says of itself. Its weights have been counted, so that a scorer
/// that trusts the file's numbers reads none that is not there.
struct LinearModel {
  std::size_t features = 0;  ///< columns that a row must have
  std::size_t groups = 1;    ///< outputs a row has as margin
  std::string objective;
  Transform transform = Transform::Identity;
};

/// Throws: what Forest::parse throws, but not for a gblinear.
std::variant<Forest, LinearModel> parse_model(std::string_view model);

/// Values that a row gets after the transform: the groups, or 1 where a class is named.
[[nodiscard]] constexpr std::size_t outputs_of(Transform transform,
                                               std::size_t groups) noexcept {
  return transform == Transform::Softmax ? 1 : groups;
}

}  // namespace espalier::predict
