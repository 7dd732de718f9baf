#include "engine/train/training_failure.hpp"

#include <array>
#include <string>

namespace espalier::train {
namespace {

/// A failure that is the user's to mend, and what 0.72's container says of it; the strict
/// container repeats XGBoost.
struct CustomerError {
  std::string_view needle;
  std::string_view legacy;
};

constexpr std::array<CustomerError, 9> kCustomerErrors = {{
    {"label must be in [0,1] for logistic regression",
     "Label must be in [0,1] for logistic regression task. If input is in csv format, "
     "ensure the first column is the label."},
    {"label must be in [0, num_class)",
     "Label must be in [0, num_class) for multi classification task. If input is in csv "
     "format, ensure the first column is the label."},
    {"preds.size() == info.labels_.size()",
     "Given label size mismatched with prediction size. Please ensure the first column "
     "is "
     "label and the correct metric is applied."},
    {"base_score must be in (0,1) for logistic loss",
     "Base_score must be in (0,1) for logistic objective function."},
    {"PoissonRegression: label must be nonnegative",
     "For Poisson Regression, label must be non-negative"},
    {"TweedieRegression: label must be nonnegative",
     "For Tweedie Regression, label must be non-negative"},
    {"GammaRegression: label must be positive", ""},
    {"label must be greater than -1 for rmsle", ""},
    {"reg_lambda should be greater equal to 0",
     "Parameter reg_lambda should be greater equal to 0"},
}};

}  // namespace

engine::Error training_failure(std::string_view xgboost_message, Profile profile) {
  const std::string text(xgboost_message);
  for (const CustomerError& error : kCustomerErrors) {
    if (text.find(error.needle) == std::string::npos) continue;
    const bool own_words = profile == Profile::Legacy && !error.legacy.empty();
    return {engine::ErrorKind::Failed, "ClientError",
            own_words ? std::string(error.legacy) : text};
  }
  return {engine::ErrorKind::Failed, "AlgorithmError",
          "XGB train call failed with exception:\n " + text};
}

}  // namespace espalier::train
