/// LIBSVM text ("label[:weight] index:value …", '#' comments) to compressed sparse rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "data/byte_source.hpp"

namespace espalier::data {

/// Notation      shape         meaning
///   offsets     (rows + 1)    row r is entries offsets[r] .. offsets[r + 1)
///   indices     (entries)     feature, as written in the file (XGBoost does not shift them)
///   values      (entries)     float32
///   labels      (rows)
///   weights     (rows) or empty
struct SparseTable {
  std::size_t rows = 0;
  std::size_t columns = 0;  ///< largest index + 1
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> indices;
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> weights;
};

/// Throws: data::Error (BadData) with file:line:column.
SparseTable read_libsvm(ByteSource& source);

}  // namespace espalier::data
