/// Scores rows with a Forest: the same float32 that XGBoost gives, bit for bit.
///
/// The leaves are added in tree order in float32 on top of the base margin, as XGBoost
/// does. Immutable after construction: any number of threads may call predict().
#pragma once

#include <cstddef>
#include <span>

#include "engine/predict/forest.hpp"

namespace espalier::predict {

enum class Output {
  Value,   ///< after the objective's transform
  Margin,  ///< before it
};

class Predictor {
 public:
  /// The forest is kept.
  explicit Predictor(Forest forest);

  [[nodiscard]] const Forest& forest() const noexcept { return forest_; }
  /// Columns of a prediction: forest().groups, or 1 where multi:softmax names the class.
  [[nodiscard]] std::size_t outputs(Output output) const noexcept;

  /// Scores `rows` rows of forest().features values each, NaN missing, into
  /// rows × outputs(output) values.
  /// Requires: values.size() == rows × features, out.size() == rows × outputs(output).
  void predict(std::span<const float> values, std::size_t rows, std::span<float> out,
               Output output = Output::Value) const;

 private:
  Forest forest_;
};

}  // namespace espalier::predict
