#include "engine/predict/predictor.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/engine/model_text.hpp"

namespace espalier::predict {
namespace {

using testing_model::ModelText;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<float> predict(const std::string& model, const std::vector<float>& values,
                           Output output = Output::Value) {
  const Predictor predictor(Forest::parse(model));
  const std::size_t rows = values.size() / predictor.forest().features;
  std::vector<float> out(rows * predictor.outputs(output));
  predictor.predict(values, rows, out, output);
  return out;
}

/// Three trees of one leaf, for three classes: margins 0.5 + (1, 3, 2).
std::string three_classes(const std::string& objective) {
  const auto leaf = [](const char* value) {
    return ModelText{.num_nodes = "1",
                     .left = "[-1]",
                     .right = "[-1]",
                     .features = "[0]",
                     .conditions = "[" + std::string(value) + "]",
                     .default_left = "[0]",
                     .split_type = "[0]"}
        .tree();
  };
  return ModelText{.num_class = "3", .objective = objective}.with_booster(
      R"({"name":"gbtree","model":{"tree_info":[0,1,2],"trees":[)" + leaf("1") + "," +
      leaf("3") + "," + leaf("2") + "]}}");
}

TEST(Predictor, GoesLeftBelowTheThresholdOnly) {
  EXPECT_EQ(predict(ModelText{}.json(), {0, 2.4999998F, 0, 2.5F, 0, 2.5000002F}),
            (std::vector<float>{-0.5F, 4.5F, 4.5F}));
}

TEST(Predictor, SendsMissingValuesTheDefaultWay) {
  EXPECT_EQ(predict(ModelText{}.json(), {0, kNan}), std::vector<float>{-0.5F});
  EXPECT_EQ(predict(ModelText{.default_left = "[0,0,0]"}.json(), {0, kNan}),
            std::vector<float>{4.5F});
}

TEST(Predictor, WeighsTheTreesOfADart) {
  const ModelText text;
  const auto model = text.with_booster(
      R"({"name":"dart","weight_drop":[0.25],"gbtree":)" + text.gbtree() + "}");
  EXPECT_EQ(predict(model, {0, 3}), std::vector<float>{0.5F + 4 * 0.25F});
}

TEST(Predictor, GivesMarginsBeforeTheTransform) {
  const auto model = ModelText{.objective = "binary:logistic"}.json();
  EXPECT_EQ(predict(model, {0, 3}, Output::Margin), std::vector<float>{4});
  EXPECT_EQ(predict(model, {0, 3}), std::vector<float>{1 / (1 + std::exp(-4.0F))});
}

TEST(Predictor, NamesTheClassOfTheLargestMargin) {
  const auto model = three_classes("multi:softmax");
  EXPECT_EQ(predict(model, {0, 0, 0, 0}), (std::vector<float>{1, 1}));
  EXPECT_EQ(predict(model, {0, 0}, Output::Margin),
            (std::vector<float>{1.5F, 3.5F, 2.5F}));
}

TEST(Predictor, GivesTheShareOfEachClass) {
  const auto shares = predict(three_classes("multi:softprob"), {0, 0});
  ASSERT_EQ(shares.size(), 3U);
  const double sum = std::exp(-2.0) + 1 + std::exp(-1.0);
  EXPECT_FLOAT_EQ(shares[0], static_cast<float>(std::exp(-2.0) / sum));
  EXPECT_FLOAT_EQ(shares[1], static_cast<float>(1 / sum));
  EXPECT_FLOAT_EQ(shares[2], static_cast<float>(std::exp(-1.0) / sum));
}

TEST(Predictor, ScoresARowTheSameInWhateverCompany) {
  const Predictor predictor(Forest::parse(ModelText{}.json()));
  std::vector<float> rows;
  for (int i = 0; i < 200; ++i) {
    rows.push_back(0);
    rows.push_back(static_cast<float>(i % 5));
  }
  std::vector<float> together(200);
  predictor.predict(rows, 200, together);
  for (std::size_t r = 0; r < 200; ++r) {
    float alone = 0;
    predictor.predict(std::span(rows).subspan(2 * r, 2), 1, {&alone, 1});
    ASSERT_EQ(alone, together[r]) << "row " << r;
  }
}

TEST(Predictor, TakesNoRows) {
  EXPECT_TRUE(predict(ModelText{}.json(), {}).empty());
  EXPECT_TRUE(predict(three_classes("multi:softmax"), {}).empty());
}

}  // namespace
}  // namespace espalier::predict
