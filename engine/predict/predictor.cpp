#include "engine/predict/predictor.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/predict/model.hpp"
#include "engine/predict/objective.hpp"

namespace espalier::predict {
namespace {

/// Rows that go through all trees together, so that a tree's nodes stay in the cache
/// while it is used.
constexpr std::size_t kBlock = 64;

/// The leaf where a row ends.
float leaf_of(const Tree& tree, const float* row) noexcept {
  const Node* nodes = tree.nodes.data();
  const Node* node = nodes;
  while (node->left >= 0) {
    const float x = row[node->feature];
    const bool left = std::isnan(x) ? node->default_left : x < node->value;
    node = nodes + (left ? node->left : node->right);
  }
  return node->value;
}

/// Margins of a block of rows, into rows × groups values.
void add_trees(const Forest& forest, std::span<const float> values,
               std::span<float> margins) noexcept {
  std::fill(margins.begin(), margins.end(), forest.base_margin);
  const std::size_t rows = margins.size() / forest.groups;
  for (const Tree& tree : forest.trees) {
    float* margin = margins.data() + tree.group;
    for (std::size_t r = 0; r < rows; ++r) {
      margin[r * forest.groups] +=
          leaf_of(tree, values.data() + r * forest.features) * tree.weight;
    }
  }
}

}  // namespace

Predictor::Predictor(Forest forest) : forest_(std::move(forest)) {}

std::size_t Predictor::outputs(Output output) const noexcept {
  return output == Output::Margin ? forest_.groups
                                  : outputs_of(forest_.transform, forest_.groups);
}

void Predictor::predict(std::span<const float> values, std::size_t rows,
                        std::span<float> out, Output output) const {
  assert(values.size() == rows * forest_.features);
  assert(out.size() == rows * outputs(output));
  const std::size_t groups = forest_.groups;
  const bool classes = output == Output::Value && forest_.transform == Transform::Softmax;
  std::vector<float> scratch(classes ? std::min(rows, kBlock) * groups : 0);
  for (std::size_t first = 0; first < rows; first += kBlock) {
    const std::size_t count = std::min(kBlock, rows - first);
    const auto block = values.subspan(first * forest_.features, count * forest_.features);
    if (classes) {
      const auto margins = std::span(scratch).first(count * groups);
      add_trees(forest_, block, margins);
      for (std::size_t r = 0; r < count; ++r) {
        out[first + r] = argmax(margins.subspan(r * groups, groups));
      }
      continue;
    }
    const auto margins = out.subspan(first * groups, count * groups);
    add_trees(forest_, block, margins);
    if (output == Output::Value) apply(forest_.transform, margins, groups);
  }
}

}  // namespace espalier::predict
