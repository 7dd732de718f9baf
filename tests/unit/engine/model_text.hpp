/// A small model as XGBoost writes it in JSON, each part open to be replaced.
#pragma once

#include <string>

namespace espalier::testing_model {

/// One tree over two features: x1 < 2.5 gives -1, else 4; a missing x1 goes left.
struct ModelText {
  std::string num_feature = "2";
  std::string num_class = "0";
  std::string base_score = "5E-1";
  std::string objective = "reg:squarederror";
  std::string num_nodes = "3";
  std::string size_leaf_vector = "0";
  std::string left = "[1,-1,-1]";
  std::string right = "[2,-1,-1]";
  std::string features = "[1,0,0]";
  std::string conditions = "[2.5,-1,4]";
  std::string default_left = "[1,0,0]";
  std::string split_type = "[0,0,0]";
  std::string tree_info = "[0]";

  [[nodiscard]] std::string tree() const {
    return R"({"default_left":)" + default_left + R"(,"left_children":)" + left +
           R"(,"right_children":)" + right + R"(,"split_conditions":)" + conditions +
           R"(,"split_indices":)" + features + R"(,"split_type":)" + split_type +
           R"(,"tree_param":{"num_nodes":")" + num_nodes + R"(","size_leaf_vector":")" +
           size_leaf_vector + R"("}})";
  }
  [[nodiscard]] std::string gbtree() const {
    return R"({"model":{"tree_info":)" + tree_info + R"(,"trees":[)" + tree() +
           R"(]},"name":"gbtree"})";
  }
  [[nodiscard]] std::string with_booster(const std::string& booster) const {
    return R"({"learner":{"gradient_booster":)" + booster +
           R"(,"learner_model_param":{"base_score":")" + base_score +
           R"(","num_class":")" + num_class + R"(","num_feature":")" + num_feature +
           R"("},"objective":{"name":")" + objective + R"("}},"version":[1,7,4]})";
  }
  [[nodiscard]] std::string json() const { return with_booster(gbtree()); }
};

}  // namespace espalier::testing_model
