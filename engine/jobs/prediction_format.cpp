#include "engine/jobs/prediction_format.hpp"

#include "data/number_format.hpp"

namespace espalier::jobs {

void append_column(std::string& out, std::span<const float> prediction, std::size_t index,
                   PredictionFormat format) {
  const bool list = format.row == RowFormat::PythonList && prediction.size() > 1;
  if (list) out += index == 0 ? '[' : ' ';
  if (format.number == data::FloatFormat::PythonRepr) {
    data::append_python_repr(out, static_cast<double>(prediction[index]));
  } else {
    data::append_shortest(out, prediction[index]);
  }
  if (list && index + 1 == prediction.size()) out += ']';
}

void append_prediction(std::string& out, std::span<const float> prediction,
                       PredictionFormat format) {
  for (std::size_t index = 0; index < prediction.size(); ++index) {
    if (index != 0) out += ',';
    append_column(out, prediction, index, format);
  }
}

}  // namespace espalier::jobs
