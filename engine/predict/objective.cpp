#include "engine/predict/objective.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace espalier::predict {
namespace {

constexpr std::array<Objective, 19> kObjectives = {{
    {"reg:squarederror", Transform::Identity, Link::Identity},
    {"reg:linear", Transform::Identity, Link::Identity},
    {"reg:squaredlogerror", Transform::Identity, Link::Identity},
    {"reg:pseudohubererror", Transform::Identity, Link::Identity},
    {"reg:absoluteerror", Transform::Identity, Link::Identity},
    {"reg:logistic", Transform::Sigmoid, Link::Logit},
    {"reg:gamma", Transform::Exponential, Link::Log},
    {"reg:tweedie", Transform::Exponential, Link::Log},
    {"binary:logistic", Transform::Sigmoid, Link::Logit},
    {"binary:logitraw", Transform::Identity, Link::Identity},  // predicts margins
    {"binary:hinge", Transform::Hinge, Link::Identity},
    {"count:poisson", Transform::Exponential, Link::Log},
    {"multi:softmax", Transform::Softmax, Link::Identity},
    {"multi:softprob", Transform::Softprob, Link::Identity},
    {"rank:pairwise", Transform::Identity, Link::Identity},
    {"rank:ndcg", Transform::Identity, Link::Identity},
    {"rank:map", Transform::Identity, Link::Identity},
    {"survival:aft", Transform::Exponential, Link::Log},
    {"survival:cox", Transform::Exponential, Link::Log},
}};

/// 1 / (1 + e^-x), kept clear of overflow and of a division by zero.
float sigmoid(float x) noexcept {
  constexpr float kLargest = 88.7F;  // expf overflows above 88.72
  constexpr float kEpsilon = 1e-16F;
  return 1.0F / (std::exp(std::min(-x, kLargest)) + 1.0F + kEpsilon);
}

void softmax(std::span<float> margins) noexcept {
  float largest = margins.front();
  for (const float margin : margins.subspan(1)) largest = std::fmax(margin, largest);
  double sum = 0;
  for (float& margin : margins) {
    margin = std::exp(margin - largest);
    sum += static_cast<double>(margin);
  }
  for (float& margin : margins) margin /= static_cast<float>(sum);
}

}  // namespace

std::optional<Objective> objective_named(std::string_view name) noexcept {
  const auto* found = std::find_if(kObjectives.begin(), kObjectives.end(),
                                   [&](const auto& known) { return known.name == name; });
  if (name.empty() || found == kObjectives.end()) return std::nullopt;
  return *found;
}

std::optional<float> margin_of(float base_score, Link link) noexcept {
  switch (link) {
    case Link::Identity:
      return base_score;
    case Link::Logit:
      if (!(base_score > 0.0F && base_score < 1.0F)) return std::nullopt;
      return -std::log(1.0F / base_score - 1.0F);
    case Link::Log:
      if (!(base_score > 0.0F)) return std::nullopt;
      return std::log(base_score);
  }
  return std::nullopt;
}

void apply(Transform transform, std::span<float> margins, std::size_t groups) noexcept {
  assert(transform != Transform::Softmax);
  switch (transform) {
    case Transform::Identity:
    case Transform::Softmax:
      return;
    case Transform::Sigmoid:
      for (float& margin : margins) margin = sigmoid(margin);
      return;
    case Transform::Exponential:
      for (float& margin : margins) margin = std::exp(margin);
      return;
    case Transform::Hinge:
      for (float& margin : margins) margin = margin > 0.0F ? 1.0F : 0.0F;
      return;
    case Transform::Softprob:
      for (std::size_t at = 0; at < margins.size(); at += groups) {
        softmax(margins.subspan(at, groups));
      }
      return;
  }
}

float argmax(std::span<const float> margins) noexcept {
  const auto largest = std::max_element(margins.begin(), margins.end());
  return static_cast<float>(largest - margins.begin());
}

}  // namespace espalier::predict
