#include "engine/artifact/scorer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <omp.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "engine/error.hpp"
#include "engine/xgb/booster.hpp"
#include "tests/unit/engine/model_text.hpp"

namespace espalier::artifact {
namespace {

using testing::HasSubstr;
using testing_model::ModelText;

std::string refusal(const std::string& model) {
  try {
    (void)load_scorer(model);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ClientError");
    return error.what();
  }
  return "";
}

/// Two features, the label their difference.
data::Table line() {
  data::Table table{.rows = 40, .columns = 2, .values = {}, .labels = {}, .weights = {}};
  for (int i = 0; i < 40; ++i) {
    const auto x = static_cast<float>(i % 7);
    const auto y = static_cast<float>(i % 3);
    table.values.insert(table.values.end(), {x, y});
    table.labels.push_back(x - y);
  }
  return table;
}

xgb::Booster train(const xgb::DMatrix& matrix, const std::string& booster) {
  const xgb::DMatrix* const cached[] = {&matrix};
  xgb::Booster model(
      cached, {{"booster", booster},
               {"nthread", "1"},
               {"verbosity", "0"},
               {"updater", booster == "gblinear" ? "coord_descent" : "grow_colmaker"}});
  for (int round = 0; round < 3; ++round) model.update(round, matrix);
  return model;
}

std::vector<float> score(const Scorer& scorer, const data::Table& table) {
  std::vector<float> out(table.rows * scorer.outputs());
  scorer.score(table.values, table.rows, out);
  return out;
}

class EachBooster : public testing::TestWithParam<const char*> {};

TEST_P(EachBooster, ScoresTheSameFromEveryFormat) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  auto booster = train(matrix, GetParam());
  const auto expected = booster.predict(matrix, xgb::PredictType::Value);
  for (const auto format :
       {xgb::ModelFormat::Ubjson, xgb::ModelFormat::Json, xgb::ModelFormat::Binary}) {
    const auto scorer = load_scorer(booster.save(format));
    EXPECT_EQ(scorer->features(), 2U);
    EXPECT_EQ(scorer->outputs(), 1U);
    EXPECT_EQ(scorer->objective(), "reg:squarederror");
    EXPECT_EQ(score(*scorer, table), expected);
  }
}

TEST_P(EachBooster, IsScoredByManyThreadsAtOnce) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  const auto scorer =
      load_scorer(train(matrix, GetParam()).save(xgb::ModelFormat::Ubjson));
  const auto expected = score(*scorer, table);
  std::vector<std::vector<float>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) result = score(*scorer, table);
      });
    }
  }
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

INSTANTIATE_TEST_SUITE_P(Scorer, EachBooster, testing::Values("gbtree", "gblinear"));

TEST(Scorer, TakesNoRows) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  for (const char* booster : {"gbtree", "gblinear"}) {
    const auto scorer =
        load_scorer(train(matrix, booster).save(xgb::ModelFormat::Ubjson));
    scorer->score({}, 0, {});
  }
}

TEST(Scorer, SaysHowToConvertAPickle) {
  for (const std::string pickle : {"\x80\x03"
                                   "cxgboost.core\nBooster\n",
                                   "\x80\x04\x95", "ccopy_reg\n_reconstructor\n"}) {
    EXPECT_THAT(refusal(pickle), HasSubstr("is a Python pickle"));
    EXPECT_THAT(refusal(pickle), HasSubstr("booster.save_model(\"xgboost-model\")"));
  }
}

TEST(Scorer, SaysWhichFormatsItKnows) {
  EXPECT_THAT(refusal("PK\x03\x04"), HasSubstr("neither JSON, UBJSON nor"));
  EXPECT_THAT(refusal(""), HasSubstr("neither JSON, UBJSON nor"));
}

TEST(Scorer, RefusesALinearModelThatHasTooFewWeights) {
  EXPECT_THAT(refusal(ModelText{}.with_booster(
                  R"({"name":"gblinear","model":{"weights":[1],"boosted_rounds":1}})")),
              HasSubstr("weights has 1 entries"));
}

TEST(Scorer, RefusesABinaryThatIsCutShort) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  const auto whole = train(matrix, "gbtree").save(xgb::ModelFormat::Binary);
  for (std::size_t size = 4; size < whole.size(); size += 7) {
    EXPECT_NE(refusal(whole.substr(0, size)), "") << size << " of " << whole.size();
  }
}

TEST(Scorer, RefusesABinaryWhoseLengthsAreNotBackedByBytes) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  const auto whole = train(matrix, "gbtree").save(xgb::ModelFormat::Binary);
  const auto with = [&](std::size_t offset, std::string_view bytes) {
    std::string model = whole;
    return model.replace(offset, bytes.size(), bytes);
  };
  // The objective's length, the number of trees and that of the first tree's nodes.
  const std::size_t objective = 4 + 136;
  const std::size_t gbtree =
      objective + 8 + std::string("reg:squarederror").size() + 8 + 6;
  EXPECT_THAT(refusal(with(objective + 4, "\x7f")), HasSubstr("damaged or cut short"));
  EXPECT_THAT(refusal(with(gbtree + 3, "\x7f")), HasSubstr("damaged or cut short"));
  EXPECT_THAT(refusal(with(gbtree + 3, "\xff")), HasSubstr("negative number of trees"));
  EXPECT_THAT(refusal(with(gbtree + 160 + 7, "\x7f")), HasSubstr("damaged or cut short"));
  EXPECT_THAT(refusal(with(gbtree + 160 + 7, "\xff")),
              HasSubstr("negative number of nodes"));
}

TEST(Scorer, RefusesAnAttributeOfABinaryThatNestsDeeply) {
  const auto table = line();
  const xgb::DMatrix matrix(table);
  auto booster = train(matrix, "gbtree");
  booster.set_attribute("note", std::string(1000, '['));
  EXPECT_THAT(refusal(booster.save(xgb::ModelFormat::Binary)),
              HasSubstr("attribute that nests too deeply"));
}

TEST(Scorer, SurvivesDamageAnywhereInABinary) {
  omp_set_num_threads(1);  // XGBoost waits long for each core where others run
  const auto table = line();
  const xgb::DMatrix matrix(table);
  for (const char* kind : {"gbtree", "dart", "gblinear"}) {
    const auto whole = train(matrix, kind).save(xgb::ModelFormat::Binary);
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i) {
      std::string damaged = whole;
      damaged[random() % damaged.size()] ^= static_cast<char>(1U << random() % 8);
      try {
        const auto scorer = load_scorer(damaged);
        if (scorer->features() == 2 && scorer->outputs() == 1)
          (void)score(*scorer, table);
      } catch (const engine::Error&) {
        // Damage that is seen is as good as damage that does no harm.
      }
    }
  }
}

}  // namespace
}  // namespace espalier::artifact
