// XGBoost 0.72's container picks the names that it knows one after the other, in the
// order of the table, and checks each as it goes; what it does not know it never looks
// at.
#include <algorithm>
#include <array>
#include <span>

#include "engine/train/metric_names.hpp"
#include "engine/train/parameter_values.hpp"
#include "engine/train/python_literal.hpp"

namespace espalier::train {
namespace {

constexpr std::array<std::string_view, 8> kTreeUpdaters = {
    "grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker",
    "grow_skmaker",  "sync",    "refresh",        "prune"};
constexpr std::array<std::string_view, 4> kGrowingUpdaters = {
    "grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker"};
constexpr std::array<std::string_view, 2> kUpdatingUpdaters = {"refresh", "prune"};
constexpr std::array<std::string_view, 2> kLinearUpdaters = {"shotgun", "coord_descent"};
constexpr std::array<std::string_view, 7> kAucObjectives = {
    "binary:logistic", "binary:logitraw", "multi:softmax", "multi:softprob",
    "reg:logistic",    "rank:pairwise",   "binary:hinge"};

constexpr auto kLinearUpdaterMessage =
    "Linear updater should be one of these options: 'shotgun', 'coor_descent'.";
constexpr auto kUpdateMessage =
    "process_type 'update' can only be used with updater 'refresh' and 'prune'";

bool contains(std::span<const std::string_view> values, std::string_view value) {
  return std::ranges::find(values, value) != values.end();
}

std::string quoted(std::span<const std::string_view> values) {
  std::string text;
  for (const std::string_view value : values) {
    text += (text.empty() ? "'" : ", '") + std::string(value) + "'";
  }
  return text;
}

std::string whole(double value) { return std::to_string(static_cast<int>(value)); }

std::string range_message(const Hyperparameter& row) {
  const std::string parameter = "Parameter '" + std::string(row.name) + "' should be ";
  if (row.min && row.max && row.type == ParameterType::Integer) {
    return parameter + (row.name == "one_drop" ? "either 0 or 1." : "either '0' or '1'.");
  }
  if (row.min && row.max) {
    return parameter + "in range " + (row.min->open ? "(" : "[") + whole(row.min->value) +
           "," + whole(row.max->value) + (row.max->open ? ")." : "].");
  }
  if (row.min && row.min->value == 0) return parameter + "greater than or equal to 0.";
  return parameter + "greater or equal to " + whole(row.min ? row.min->value : 0) + ".";
}

ParameterValue parse_number(const Hyperparameter& row, const std::string& text) {
  ParameterValue value;
  const std::string name(row.name);
  if (row.type == ParameterType::Integer) {
    const auto number = parse_int(text, Python::Two);
    if (!number) refuse("Parameter " + name + " expects integer input.");
    value.text = number->text;
    value.integer = number->value;
    value.number = static_cast<double>(number->value);
  } else {
    const auto number = parse_float(text, Python::Two);
    if (!number || *number != *number) {
      refuse("Parameter " + name + " expects float input.");
    }
    value.text = repr(*number);
    value.number = *number;
  }
  if (!in_range(row, value.number)) refuse(range_message(row));
  return value;
}

void check_category(const Hyperparameter& row, const std::string& text) {
  if (row.name == "_tuning_objective_metric") return;
  if ((row.name == "tree_method" || row.name == "predictor") &&
      text.find("gpu") != std::string::npos) {
    refuse("GPU training is not supported yet.");
  }
  if (contains(row.values, text)) return;
  refuse("Parameter '" + std::string(row.name) +
         "' should be one of these options: " + quoted(row.values) + ".");
}

void check_no_brackets(const Hyperparameter& row, const std::string& text) {
  if (text.find_first_of("[]") == std::string::npos) return;
  refuse("Do not expect bracket for input value of '" + std::string(row.name) +
         "'. Use format as 'A,B,C...'.");
}

void check_updaters(const HyperparameterTexts& texts,
                    const std::vector<std::string>& updaters) {
  const auto all_in = [&](std::span<const std::string_view> allowed) {
    return std::ranges::all_of(
        updaters, [&](const std::string& item) { return contains(allowed, item); });
  };
  const auto is = [&](const char* name, std::string_view text) {
    const auto found = texts.find(name);
    return found != texts.end() && found->second == text;
  };
  if (is("booster", "gblinear")) {
    if (updaters.size() != 1 || !all_in(kLinearUpdaters)) refuse(kLinearUpdaterMessage);
    return;
  }
  if (is("process_type", "update")) {
    if (!all_in(kUpdatingUpdaters)) refuse(kUpdateMessage);
    return;
  }
  if (!all_in(kTreeUpdaters)) {
    refuse("Tree updater should be selected from these options: " +
           quoted(kTreeUpdaters) + ", 'shortgun', 'coord_descent'.");
  }
  const auto growing = std::ranges::count_if(
      updaters, [](const std::string& item) { return contains(kGrowingUpdaters, item); });
  if (growing > 1) {
    refuse("Only one tree grow plugin can be selected. Choose one from thefollowing: " +
           quoted(kGrowingUpdaters) + ", 'grow_skmaker'");
  }
}

void check_metric(const HyperparameterTexts& texts, const std::string& metric) {
  if (metric == "auc") {
    const auto objective = texts.find("objective");
    if (objective == texts.end() || !contains(kAucObjectives, objective->second)) {
      refuse("Metric 'auc' can only be applied for classification and ranking problem.");
    }
  }
  if (metric.find("<function") != std::string::npos) {
    refuse("User defined evaluation metric " + metric + " is not supported yet.");
  }
  if (metric.find('@') != std::string::npos) return check_threshold_metric(metric);
  const auto known = eval_metric_names(Profile::Legacy);
  if (contains(known, metric)) return;
  refuse("Metric '" + metric +
         "' is not supported. Parameter 'eval_metric' should be one of these options:" +
         quoted(known) + ".");
}

/// What a name demands of others, checked where the container checks it.
void check_company(const Hyperparameter& row, const HyperparameterTexts& texts,
                   const ParameterValue& value) {
  const auto given = [&](const char* name) { return texts.contains(name); };
  if (row.name == "booster" && value.text == "gblinear" && !given("updater")) {
    refuse(kLinearUpdaterMessage);
  }
  if (row.name == "process_type" && value.text == "update" && !given("updater")) {
    refuse(kUpdateMessage);
  }
  if (row.name == "objective" && value.text.starts_with("multi:") &&
      !given("num_class")) {
    refuse("Require input for parameter 'num_class' for multi classification.");
  }
}

ParameterValue check_one(const Hyperparameter& row, const HyperparameterTexts& texts,
                         const std::string& text) {
  if (row.name == "num_class") {
    const auto objective = texts.find("objective");
    if (objective == texts.end() || !objective->second.starts_with("multi:")) {
      refuse(
          "Do not need to setup parameter 'num_class' for learning task other than multi "
          "classification.");
    }
  }
  if (row.type == ParameterType::Integer || row.type == ParameterType::Continuous) {
    return parse_number(row, text);
  }
  ParameterValue value;
  value.text = text;
  if (row.type == ParameterType::CommaSeparated) {
    check_no_brackets(row, text);
    value.items = split_commas(text);
    if (row.name == "updater") check_updaters(texts, value.items);
    if (row.name == "eval_metric") {
      for (const std::string& metric : value.items) check_metric(texts, metric);
    }
    return value;
  }
  check_category(row, text);
  check_company(row, texts, value);
  return value;
}

std::string ignored_message(const std::string& name) {
  std::string message = "Hyperparameter " + name +
                        " is not one that this image knows (XGBoost 0.72); it is ignored";
  const Hyperparameter* modern = find_hyperparameter(Profile::Strict, name);
  const bool alias = modern != nullptr && modern->name != name;
  if (alias) message += "; its name here is " + std::string(modern->name);
  if (name == "max_bin") message += "; its name here is max_bins";
  return message + ".";
}

}  // namespace

ParameterValues check_legacy(const HyperparameterTexts& texts,
                             std::vector<std::string>& warnings) {
  ParameterValues values;
  for (const Hyperparameter& row : hyperparameters(Profile::Legacy)) {
    const std::string name(row.name);
    const auto found = texts.find(name);
    if (found != texts.end()) {
      values.emplace(name, check_one(row, texts, found->second));
    } else if (row.required) {
      refuse("Require input for parameter " + name);
    }
  }
  for (const auto& [name, text] : texts) {
    if (find_hyperparameter(Profile::Legacy, name) == nullptr) {
      warnings.push_back(ignored_message(name));
    }
  }
  return values;
}

}  // namespace espalier::train
