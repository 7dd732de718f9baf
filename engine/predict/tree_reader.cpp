#include "engine/predict/tree_reader.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace espalier::predict {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<std::int32_t>::max();

/// The lists of one tree, all of one length.
struct Columns {
  const Value::Numbers& left;
  const Value::Numbers& right;
  const Value::Numbers& feature;
  const Value::Numbers& condition;
  const Value::Numbers& default_left;
  const Value::Numbers* split_type;  ///< null in files older than categorical splits
};

const Value::Numbers& column(const Field& tree, const char* name, std::size_t nodes) {
  const auto& numbers = tree[name].numbers();
  if (numbers.size() != nodes) {
    tree.refuse("has " + std::to_string(numbers.size()) + " entries in " + name +
                " for " + std::to_string(nodes) + " nodes");
  }
  return numbers;
}

Columns columns_of(const Field& tree, std::size_t nodes) {
  return {.left = column(tree, "left_children", nodes),
          .right = column(tree, "right_children", nodes),
          .feature = column(tree, "split_indices", nodes),
          .condition = column(tree, "split_conditions", nodes),
          .default_left = column(tree, "default_left", nodes),
          .split_type =
              tree.has("split_type") ? &column(tree, "split_type", nodes) : nullptr};
}

std::string at_node(std::size_t node) { return " at node " + std::to_string(node); }

Node split_of(const Field& tree, const Columns& columns, std::size_t node,
              std::size_t features) {
  if (columns.split_type != nullptr && (*columns.split_type)[node] != 0) {
    tree.refuse("has a categorical split" + at_node(node) +
                ", and only numerical ones are supported");
  }
  if (std::isnan(columns.condition[node])) {
    tree.refuse("has a threshold that is not a number" + at_node(node));
  }
  const auto feature =
      tree.index_below(columns.feature[node], features, "feature" + at_node(node));
  return {.feature = static_cast<std::uint32_t>(feature),
          .value = static_cast<float>(columns.condition[node]),
          .default_left = columns.default_left[node] != 0};
}

}  // namespace

Tree read_tree(const Field& tree, std::size_t features) {
  const Field param = tree["tree_param"];
  const auto count = static_cast<std::size_t>(param["num_nodes"].integer(1, kMaxInt));
  if (param.has("size_leaf_vector") &&
      param["size_leaf_vector"].integer(0, kMaxInt) > 1) {
    tree.refuse("has leaves of several values, and only single ones are supported");
  }
  const Columns columns = columns_of(tree, count);

  Tree result;
  result.nodes.emplace_back();
  std::vector<std::size_t> source = {0};  // the file's index of each of our nodes
  std::vector<bool> reached(count);
  reached[0] = true;
  const auto reach = [&](double child, std::size_t node) {
    const auto index = tree.index_below(child, count, "child" + at_node(node));
    if (reached[index]) {
      tree.refuse("reaches node " + std::to_string(index) + " in two ways");
    }
    reached[index] = true;
    source.push_back(index);
    result.nodes.emplace_back();
  };
  for (std::size_t at = 0; at < source.size(); ++at) {
    const std::size_t node = source[at];
    if (columns.left[node] == -1 && columns.right[node] == -1) {
      result.nodes[at].value = static_cast<float>(columns.condition[node]);
      continue;
    }
    Node split = split_of(tree, columns, node, features);
    split.left = static_cast<std::int32_t>(source.size());
    split.right = split.left + 1;
    result.nodes[at] = split;
    reach(columns.left[node], node);
    reach(columns.right[node], node);
  }
  return result;
}

}  // namespace espalier::predict
