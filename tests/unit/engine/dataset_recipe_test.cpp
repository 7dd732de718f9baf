#include "engine/cli/dataset_recipe.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "engine/error.hpp"

namespace espalier::cli {
namespace {

std::string refusal(const std::string& json) {
  try {
    static_cast<void>(parse_dataset_recipe(json, "recipe.json"));
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ValidationException");
    return error.what();
  }
  return "accepted";
}

TEST(DatasetRecipe, ReadsEveryField) {
  const data::DatasetRecipe recipe = parse_dataset_recipe(R"({
    "function": "friedman2", "rows": {"train": 10, "validation": 20, "test": 30},
    "columns": 7, "noise": 1.5, "missing_share": 0.25, "label_skew": 0.5,
    "line_end": "CRLF", "comment": "for people"})",
                                                          "recipe.json");
  EXPECT_EQ(recipe.function, data::DatasetFunction::Friedman2);
  EXPECT_EQ(recipe.train_rows, 10U);
  EXPECT_EQ(recipe.validation_rows, 20U);
  EXPECT_EQ(recipe.test_rows, 30U);
  EXPECT_EQ(recipe.columns, 7U);
  EXPECT_EQ(recipe.noise, 1.5);
  EXPECT_EQ(recipe.missing_share, 0.25);
  EXPECT_EQ(recipe.label_skew, 0.5);
  EXPECT_EQ(recipe.line_end, data::LineEnd::CrLf);
}

TEST(DatasetRecipe, LeavesTheRestAsItIs) {
  const data::DatasetRecipe expected;
  const data::DatasetRecipe recipe = parse_dataset_recipe(
      R"({"function": "linear", "rows": {"test": 7}, "noise": 2})", "recipe.json");
  EXPECT_EQ(recipe.train_rows, expected.train_rows);
  EXPECT_EQ(recipe.validation_rows, expected.validation_rows);
  EXPECT_EQ(recipe.test_rows, 7U);
  EXPECT_EQ(recipe.columns, expected.columns);
  EXPECT_EQ(recipe.noise, 2);
  EXPECT_EQ(recipe.line_end, expected.line_end);
}

TEST(DatasetRecipe, SaysWhatIsWrongAndWhere) {
  const std::string whole = "it must be a whole number, 0 or more";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "it is not JSON: byte 1 is not what must stand there; mend the text"},
      {R"({"function": )",
       "it is not JSON: byte 14 is not what must stand there; mend the text"},
      {"[]", "a recipe is a JSON object"},
      {"{}", "/function: it is missing; name the function that labels the rows"},
      {R"({"function": 1})", "/function: it must be a string"},
      {R"({"function": "magic"})",
       "/function: there is no data set function \"magic\"; choose one of sample_line, "
       "friedman1, friedman2, friedman3, linear, piecewise"},
      {R"({"function": "linear", "row/s": 1})",
       "/row~1s: there is no such field; there are function, rows, columns, noise, "
       "missing_share, label_skew, line_end, comment"},
      {R"({"function": "linear", "rows": {"tests": 1}})",
       "/rows/tests: there is no such field; there are train, validation, test"},
      {R"({"function": "linear", "rows": 5})", "/rows: it must be an object"},
      {R"({"function": "linear", "rows": {"train": -1}})", "/rows/train: " + whole},
      {R"({"function": "linear", "rows": {"train": 1.5}})", "/rows/train: " + whole},
      {R"({"function": "linear", "rows": {"train": 0}})",
       "train rows: there must be at least 1"},
      {R"({"function": "linear", "columns": "7"})", "/columns: " + whole},
      {R"({"function": "linear", "columns": 4})",
       "columns: linear uses 5 features; 4 are too few, and 0 means as many as it uses"},
      {R"({"function": "linear", "noise": "1"})", "/noise: it must be a number"},
      {R"({"function": "linear", "noise": -1})", "noise: -1 is outside 0 to 1e+06"},
      {R"({"function": "linear", "noise": 1e999})",
       "a number in it is too large; write one below 1e308"},
      {R"({"function": "linear", "missing_share": true})",
       "/missing_share: it must be a number"},
      {R"({"function": "linear", "label_skew": null})",
       "/label_skew: it must be a number"},
      {R"({"function": "linear", "line_end": "CR"})",
       "/line_end: \"CR\" is no line end; write LF or CRLF"},
      {R"({"function": "linear", "comment": 1})", "/comment: it must be a string"},
      {R"({"function": "linear", "noise": 1, "noise": 2})",
       "the field \"noise\" stands there twice; remove one"},
      {R"({"function": "linear", "rows": {"test": 1, "test": 2}})",
       "the field \"test\" stands there twice; remove one"},
      {R"({"comment": )" + std::string(100000, '['),
       "it is nested too deeply for a recipe"},
      {std::string((1 << 20U) + 1, ' '), "it has over 1 MB; a recipe is a small file"},
  };
  for (const auto& [json, why] : cases) {
    EXPECT_EQ(refusal(json), "recipe.json: " + why) << json.substr(0, 80);
  }
}

TEST(DatasetRecipe, ReadsEveryRecipeThatComesWithTheProgram) {
  const std::filesystem::path folder = ESPALIER_SOURCE_DIR "/configs/datasets";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NO_THROW(static_cast<void>(parse_dataset_recipe(json, entry.path().string())))
        << entry.path();
    ++count;
  }
  EXPECT_EQ(count, 6);
}

// AWS's sample: integers, 5,000 rows in each file, lines that end in CRLF.
TEST(DatasetRecipe, OfTheSampleIsTheSamples) {
  std::ifstream file(ESPALIER_SOURCE_DIR "/configs/datasets/tune-a-model.json");
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const data::DatasetRecipe recipe = parse_dataset_recipe(json, "tune-a-model.json");
  EXPECT_EQ(recipe.function, data::DatasetFunction::SampleLine);
  EXPECT_EQ(recipe.train_rows, 5000U);
  EXPECT_EQ(recipe.validation_rows, 5000U);
  EXPECT_EQ(recipe.test_rows, 5000U);
  EXPECT_EQ(recipe.columns, 0U);
  EXPECT_EQ(recipe.noise, 0);
  EXPECT_EQ(recipe.line_end, data::LineEnd::CrLf);
}

}  // namespace
}  // namespace espalier::cli
