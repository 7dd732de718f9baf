/// How a prediction is written: one row, one line.
///
/// Pure functions; any number of threads may call them.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "data/csv_writer.hpp"

namespace espalier::jobs {

/// How a row of several values is written.
enum class RowFormat {
  PythonList,  ///< "[0.25, 0.75]", as the SageMaker container writes a row of
               ///< multi:softprob
  Csv,         ///< "0.25,0.75"
};

struct PredictionFormat {
  data::FloatFormat number = data::FloatFormat::PythonRepr;
  RowFormat row = RowFormat::PythonList;
};

/// Appends one value of a prediction as a column of a CSV row: of a Python list that is
/// the piece between two commas, the brackets and the blank after the comma included.
/// Requires: index < prediction.size().
void append_column(std::string& out, std::span<const float> prediction, std::size_t index,
                   PredictionFormat format);

/// Appends a whole prediction, without a line end: its columns with commas between them.
/// In the default format this is str() of an element of Python's preds.tolist().
void append_prediction(std::string& out, std::span<const float> prediction,
                       PredictionFormat format);

}  // namespace espalier::jobs
