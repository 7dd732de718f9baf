/// Where a generated data set goes: a folder or a prefix of the object store.
#pragma once

#include <cstdint>
#include <string>

#include "data/dataset_generator.hpp"
#include "data/object_store.hpp"
#include "engine/cli/console.hpp"
#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

/// Writes train.csv, validation.csv, test.csv and test_labels.csv into `target` (a
/// folder, or s3://bucket/prefix). All four appear at the end, or none.
data::DatasetSummary write_dataset(const data::DatasetRecipe& recipe, std::uint64_t seed,
                                   const std::string& target, data::ObjectStore& objects,
                                   Console& console);

/// The files with their rows and bytes, as a table and as JSON.
std::string dataset_table(const data::DatasetSummary& summary, const std::string& target,
                          const Console& console);
jobs::Json dataset_json(const data::DatasetSummary& summary, const std::string& target);

}  // namespace espalier::cli
