/// Synthetic regression data sets from a recipe: seeded, the same bytes on every machine,
/// streamed in constant memory.
///
/// The same bytes, because a feature is a whole number of steps on a decimal grid, a
/// label is computed in plain IEEE arithmetic (plain_math.hpp) and written to six
/// decimals, and random numbers are our own (random_stream.hpp). Train, validation and
/// test are drawn from streams of their own: the size of one changes nothing in the
/// others, and more rows go on where fewer end. Noise and missing cells leave the
/// features as they are. Pure functions but for the sinks: safe in any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "data/byte_sink.hpp"
#include "data/csv_writer.hpp"

namespace espalier::data {

/// The function that labels the rows; each is defined, with its source, in
/// dataset_function.cpp.
enum class DatasetFunction {
  SampleLine,
  Friedman1,
  Friedman2,
  Friedman3,
  Linear,
  Piecewise
};

struct DatasetRecipe {
  DatasetFunction function = DatasetFunction::SampleLine;
  std::uint64_t train_rows = 5000;
  std::uint64_t validation_rows = 5000;
  std::uint64_t test_rows = 5000;
  /// Features in all; those the function does not use are irrelevant. 0: as many as it
  /// uses.
  std::size_t columns = 0;
  double noise = 0;          ///< standard deviation added to the label
  double missing_share = 0;  ///< of the feature cells, left empty at random
  /// 0: as is; s > 0: the label, standardised by the mean and deviation of 4,096 pilot
  /// rows to z, becomes sign(z) (exp(s |z|) - 1) / s. At most 2.
  double label_skew = 0;
  LineEnd line_end = LineEnd::Lf;
};

/// The four files; test has no label, test_labels holds just the labels of test.
struct DatasetSinks {
  ByteSink* train = nullptr;
  ByteSink* validation = nullptr;
  ByteSink* test = nullptr;
  ByteSink* test_labels = nullptr;
};

struct DatasetSummary {
  struct File {
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
  };
  File train, validation, test, test_labels;
};

/// Throws: data::Error (BadArgument) naming the field that makes no sense, and why.
void check_recipe(const DatasetRecipe& recipe);

/// Writes the four files, label first in train and validation; commits none of them.
/// Labels have six decimals, but those of SampleLine without noise or skew are 0 and 1.
/// `progress` hears the bytes written so far, now and then.
/// Requires: all four sinks are given.
/// Throws: data::Error (BadArgument) as check_recipe(), and what the sinks throw.
DatasetSummary generate_dataset(const DatasetRecipe& recipe, std::uint64_t seed,
                                const DatasetSinks& sinks,
                                const std::function<void(std::uint64_t)>& progress = {});

/// "friedman1" and so on, as in configs/datasets; throws data::Error (BadArgument) naming
/// those that exist.
DatasetFunction dataset_function(std::string_view name);
std::string_view name_of(DatasetFunction function);

}  // namespace espalier::data
