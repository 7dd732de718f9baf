/// A request's hyperparameters once parsed: what the two profiles' checks hand on.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/train/hyperparameters.hpp"

namespace espalier::train {

struct ParameterValue {
  std::string text;                ///< Python's str() of it, as XGBoost gets it
  double number = 0;               ///< of an Integer or a Continuous one
  long long integer = 0;           ///< of an Integer one
  std::vector<std::string> items;  ///< of a CommaSeparated one
};

/// By canonical name.
using ParameterValues = std::map<std::string, ParameterValue, std::less<>>;

/// The container toolkit's checks, with its messages in its order. Adds to `warnings`.
/// Throws: engine::Error (Validation, "ClientError").
ParameterValues check_strict(const HyperparameterTexts& texts,
                             std::vector<std::string>& warnings);

/// The checks of XGBoost 0.72's container, with its messages in its order. Adds to
/// `warnings` the names that it ignores.
/// Throws: engine::Error (Validation, "ClientError").
ParameterValues check_legacy(const HyperparameterTexts& texts,
                             std::vector<std::string>& warnings);

/// Null where the request does not give it.
const ParameterValue* find_value(const ParameterValues& values, std::string_view name);

/// Whether `values[name]` is given and reads `text`.
bool is_set_to(const ParameterValues& values, std::string_view name,
               std::string_view text);

/// "rmse,mae" to its items, empty ones included, as Python's split(",").
std::vector<std::string> split_commas(std::string_view text);

/// Whether a value lies between a row's ends; NaN does not.
bool in_range(const Hyperparameter& row, double value);

/// Throws: engine::Error (Validation, "ClientError") with `message`.
[[noreturn]] void refuse(const std::string& message);

/// Refuses "METRIC@THRESHOLD" with the container's messages unless it is error@t, ndcg@n
/// or map@n with a number.
/// Requires: `metric` holds an '@'.
void check_threshold_metric(std::string_view metric);

}  // namespace espalier::train
