#include "engine/predict/forest.hpp"

#include <algorithm>
#include <limits>

#include "engine/error.hpp"
#include "engine/predict/model.hpp"
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

/// A dart adds a leaf to 0 before it weighs it, so that a leaf of -0 counts as 0.
void weigh(Tree& tree, double weight) {
  tree.weight = static_cast<float>(weight);
  for (Node& node : tree.nodes) {
    if (node.left < 0) node.value += 0.0F;
  }
}

/// Adds the trees of a gbtree; `weights` are a dart's.
void read_trees(Forest& forest, const Field& gbtree, const Value::Numbers* weights) {
  const Field model = gbtree["model"];
  const Field list = model["trees"];
  const std::size_t count = list.size();
  const auto& groups = model["tree_info"].numbers();
  if (groups.size() != count) model.refuse("has not one tree_info for each tree");
  if (weights != nullptr && weights->size() != count) {
    model.refuse("has not one weight_drop for each tree");
  }
  forest.trees.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Field entry = list.item(i);
    Tree tree = read_tree(entry, forest.features);
    tree.group = static_cast<std::uint32_t>(
        entry.index_below(groups[i], forest.groups, "tree_info"));
    if (weights != nullptr) weigh(tree, (*weights)[i]);
    forest.trees.push_back(std::move(tree));
  }
}

LinearModel read_linear(const Forest& learner, const Field& gblinear) {
  const Field weights = gblinear["model"]["weights"];
  if (weights.numbers().size() != (learner.features + 1) * learner.groups) {
    weights.refuse("has " + std::to_string(weights.numbers().size()) +
                   " entries, not one for each feature and the bias of each output");
  }
  return {.features = learner.features,
          .groups = learner.groups,
          .objective = learner.objective,
          .transform = learner.transform};
}

}  // namespace

std::variant<Forest, LinearModel> parse_model(std::string_view model) {
  const Value document = parse_document(model);
  const Field learner = Field(document)["learner"];
  Forest forest = read_learner(learner);
  const Field booster = learner["gradient_booster"];
  const std::string& name = booster["name"].text();
  if (name == "gblinear") return read_linear(forest, booster);
  if (name == "dart") {
    read_trees(forest, booster["gbtree"], &booster["weight_drop"].numbers());
  } else if (name == "gbtree") {
    read_trees(forest, booster, nullptr);
  } else {
    booster.refuse("is \"" + name + "\", which is not known");
  }
  return forest;
}

Forest Forest::parse(std::string_view model) {
  auto parsed = parse_model(model);
  if (auto* forest = std::get_if<Forest>(&parsed)) return std::move(*forest);
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      "the model is a gblinear, which has no trees");
}

}  // namespace espalier::predict
