/// What the tests of the data set generator share: sets in memory, and their numbers.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "data/byte_sink.hpp"
#include "data/dataset_generator.hpp"
#include "data/error.hpp"

namespace espalier::data {

class TextSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override {
    text += bytes;
    largest = std::max(largest, bytes.size());
  }
  void commit() override { committed = true; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

  std::string text;
  std::size_t largest = 0;
  bool committed = false;

 private:
  std::string name_ = "text";
};

struct Dataset {
  TextSink train, validation, test, test_labels;
  DatasetSummary summary;
};

inline Dataset generate(const DatasetRecipe& recipe, std::uint64_t seed = 1) {
  Dataset set;
  set.summary = generate_dataset(
      recipe, seed, {&set.train, &set.validation, &set.test, &set.test_labels});
  return set;
}

inline DatasetRecipe recipe_of(DatasetFunction function, std::uint64_t rows = 200) {
  DatasetRecipe recipe;
  recipe.function = function;
  recipe.train_rows = recipe.validation_rows = recipe.test_rows = rows;
  return recipe;
}

/// The cells of each line; an empty cell is NaN.
inline std::vector<std::vector<double>> cells_of(const std::string& text) {
  std::vector<std::vector<double>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream cells(line + ",");
    for (std::string cell; std::getline(cells, cell, ',');) {
      rows.back().push_back(cell.empty() ? std::numeric_limits<double>::quiet_NaN()
                                         : std::stod(cell));
    }
  }
  return rows;
}

inline std::vector<double> labels_of(const Dataset& set) {
  std::vector<double> labels;
  for (const auto& row : cells_of(set.train.text)) labels.push_back(row[0]);
  return labels;
}

inline double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

inline std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::BadArgument);
    return error.what();
  }
  return "accepted";
}

}  // namespace espalier::data
