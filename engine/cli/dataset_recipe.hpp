/// Data set recipes: the JSON files of configs/datasets.
///
/// Pure function: safe in any thread.
#pragma once

#include <string_view>

#include "data/dataset_generator.hpp"

namespace espalier::cli {

/// Reads a recipe; only "function" is required, the rest is as in data::DatasetRecipe:
///   {"function": "friedman1", "rows": {"train": 5000, "validation": 5000, "test": 5000},
///    "columns": 10, "noise": 1.0, "missing_share": 0.0, "label_skew": 0.0,
///    "line_end": "LF", "comment": "for people"}
/// `name` is how messages call the text, a file's path for instance.
/// Throws: engine::Error (Validation, "ValidationException") with the name and the JSON
/// pointer of what is wrong: text that is no JSON, a field that is unknown, doubled, of
/// the wrong type or out of range, a recipe that data::check_recipe() refuses.
[[nodiscard]] data::DatasetRecipe parse_dataset_recipe(std::string_view json,
                                                       std::string_view name);

}  // namespace espalier::cli
