/// One line of a round's evaluation: read from XGBoost, written as the image writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

/// One metric of one channel in one round.
struct Evaluation {
  std::string channel;  ///< "train"
  std::string metric;   ///< "rmse", "error@0.3"
  double value = 0;     ///< as precise as XGBoost tells it
  std::string printed;  ///< in the image's digits

  /// The printed digits as SageMaker reads them back from the log.
  [[nodiscard]] float logged_value() const;
};

/// Reads "[3]\ttrain-rmse:0.47…\tvalidation-rmse:0.48…".
std::vector<Evaluation> parse_evaluation(std::string_view line, Profile profile);

/// "[3]#011train-rmse:0.473473#011validation-rmse:0.47805": a tab is #011 in the log.
std::string log_line(int round, const std::vector<Evaluation>& evaluations);

/// A value in the digits of an image: six significant ones (C++'s stream) from 0.72, five
/// after the point (Python's ":.5f") from the strict images.
std::string format_metric(double value, Profile profile);

}  // namespace espalier::train
