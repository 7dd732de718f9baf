#include "data/dataset_generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "data/digest.hpp"
#include "tests/unit/data/dataset_fixture.hpp"

namespace espalier::data {
namespace {

constexpr DatasetFunction kAll[] = {
    DatasetFunction::SampleLine, DatasetFunction::Friedman1, DatasetFunction::Friedman2,
    DatasetFunction::Friedman3,  DatasetFunction::Linear,    DatasetFunction::Piecewise};

TEST(DatasetGenerator, WritesTheSamplesLayout) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::SampleLine, 5000);
  recipe.line_end = LineEnd::CrLf;
  const Dataset set = generate(recipe);
  for (const TextSink* sink : {&set.train, &set.validation}) {
    const auto rows = cells_of(sink->text);
    ASSERT_EQ(rows.size(), 5000U);
    for (const auto& row : rows) {
      ASSERT_EQ(row.size(), 3U);
      ASSERT_EQ(row[0], row[2] >= 3 * row[1] + 5 ? 1 : 0);
      ASSERT_TRUE(row[1] >= 0 && row[1] <= 100 && row[1] == std::floor(row[1]));
      ASSERT_TRUE(row[2] >= 0 && row[2] <= 100 && row[2] == std::floor(row[2]));
    }
    EXPECT_EQ(std::count(sink->text.begin(), sink->text.end(), '\r'), 5000);
    EXPECT_TRUE(sink->text.ends_with("\r\n"));
    EXPECT_EQ(sink->text.find('.'), std::string::npos);
  }
  const auto tests = cells_of(set.test.text);
  const auto labels = cells_of(set.test_labels.text);
  ASSERT_EQ(tests.size(), 5000U);
  ASSERT_EQ(labels.size(), 5000U);
  for (std::size_t r = 0; r < tests.size(); ++r) {
    ASSERT_EQ(tests[r].size(), 2U);
    ASSERT_EQ(labels[r].size(), 1U);
    ASSERT_EQ(labels[r][0], tests[r][1] >= 3 * tests[r][0] + 5 ? 1 : 0);
  }
}

// On the grid 0..100 x 0..100 the points with y >= 3 x + 5 number
// sum over x = 0..31 of (96 - 3 x) = 1584 of 10201: p = 0.15528. Of 200,000 rows the
// share has a standard deviation of sqrt(p (1 - p) / 200000) = 0.00081; 5 of them are
// allowed.
TEST(DatasetGenerator, LabelsTheSamplesShareOfRowsWithOne) {
  const Dataset set = generate(recipe_of(DatasetFunction::SampleLine, 50000));
  EXPECT_NEAR(mean_of(labels_of(set)), 1584.0 / 10201.0, 5 * 0.00162);
}

// A chi-square over the 101 values: 100 degrees of freedom, mean 100, deviation 14.1.
TEST(DatasetGenerator, DrawsTheSamplesFeaturesEvenly) {
  const Dataset set = generate(recipe_of(DatasetFunction::SampleLine, 50500));
  std::vector<double> counts(101);
  for (const auto& row : cells_of(set.train.text)) {
    ++counts[static_cast<std::size_t>(row[1])];
  }
  double chi_square = 0;
  for (const double count : counts) chi_square += (count - 500) * (count - 500) / 500;
  EXPECT_NEAR(chi_square, 100, 5 * 14.2);
}

// The SHA-256 of the four files one after the other. A change here changes everyone's
// data sets: it needs a line in the change log.
TEST(DatasetGenerator, WritesTheSameBytesOnEveryMachine) {
  const std::vector<std::pair<DatasetFunction, std::string>> pinned = {
      {DatasetFunction::SampleLine,
       "a5a5f1745a5e40ec37b0a666c2bbc32ee210283d2f19c0a715745201565994a1"},
      {DatasetFunction::Friedman1,
       "c2c64783f873f70a9940093feed777e67047f5c47b7a5c1a7e31d84c9d0b8720"},
      {DatasetFunction::Friedman2,
       "0218762418a01c99d88d617444cb15dc2f4a8e225783a3ed369b3473e291dfb4"},
      {DatasetFunction::Friedman3,
       "e2a24bd95fd56af1a4254fbb3df965274a9cb1b6e18e69e02293b312db61f0aa"},
      {DatasetFunction::Linear,
       "1a60a5ee48ead91bcfda425df33994cf58ac5049b2aadb51182abfeca45789bf"},
      {DatasetFunction::Piecewise,
       "5a956f279a454da4ce14cbef1c2aa9ae36c72468a26acc6763eadf25c470279d"},
  };
  for (const auto& [function, expected] : pinned) {
    DatasetRecipe recipe = recipe_of(function, 1000);
    recipe.columns = 10;
    recipe.noise = 0.5;
    recipe.missing_share = 0.05;
    recipe.label_skew = 0.7;
    const Dataset set = generate(recipe, 42);
    EXPECT_EQ(digest_of(DigestKind::Sha256, set.train.text + set.validation.text +
                                                set.test.text + set.test_labels.text),
              expected)
        << name_of(function);
  }
}

TEST(DatasetGenerator, WritesTheSamplesOwnBytesOnEveryMachine) {
  DatasetRecipe recipe;
  recipe.line_end = LineEnd::CrLf;
  const Dataset set = generate(recipe, 1);
  EXPECT_TRUE(set.train.text.starts_with("0,27,3\r\n0,98,56\r\n0,61,96\r\n"));
  EXPECT_EQ(digest_of(DigestKind::Sha256, set.train.text),
            "981315ce43f0b59da62cfd185d1c094c43c6c20dbaa8a3e14f25ac7d04e5498c");
}

TEST(DatasetGenerator, GivesOtherRowsForAnotherSeedAndForEachFile) {
  const DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1);
  const Dataset one = generate(recipe, 1);
  const Dataset two = generate(recipe, 2);
  EXPECT_NE(one.train.text, two.train.text);
  EXPECT_NE(one.train.text, one.validation.text);
  EXPECT_EQ(one.train.text, generate(recipe, 1).train.text);
}

TEST(DatasetGenerator, GoesOnWhereASmallerFileEnds) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1, 100);
  recipe.noise = 1;
  const Dataset small = generate(recipe);
  recipe.train_rows = 300;
  recipe.validation_rows = 50;
  const Dataset large = generate(recipe);
  EXPECT_TRUE(large.train.text.starts_with(small.train.text));
  EXPECT_TRUE(small.validation.text.starts_with(large.validation.text));
  EXPECT_EQ(small.test.text, large.test.text);
}

// The formulas again, from the papers, with the C library's functions; a label has six
// decimals, so it is right to half of the last.
TEST(DatasetGenerator, LabelsAsThePapersDefine) {
  const auto expected = [](DatasetFunction function, const std::vector<double>& row) {
    const double a = row[1], b = row[2], c = row[3], d = row[4];
    const double reactance = b * c - 1 / (b * d);
    switch (function) {
      case DatasetFunction::Friedman1:
        return 10 * std::sin(M_PI * a * b) + 20 * std::pow(c - 0.5, 2) + 10 * d +
               5 * row[5];
      case DatasetFunction::Friedman2:
        return std::sqrt(a * a + reactance * reactance);
      case DatasetFunction::Friedman3:
        return std::atan(reactance / a);
      case DatasetFunction::Linear:
        return 10 * a - 8 * b + 6 * c - 4 * d + 2 * row[5];
      default:
        break;
    }
    double label = a < 0.5 ? (b >= 0.3 ? 10 : 0) + 8 * c : 5 + 12 * b * d;
    if ((d < 0.5) == (row[5] < 0.5)) label += 6;
    return label;
  };
  for (const DatasetFunction function : kAll) {
    if (function == DatasetFunction::SampleLine) continue;
    for (const auto& row : cells_of(generate(recipe_of(function)).train.text)) {
      ASSERT_NEAR(row[0], expected(function, row), 0.51e-6) << name_of(function);
    }
  }
}

// Friedman 1991: the intervals of the circuit's resistance, frequency, inductance and
// capacity.
TEST(DatasetGenerator, DrawsTheCircuitFromFriedmansIntervals) {
  const Dataset set = generate(recipe_of(DatasetFunction::Friedman2, 5000));
  const double low[] = {0, 40 * M_PI, 0, 1};
  const double high[] = {100, 560 * M_PI, 1, 11};
  std::vector<double> least(4, 1e9), most(4, -1e9);
  for (const auto& row : cells_of(set.train.text)) {
    for (std::size_t c = 0; c < 4; ++c) {
      least[c] = std::min(least[c], row[c + 1]);
      most[c] = std::max(most[c], row[c + 1]);
    }
  }
  for (std::size_t c = 0; c < 4; ++c) {
    const double width = high[c] - low[c];
    EXPECT_GE(least[c], low[c]);
    EXPECT_LE(most[c], high[c]);
    // The chance that 5,000 draws leave out 1 % at an end is 0.99^5000 < 1e-21.
    EXPECT_LT(least[c], low[c] + 0.01 * width);
    EXPECT_GT(most[c], high[c] - 0.01 * width);
  }
}

TEST(DatasetGenerator, AddsNormalNoiseOfTheGivenDeviation) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Linear, 10000);
  const std::vector<double> clean = labels_of(generate(recipe));
  recipe.noise = 2;
  const std::vector<double> noisy = labels_of(generate(recipe));
  std::vector<double> squares, within;
  for (std::size_t r = 0; r < clean.size(); ++r) {
    const double z = (noisy[r] - clean[r]) / 2;
    squares.push_back(z * z);
    within.push_back(std::abs(z) < 1 ? 1 : 0);
  }
  // z^2 has variance 2: the mean of 10,000 has a deviation of 0.0141. A normal lies
  // within one deviation with 0.6827, whose share has one of 0.0047. Five of each are
  // allowed.
  EXPECT_NEAR(mean_of(squares), 1, 0.071);
  EXPECT_NEAR(mean_of(within), 0.6827, 0.0233);
}

TEST(DatasetGenerator, LeavesTheGivenShareOfCellsEmptyAndTheOthersAlone) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1, 2000);
  recipe.columns = 10;
  const auto whole = cells_of(generate(recipe).train.text);
  recipe.missing_share = 0.25;
  const auto holed = cells_of(generate(recipe).train.text);
  double missing = 0;
  for (std::size_t r = 0; r < whole.size(); ++r) {
    ASSERT_EQ(holed[r].size(), 11U);
    EXPECT_EQ(holed[r][0], whole[r][0]);
    for (std::size_t c = 1; c < 11; ++c) {
      if (std::isnan(holed[r][c])) {
        ++missing;
      } else {
        ASSERT_EQ(holed[r][c], whole[r][c]);
      }
    }
  }
  // 20,000 cells: the share has a deviation of 0.0031; five are allowed.
  EXPECT_NEAR(missing / 20000, 0.25, 0.0155);
}

TEST(DatasetGenerator, SkewsTheLabelToALongTailOnEachSide) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1, 5000);
  const std::vector<double> plain = labels_of(generate(recipe));
  recipe.label_skew = 1.5;
  const std::vector<double> skewed = labels_of(generate(recipe));
  // Undone, z = sign(y) log(1 + s |y|) / s is a straight line in the plain label.
  std::vector<double> z;
  for (const double y : skewed) {
    z.push_back(std::copysign(std::log1p(1.5 * std::abs(y)) / 1.5, y));
  }
  const double slope = (z[1] - z[0]) / (plain[1] - plain[0]);
  for (std::size_t r = 0; r < z.size(); ++r) {
    ASSERT_NEAR(z[r], z[0] + slope * (plain[r] - plain[0]), 1e-4);
  }
  // Standardised by 4,096 pilot rows: mean 0 and deviation 1 but for their sampling
  // error, 1/64 each; five are allowed.
  EXPECT_NEAR(mean_of(z), 0, 5.0 / 64);
  for (double& value : z) value *= value;
  EXPECT_NEAR(mean_of(z), 1, 5.0 / 64);
}

TEST(DatasetGenerator, AddsIrrelevantFeatures) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman2, 50);
  recipe.columns = 7;
  for (const auto& row : cells_of(generate(recipe).train.text)) {
    ASSERT_EQ(row.size(), 8U);
    for (std::size_t c = 5; c < 8; ++c) EXPECT_TRUE(row[c] >= 0 && row[c] < 1);
  }
}

TEST(DatasetGenerator, CountsRowsAndBytesAndReportsProgress) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1, 10000);
  recipe.test_rows = 10;
  Dataset set;
  std::vector<std::uint64_t> heard;
  set.summary = generate_dataset(
      recipe, 1, {&set.train, &set.validation, &set.test, &set.test_labels},
      [&heard](std::uint64_t bytes) { heard.push_back(bytes); });
  EXPECT_EQ(set.summary.train.rows, 10000U);
  EXPECT_EQ(set.summary.test.rows, 10U);
  EXPECT_EQ(set.summary.test_labels.rows, 10U);
  EXPECT_EQ(set.summary.train.bytes, set.train.text.size());
  EXPECT_EQ(set.summary.validation.bytes, set.validation.text.size());
  EXPECT_EQ(set.summary.test.bytes, set.test.text.size());
  EXPECT_EQ(set.summary.test_labels.bytes, set.test_labels.text.size());
  EXPECT_TRUE(std::is_sorted(heard.begin(), heard.end()));
  EXPECT_EQ(heard.back(), set.train.text.size() + set.validation.text.size() +
                              set.test.text.size() + set.test_labels.text.size());
  EXPECT_FALSE(set.train.committed);
}

// Constant memory: what is handed on at once does not grow with the file.
TEST(DatasetGenerator, HandsOnPiecesOfBoundedSize) {
  const Dataset set = generate(recipe_of(DatasetFunction::Friedman1, 50000));
  EXPECT_GT(set.train.text.size(), std::size_t{2} << 20U);
  EXPECT_LT(set.train.largest, std::size_t{1} << 19U);
}

TEST(DatasetGenerator, WritesAWideRow) {
  DatasetRecipe recipe = recipe_of(DatasetFunction::Linear, 2);
  recipe.columns = 100000;
  for (const auto& row : cells_of(generate(recipe).train.text)) {
    EXPECT_EQ(row.size(), 100001U);
  }
}

TEST(DatasetGenerator, SaysWhatIsWrongWithARecipe) {
  const auto with = [](const std::function<void(DatasetRecipe&)>& change) {
    DatasetRecipe recipe = recipe_of(DatasetFunction::Friedman1);
    change(recipe);
    return refusal([&] { check_recipe(recipe); });
  };
  EXPECT_EQ(with([](auto&) {}), "accepted");
  EXPECT_EQ(with([](auto& r) { r.train_rows = 0; }),
            "train rows: there must be at least 1");
  EXPECT_EQ(with([](auto& r) { r.validation_rows = r.test_rows = 0; }), "accepted");
  EXPECT_EQ(with([](auto& r) { r.validation_rows = UINT64_MAX; }),
            "validation rows: 18446744073709551615 are more than the 1000000000000 "
            "allowed");
  EXPECT_EQ(with([](auto& r) { r.test_rows = 1000000000001; }),
            "test rows: 1000000000001 are more than the 1000000000000 allowed");
  EXPECT_EQ(
      with([](auto& r) { r.columns = 4; }),
      "columns: friedman1 uses 5 features; 4 are too few, and 0 means as many as it "
      "uses");
  EXPECT_EQ(with([](auto& r) { r.columns = 100001; }),
            "columns: 100001 are more than the 100000 allowed");
  EXPECT_EQ(with([](auto& r) { r.noise = -1; }), "noise: -1 is outside 0 to 1e+06");
  EXPECT_EQ(with([](auto& r) { r.noise = NAN; }), "noise: nan is outside 0 to 1e+06");
  EXPECT_EQ(with([](auto& r) { r.missing_share = 1; }),
            "missing share: 1 is not a share; it must be at least 0 and below 1");
  EXPECT_EQ(with([](auto& r) { r.label_skew = 2.5; }),
            "label skew: 2.5 is outside 0 to 2");
  DatasetRecipe recipe;
  recipe.noise = -1;
  EXPECT_EQ(refusal([&] { generate(recipe); }), "noise: -1 is outside 0 to 1e+06");
}

TEST(DatasetGenerator, KnowsItsFunctionsByName) {
  for (const DatasetFunction function : kAll) {
    EXPECT_EQ(dataset_function(name_of(function)), function);
  }
  EXPECT_EQ(refusal([] { dataset_function("friedman4"); }),
            "there is no data set function \"friedman4\"; choose one of sample_line, "
            "friedman1, friedman2, friedman3, linear, piecewise");
}

}  // namespace
}  // namespace espalier::data
