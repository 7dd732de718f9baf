#include "engine/predict/forest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/error.hpp"
#include "tests/unit/engine/model_text.hpp"

namespace espalier::predict {
namespace {

using testing::HasSubstr;
using testing_model::ModelText;

/// What Forest::parse says of a text, or nothing if it takes it.
std::string refusal(const std::string& model) {
  try {
    (void)Forest::parse(model);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ClientError");
    return error.what();
  }
  return "";
}

std::string ubjson_of(const std::string& json) {
  const auto bytes = nlohmann::json::to_ubjson(nlohmann::json::parse(json), true, true);
  return {bytes.begin(), bytes.end()};
}

TEST(Forest, ReadsTheSmallModelFromJson) {
  const Forest forest = Forest::parse(ModelText{}.json());
  EXPECT_EQ(forest.features, 2U);
  EXPECT_EQ(forest.groups, 1U);
  EXPECT_EQ(forest.base_margin, 0.5F);
  EXPECT_EQ(forest.objective, "reg:squarederror");
  EXPECT_EQ(forest.transform, Transform::Identity);
  ASSERT_EQ(forest.trees.size(), 1U);
  const auto& nodes = forest.trees[0].nodes;
  ASSERT_EQ(nodes.size(), 3U);
  EXPECT_EQ(nodes[0].left, 1);
  EXPECT_EQ(nodes[0].right, 2);
  EXPECT_EQ(nodes[0].feature, 1U);
  EXPECT_EQ(nodes[0].value, 2.5F);
  EXPECT_TRUE(nodes[0].default_left);
  EXPECT_EQ(nodes[1].value, -1.0F);
  EXPECT_EQ(nodes[2].value, 4.0F);
  EXPECT_LT(nodes[2].left, 0);
}

TEST(Forest, ReadsTheSameFromUbjson) {
  const Forest forest = Forest::parse(ubjson_of(ModelText{}.json()));
  ASSERT_EQ(forest.trees.size(), 1U);
  EXPECT_EQ(forest.trees[0].nodes[0].value, 2.5F);
  EXPECT_EQ(forest.trees[0].nodes[2].value, 4.0F);
}

TEST(Forest, ReadsDefaultDirectionsWrittenAsBooleans) {
  const auto forest =
      Forest::parse(ModelText{.default_left = "[true,false,false]"}.json());
  EXPECT_TRUE(forest.trees[0].nodes[0].default_left);
}

TEST(Forest, RoundsTextToFloat32Once) {
  // Just above halfway between 1 and its successor 1 + 2^-23: by way of double it would
  // be rounded to the halfway point first and then down to 1.
  const auto forest =
      Forest::parse(ModelText{.conditions = "[1.00000005960464477540,-1,4]"}.json());
  EXPECT_EQ(forest.trees[0].nodes[0].value, std::nextafter(1.0F, 2.0F));
}

TEST(Forest, PutsChildrenBehindTheirParentWhateverTheFileSays) {
  // The root's left child is node 4, which splits into nodes 2 and 1.
  const auto forest = Forest::parse(ModelText{.num_nodes = "5",
                                              .left = "[4,-1,-1,-1,2]",
                                              .right = "[3,-1,-1,-1,1]",
                                              .features = "[0,0,0,0,1]",
                                              .conditions = "[1,10,20,30,2]",
                                              .default_left = "[0,0,0,0,0]",
                                              .split_type = "[0,0,0,0,0]"}
                                        .json());
  const auto& nodes = forest.trees[0].nodes;
  ASSERT_EQ(nodes.size(), 5U);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].left < 0) continue;
    EXPECT_GT(nodes[i].left, static_cast<int>(i));
    EXPECT_EQ(nodes[i].right, nodes[i].left + 1);
  }
  EXPECT_EQ(nodes[1].value, 2.0F);
  EXPECT_EQ(nodes[2].value, 30.0F);
  EXPECT_EQ(nodes[3].value, 20.0F);
  EXPECT_EQ(nodes[4].value, 10.0F);
}

TEST(Forest, LeavesOutNodesThatCannotBeReached) {
  const auto forest =
      Forest::parse(ModelText{.left = "[-1,-1,-1]", .right = "[-1,-1,-1]"}.json());
  EXPECT_EQ(forest.trees[0].nodes.size(), 1U);
}

TEST(Forest, RefusesAChildOutOfRange) {
  EXPECT_THAT(refusal(ModelText{.right = "[3,-1,-1]"}.json()),
              HasSubstr("trees[0] has a child at node 0 out of range"));
  EXPECT_THAT(refusal(ModelText{.left = "[-2,-1,-1]"}.json()), HasSubstr("out of range"));
  EXPECT_THAT(refusal(ModelText{.left = "[1.5,-1,-1]"}.json()),
              HasSubstr("out of range"));
  EXPECT_THAT(refusal(ModelText{.left = "[-1,-1,-1]"}.json()), HasSubstr("out of range"));
}

TEST(Forest, RefusesACycle) {
  EXPECT_THAT(refusal(ModelText{.left = "[1,0,-1]", .right = "[2,2,-1]"}.json()),
              HasSubstr("reaches node 0 in two ways"));
}

TEST(Forest, RefusesAChildOfTwoParents) {
  EXPECT_THAT(refusal(ModelText{.right = "[1,-1,-1]"}.json()),
              HasSubstr("reaches node 1 in two ways"));
}

TEST(Forest, RefusesAFeatureThatNoRowHas) {
  EXPECT_THAT(refusal(ModelText{.features = "[2,0,0]"}.json()),
              HasSubstr("has a feature at node 0 out of range"));
}

TEST(Forest, RefusesListsOfDifferentLengths) {
  EXPECT_THAT(refusal(ModelText{.conditions = "[2.5,-1]"}.json()),
              HasSubstr("has 2 entries in split_conditions for 3 nodes"));
  EXPECT_THAT(refusal(ModelText{.num_nodes = "2"}.json()), HasSubstr("for 2 nodes"));
}

TEST(Forest, RefusesATreeWithoutNodes) {
  EXPECT_THAT(refusal(ModelText{.num_nodes = "0"}.json()),
              HasSubstr("tree_param.num_nodes is not a whole number from 1 to"));
}

TEST(Forest, RefusesCategoricalSplits) {
  EXPECT_THAT(refusal(ModelText{.split_type = "[1,0,0]"}.json()),
              HasSubstr("has a categorical split at node 0"));
}

TEST(Forest, RefusesLeavesOfSeveralValues) {
  EXPECT_THAT(refusal(ModelText{.size_leaf_vector = "3"}.json()),
              HasSubstr("leaves of several values"));
}

TEST(Forest, RefusesAThresholdThatIsNotANumber) {
  auto model = nlohmann::json::parse(ModelText{}.json());
  auto& trees = model["learner"]["gradient_booster"]["model"]["trees"];
  trees[0]["split_conditions"][0] = std::nan("");
  const auto bytes = nlohmann::json::to_ubjson(model);
  EXPECT_THAT(refusal({bytes.begin(), bytes.end()}),
              HasSubstr("threshold that is not a number at node 0"));
}

TEST(Forest, RefusesATreeOfAnOutputThatThereIsNot) {
  EXPECT_THAT(refusal(ModelText{.tree_info = "[1]"}.json()),
              HasSubstr("has a tree_info out of range"));
  EXPECT_THAT(refusal(ModelText{.tree_info = "[-1]"}.json()), HasSubstr("out of range"));
  EXPECT_THAT(refusal(ModelText{.tree_info = "[0,0]"}.json()),
              HasSubstr("has not one tree_info for each tree"));
}

TEST(Forest, RefusesSizesThatAreAbsurd) {
  EXPECT_THAT(refusal(ModelText{.num_class = "2147483647"}.json()),
              HasSubstr("num_class is not a whole number from 0 to 65536"));
  EXPECT_THAT(refusal(ModelText{.num_feature = "-1"}.json()),
              HasSubstr("num_feature is not a whole number"));
  EXPECT_THAT(refusal(ModelText{.num_feature = "2x"}.json()),
              HasSubstr("num_feature is not a whole number"));
}

TEST(Forest, RefusesABaseScoreOutsideTheLinksDomain) {
  EXPECT_THAT(
      refusal(ModelText{.base_score = "1", .objective = "binary:logistic"}.json()),
      HasSubstr("base_score is out of range for binary:logistic"));
  EXPECT_THAT(refusal(ModelText{.base_score = "0", .objective = "reg:gamma"}.json()),
              HasSubstr("base_score is out of range for reg:gamma"));
  EXPECT_THAT(refusal(ModelText{.base_score = "nan"}.json()), HasSubstr("is not finite"));
  EXPECT_THAT(refusal(ModelText{.base_score = "half"}.json()),
              HasSubstr("is not a float32"));
}

TEST(Forest, RefusesAnUnknownObjective) {
  EXPECT_THAT(refusal(ModelText{.objective = "reg:quantile"}.json()),
              HasSubstr("objective.name is \"reg:quantile\", which is not known"));
}

TEST(Forest, RefusesDartWeightsThatAreNotOneForEachTree) {
  const ModelText text;
  EXPECT_THAT(
      refusal(text.with_booster(R"({"name":"dart","weight_drop":[1,1],"gbtree":)" +
                                text.gbtree() + "}")),
      HasSubstr("has not one weight_drop for each tree"));
}

TEST(Forest, RefusesABoosterWithoutTrees) {
  const auto linear = [](const char* weights) {
    return ModelText{}.with_booster(R"({"name":"gblinear","model":{"weights":)" +
                                    std::string(weights) + "}}");
  };
  EXPECT_THAT(refusal(linear("[1,2,3]")), HasSubstr("gblinear, which has no trees"));
  EXPECT_THAT(refusal(linear("[1,2]")), HasSubstr("weights has 2 entries"));
  EXPECT_THAT(refusal(ModelText{}.with_booster(R"({"name":"forest"})")),
              HasSubstr("\"forest\", which is not known"));
}

TEST(Forest, SaysWhichMemberIsNotThere) {
  EXPECT_THAT(refusal("{}"), HasSubstr("has no member \"learner\""));
  EXPECT_THAT(refusal(R"({"learner":{}})"),
              HasSubstr("learner has no member \"learner_model_param\""));
}

TEST(Forest, RefusesTextThatIsNoModel) {
  EXPECT_THAT(refusal(""), HasSubstr("it is empty"));
  EXPECT_THAT(refusal("[]"), HasSubstr("is not an object"));
  EXPECT_THAT(refusal("{\"learner\""), HasSubstr("damaged or cut short at byte"));
  EXPECT_THAT(refusal(R"({"learner":null})"), HasSubstr("null"));
  EXPECT_THAT(refusal(R"({"a":1,"a":2})"), HasSubstr("two members of one name"));
  EXPECT_THAT(refusal(R"({"a":[1,"b"]})"), HasSubstr("mixes numbers"));
  EXPECT_THAT(refusal(R"({"a":["b",1]})"), HasSubstr("mixes numbers"));
  EXPECT_THAT(refusal(R"({"a":1e39})"), HasSubstr("outside float32"));
}

TEST(Forest, RefusesDeepNestingBeforeFollowingIt) {
  EXPECT_THAT(refusal(std::string(1'000'000, '[')), HasSubstr("nests deeper than 32"));
  EXPECT_THAT(refusal("{U\x01"
                      "a" +
                      std::string(1'000'000, '[')),
              HasSubstr("nests deeper than 32"));
}

TEST(Forest, AllocatesNothingOnTheWordOfALength) {
  using namespace std::string_literals;
  // A list of 2^62 nulls, of 2^62 truths (which take no bytes at all), of 2^62 float32,
  // and a string and a name of that length.
  const std::string huge = "#L\x40\x00\x00\x00\x00\x00\x00\x00"s;
  const std::string front =
      "{U\x01"
      "a"s;
  EXPECT_THAT(refusal(front + "[$Z" + huge), HasSubstr("more values than it has bytes"));
  EXPECT_THAT(refusal(front + "[$T" + huge), HasSubstr("more values than it has bytes"));
  EXPECT_THAT(refusal(front + "[$d" + huge), HasSubstr("more values than it has bytes"));
  EXPECT_THAT(refusal(front + "S" + huge.substr(1)), HasSubstr("cut short"));
  EXPECT_THAT(refusal("{" + huge.substr(1)), HasSubstr("cut short"));
}

TEST(Forest, RefusesManyListsThatTakeNoBytes) {
  using namespace std::string_literals;
  // Each is shorter than the text, all together they are longer.
  std::string text =
      "{U\x01"
      "a[";
  for (int i = 0; i < 100; ++i) text += "[$T#I\x01\x00"s;
  EXPECT_THAT(refusal(text), HasSubstr("more values than it has bytes"));
}

}  // namespace
}  // namespace espalier::predict
