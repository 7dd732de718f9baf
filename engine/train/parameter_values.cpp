#include "engine/train/parameter_values.hpp"

#include <cmath>

#include "engine/error.hpp"
#include "engine/train/python_literal.hpp"

namespace espalier::train {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

const ParameterValue* find_value(const ParameterValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

bool is_set_to(const ParameterValues& values, std::string_view name,
               std::string_view text) {
  const ParameterValue* value = find_value(values, name);
  return value != nullptr && value->text == text;
}

std::vector<std::string> split_commas(std::string_view text) {
  std::vector<std::string> items;
  while (true) {
    const auto comma = text.find(',');
    items.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return items;
    text.remove_prefix(comma + 1);
  }
}

bool in_range(const Hyperparameter& row, double value) {
  if (std::isnan(value)) return false;
  if (row.min && (row.min->open ? value <= row.min->value : value < row.min->value)) {
    return false;
  }
  return !row.max || (row.max->open ? value < row.max->value : value <= row.max->value);
}

void refuse(const std::string& message) {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError", message);
}

void check_threshold_metric(std::string_view metric) {
  const auto at = metric.find('@');
  const std::string name(trimmed(metric.substr(0, at)));
  std::string_view threshold = metric.substr(at + 1);
  threshold = trimmed(threshold.substr(0, threshold.find('@')));
  if (name != "error" && name != "ndcg" && name != "map") {
    refuse("Metric '" + std::string(metric) +
           "' is not supported. Parameter 'eval_metric' with customized threshold should "
           "be one of these options: 'error', 'ndcg', 'map'.");
  }
  if (!parse_float(threshold, Python::Three)) {
    refuse("Threshold value 't' in '" + name + "@t' expects float input.");
  }
}

}  // namespace espalier::train
