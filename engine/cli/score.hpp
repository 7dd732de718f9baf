/// How good predictions are against the labels that were kept back.
#pragma once

#include <cstdint>
#include <memory>

#include "data/byte_source.hpp"

namespace espalier::cli {

struct Score {
  std::uint64_t rows = 0;
  double rmse = 0;
};

/// Root mean squared error of one prediction a line against one label a line; summed in
/// double in the order of the rows.
/// Throws: data::Error (BadData) if the two have not equally many rows.
Score score(std::unique_ptr<data::ByteSource> predictions,
            std::unique_ptr<data::ByteSource> labels);

}  // namespace espalier::cli
