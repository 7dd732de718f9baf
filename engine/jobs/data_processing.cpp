#include "engine/jobs/data_processing.hpp"

namespace espalier::jobs {

RowLayout lay_out(const DataProcessing& processing, std::size_t input_columns,
                  std::size_t outputs) {
  RowLayout layout;
  layout.features = processing.input_filter.resolve(input_columns);
  const std::size_t joined = processing.join_input ? input_columns : 0;
  for (const std::size_t column : processing.output_filter.resolve(joined + outputs)) {
    const bool from_input = column < joined;
    layout.output.push_back({from_input, from_input ? column : column - joined});
  }
  return layout;
}

}  // namespace espalier::jobs
