/// A trained forest of XGBoost, from its own JSON or UBJSON, without XGBoost.
///
/// Everything the file says is checked at load: what a Forest holds can be walked without
/// further checks and never reads out of bounds or in circles.
/// Immutable after construction: any number of threads may use one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::predict {

/// One node. A leaf has left < 0; children have larger indices than their parent.
struct Node {
  std::int32_t left = -1;  ///< index in its tree
  std::int32_t right = -1;
  std::uint32_t feature = 0;  ///< split_index
  float value = 0;  ///< threshold (go left where x < value), or the leaf's value
  bool default_left = false;  ///< where a missing value goes
};

struct Tree {
  std::vector<Node> nodes;  ///< nodes[0] is the root
  std::uint32_t group = 0;  ///< which output it adds to (tree_info)
  float weight = 1;         ///< dart's weight_drop; 1 otherwise
};

/// What the objective makes of a margin.
enum class Transform { Identity, Sigmoid, Exponential, Hinge, Softmax, Softprob };

class Forest {
 public:
  /// Reads a model in JSON or UBJSON.
  /// Throws: engine::Error (Validation) saying what is wrong with it: not a model, too
  /// deeply nested, a child out of range, a cycle, a feature out of range, categorical
  /// splits, a booster that has no trees (gblinear), an objective that is not known.
  static Forest parse(std::string_view model);

  std::size_t features = 0;  ///< columns that a row must have
  std::size_t groups = 1;    ///< outputs a row has as margin
  float base_margin = 0;     ///< base_score through the objective's link
  std::string objective;
  Transform transform = Transform::Identity;
  std::vector<Tree> trees;  ///< in the order in which they are added
};

}  // namespace espalier::predict
