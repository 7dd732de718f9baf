/// What an objective makes of a margin, and of base_score.
///
/// The formulas are XGBoost 1.7's, in float32 and in its order of operations, because
/// predictions are compared with its own bit for bit.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/predict/forest.hpp"

namespace espalier::predict {

/// How base_score, which is on the scale of predictions, becomes a margin.
enum class Link { Identity, Logit, Log };

struct Objective {
  std::string_view name;
  Transform transform = Transform::Identity;
  Link link = Link::Identity;
};

/// Nothing where XGBoost 1.7 has no such objective.
[[nodiscard]] std::optional<Objective> objective_named(std::string_view name) noexcept;

/// Nothing where base_score is outside the link's domain.
[[nodiscard]] std::optional<float> margin_of(float base_score, Link link) noexcept;

/// Turns the margins of some rows, `groups` values each, into predictions in place.
/// Requires: transform is not Softmax.
void apply(Transform transform, std::span<float> margins, std::size_t groups) noexcept;

/// The class of the largest margin, the first of equals.
/// Requires: margins is not empty.
[[nodiscard]] float argmax(std::span<const float> margins) noexcept;

}  // namespace espalier::predict
