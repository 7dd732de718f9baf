#include "engine/predict/forest.hpp"

#include <algorithm>
#include <limits>

#include "engine/predict/model_document.hpp"
#include "engine/predict/objective.hpp"
#include "engine/predict/tree_reader.hpp"

namespace espalier::predict {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMaxGroups = 1 << 16;  // a row's predictions are held in memory

/// Everything but the trees.
Forest read_learner(const Field& learner) {
  Forest forest;
  const Field param = learner["learner_model_param"];
  forest.features = static_cast<std::size_t>(param["num_feature"].integer(0, kMaxInt));
  std::int64_t groups =
      std::max<std::int64_t>(1, param["num_class"].integer(0, kMaxGroups));
  if (param.has("num_target")) {
    groups = std::max(groups, param["num_target"].integer(0, kMaxGroups));
  }
  forest.groups = static_cast<std::size_t>(groups);

  const Field name = learner["objective"]["name"];
  const auto objective = objective_named(name.text());
  if (!objective) name.refuse("is \"" + name.text() + "\", which is not known");
  forest.objective = name.text();
  forest.transform = objective->transform;
  const Field base_score = param["base_score"];
  const auto margin = margin_of(base_score.real(), objective->link);
  if (!margin) base_score.refuse("is out of range for " + forest.objective);
  forest.base_margin = *margin;
  return forest;
}

/// The gbtree inside the booster, and dart's weights where it has them.
struct Trees {
  Field model;
  const Value::Numbers* weights = nullptr;
};

Trees trees_of(const Field& booster) {
  const std::string& name = booster["name"].text();
  if (name == "gbtree") return {booster["model"]};
  if (name == "dart") {
    return {booster["gbtree"]["model"], &booster["weight_drop"].numbers()};
  }
  booster.refuse("is \"" + name + "\", which has no trees");
}

/// Dart adds a leaf to 0 before it weighs it, so that a leaf of -0 counts as 0.
void weigh(Tree& tree, double weight) {
  tree.weight = static_cast<float>(weight);
  for (Node& node : tree.nodes) {
    if (node.left < 0) node.value += 0.0F;
  }
}

}  // namespace

Forest Forest::parse(std::string_view model) {
  const Value document = parse_document(model);
  const Field learner = Field(document)["learner"];
  Forest forest = read_learner(learner);
  const Trees trees = trees_of(learner["gradient_booster"]);

  const Field list = trees.model["trees"];
  const std::size_t count = list.size();
  const auto& groups = trees.model["tree_info"].numbers();
  if (groups.size() != count) trees.model.refuse("has not one tree_info for each tree");
  if (trees.weights != nullptr && trees.weights->size() != count) {
    trees.model.refuse("has not one weight_drop for each tree");
  }
  forest.trees.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Tree tree = read_tree(list.item(i), forest.features);
    const double group = groups[i];
    if (!(group >= 0 && group < static_cast<double>(forest.groups))) {
      list.item(i).refuse("adds to an output that the model does not have");
    }
    tree.group = static_cast<std::uint32_t>(group);
    if (trees.weights != nullptr) weigh(tree, (*trees.weights)[i]);
    forest.trees.push_back(std::move(tree));
  }
  return forest;
}

}  // namespace espalier::predict
