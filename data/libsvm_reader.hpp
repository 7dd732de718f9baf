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
///   indices     (entries)     feature, as written in the file (XGBoost does not shift
///   them),
///                             ascending within a row
///   values      (entries)     float32, finite: an entry written "nan" is missing, left
///   out labels      (rows) weights     (rows) or empty
struct SparseTable {
  std::size_t rows = 0;
  std::size_t columns = 0;  ///< largest index + 1
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> indices;
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> weights;
};

/// Blank lines and lines of comment only are skipped. The indices of a row may come in
/// any order, each once. Memory beyond the table is bounded by the longest line, at most
/// `max_line_bytes`.
/// Throws: data::Error (BadData) with file:line:column for what is not a number, a label
/// or a value that is not finite, an index that is not a whole number below 2^31 - 1, an
/// index twice in a row, a weight on some lines only or below 0, a qid, a NUL byte, a
/// line over the bound; and if there is not one row.
SparseTable read_libsvm(ByteSource& source,
                        std::uint64_t max_line_bytes = std::uint64_t{16} << 20U);

}  // namespace espalier::data
