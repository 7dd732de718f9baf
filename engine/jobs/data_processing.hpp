/// CreateTransformJob's DataProcessing: which columns go to the model, and what is
/// written beside its predictions.
///
///   input row --InputFilter--> features --model--> prediction
///   (input row, prediction if JoinSource is Input) --OutputFilter--> output row
///
/// Plain values.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/jobs/column_filter.hpp"

namespace espalier::jobs {

struct DataProcessing {
  ColumnFilter input_filter;
  ColumnFilter output_filter;
  bool join_input = false;  ///< JoinSource is Input

  /// Whether it does anything at all.
  [[nodiscard]] bool active() const noexcept {
    return join_input || !input_filter.selects_all() || !output_filter.selects_all();
  }
};

/// DataProcessing worked out for rows of one width.
struct RowLayout {
  /// A column of the output row: a cell of the input row or a value of the prediction.
  struct OutputColumn {
    bool from_input = false;
    std::size_t index = 0;
  };

  std::vector<std::size_t> features;  ///< columns of the input row, in the model's order
  std::vector<OutputColumn> output;
};

/// Works `processing` out for rows of `input_columns` and predictions of `outputs`
/// values. Throws: engine::Error (Validation, "ClientError") naming the filter and its
/// index that is outside the row.
RowLayout lay_out(const DataProcessing& processing, std::size_t input_columns,
                  std::size_t outputs);

}  // namespace espalier::jobs
