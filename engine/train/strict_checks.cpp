// The toolkit parses every value, then checks every range, then every dependency, each in
// the order of the request; a request here is sorted by name.
#include <algorithm>
#include <array>
#include <span>

#include "engine/train/metric_names.hpp"
#include "engine/train/parameter_values.hpp"
#include "engine/train/python_literal.hpp"

namespace espalier::train {
namespace {

constexpr std::array<std::string_view, 2> kLinearUpdaters = {"shotgun", "coord_descent"};
constexpr std::array<std::string_view, 2> kUpdatingUpdaters = {"refresh", "prune"};
constexpr std::array<std::string_view, 4> kGrowingUpdaters = {
    "grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker"};

bool contains(std::span<const std::string_view> values, std::string_view value) {
  return std::ranges::find(values, value) != values.end();
}

HyperparameterTexts without_aliases(const HyperparameterTexts& texts,
                                    std::vector<std::string>& warnings) {
  HyperparameterTexts canonical;
  for (const auto& [name, text] : texts) {
    const Hyperparameter* row = find_hyperparameter(Profile::Strict, name);
    if (row == nullptr || row->name == name) canonical.try_emplace(name, text);
  }
  for (const auto& [name, text] : texts) {
    const Hyperparameter* row = find_hyperparameter(Profile::Strict, name);
    if (row == nullptr || row->name == name) continue;
    if (canonical.insert_or_assign(std::string(row->name), text).second) continue;
    warnings.push_back("Hyperparameter " + name + " replaces " + std::string(row->name) +
                       ", of which it is another name; give one of them.");
  }
  return canonical;
}

std::string bound_text(double value) {
  // The container's bounds are whole numbers and are printed so.
  return std::to_string(static_cast<long long>(value));
}

std::string interval_text(const Hyperparameter& row) {
  std::string text = "(-inf, ";
  if (row.min) text = (row.min->open ? "(" : "[") + bound_text(row.min->value) + ", ";
  if (!row.max) return text + "+inf)";
  return text + bound_text(row.max->value) + (row.max->open ? ")" : "]");
}

std::optional<ParameterValue> parse(const Hyperparameter& row, const std::string& text) {
  ParameterValue value;
  value.text = text;
  switch (row.type) {
    case ParameterType::Integer: {
      const auto number = parse_int(text, Python::Three);
      if (!number) return std::nullopt;
      value.text = number->text;
      value.integer = number->value;
      value.number = static_cast<double>(number->value);
      return value;
    }
    case ParameterType::Continuous: {
      const auto number = parse_float(text, Python::Three);
      if (!number) return std::nullopt;
      value.text = repr(*number);
      value.number = *number;
      return value;
    }
    case ParameterType::CommaSeparated:
      value.items = split_commas(text);
      return value;
    case ParameterType::Tuple: {
      const auto items = parse_tuple(text);
      if (!items) return std::nullopt;
      value.text = repr_tuple(*items);
      for (const long long item : *items) value.items.push_back(std::to_string(item));
      return value;
    }
    case ParameterType::NestedList: {
      const auto items = parse_nested_list(text);
      if (!items) return std::nullopt;
      value.text = repr_nested_list(*items);
      for (const auto& inner : *items) {
        for (const long long item : inner) value.items.push_back(std::to_string(item));
      }
      return value;
    }
    case ParameterType::Categorical:
      return value;
  }
  return value;
}

[[noreturn]] void not_in(const Hyperparameter& row, const std::string& value,
                         const std::string& range) {
  refuse("Hyperparameter " + std::string(row.name) + ": " + value + " is not in " +
         range);
}

[[noreturn]] void list_not_in(const Hyperparameter& row, const std::string& value,
                              const std::string& range) {
  refuse("Hyperparameter " + std::string(row.name) + ": value " + value +
         " not in range " + range);
}

void check_tuning_metric(const Hyperparameter& row, const std::string& text) {
  std::vector<std::string> names;
  for (const Metric& metric : metrics(Profile::Strict)) {
    names.push_back("validation:" + std::string(metric.name));
  }
  if (std::ranges::find(names, text) == names.end()) not_in(row, text, repr_list(names));
}

void check_eval_metrics(const Hyperparameter& row, const ParameterValue& value) {
  const auto known = eval_metric_names(Profile::Strict);
  for (const std::string& metric : value.items) {
    if (metric.find("<function") != std::string::npos) {
      refuse("User defined evaluation metric " + metric + " is not supported yet.");
    }
    if (metric.find('@') != std::string::npos) {
      check_threshold_metric(metric);
    } else if (!contains(known, metric)) {
      list_not_in(row, repr_list(std::span<const std::string>(value.items)),
                  repr_list(known));
    }
  }
}

/// A tuple's or a list's items against the row's values, or its interval.
void check_items(const Hyperparameter& row, const ParameterValue& value) {
  if (row.type == ParameterType::NestedList) {
    const auto inside = [&](const std::string& item) {
      return in_range(row, std::stod(item));
    };
    if (std::ranges::all_of(value.items, inside)) return;
    list_not_in(row, value.text, interval_text(row));
  }
  const auto known = [&](const std::string& item) { return contains(row.values, item); };
  if (std::ranges::all_of(value.items, known)) return;
  if (row.type == ParameterType::CommaSeparated) {
    list_not_in(row, repr_list(std::span<const std::string>(value.items)),
                repr_list(row.values));
  }
  std::string range;
  for (const std::string_view item : row.values) {
    range += (range.empty() ? "[" : ", ") + std::string(item);
  }
  list_not_in(row, value.text, range + "]");
}

void check_range(const Hyperparameter& row, const ParameterValue& value) {
  if (row.name == "_tuning_objective_metric") return check_tuning_metric(row, value.text);
  if (row.name == "eval_metric") return check_eval_metrics(row, value);
  switch (row.type) {
    case ParameterType::Integer:
    case ParameterType::Continuous:
      if (!in_range(row, value.number)) not_in(row, value.text, interval_text(row));
      return;
    case ParameterType::Categorical:
      if (!contains(row.values, value.text)) {
        not_in(row, value.text, repr_list(row.values));
      }
      return;
    default:
      return check_items(row, value);
  }
}

void check_objective(const ParameterValues& values) {
  const bool multi = is_set_to(values, "objective", "multi:softmax") ||
                     is_set_to(values, "objective", "multi:softprob");
  if (multi && find_value(values, "num_class") == nullptr) {
    refuse("Require input for parameter 'num_class' for multi-classification");
  }
}

void check_metrics_of_objective(const ParameterValues& values,
                                std::vector<std::string>& warnings) {
  const ParameterValue* metric = find_value(values, "eval_metric");
  if (metric == nullptr) return;
  const ParameterValue* given = find_value(values, "objective");
  if (given == nullptr) {
    warnings.emplace_back(
        "eval_metric is given without objective: images fail on that with KeyError: "
        "'objective'; give objective (here it is reg:squarederror).");
  }
  const std::string objective = given == nullptr ? "reg:squarederror" : given->text;
  const auto asked = [&](std::string_view name) {
    return std::ranges::find(metric->items, name) != metric->items.end();
  };
  if (asked("auc") && !objective.starts_with("binary:") &&
      !objective.starts_with("rank:")) {
    refuse("Metric 'auc' can only be applied for classification and ranking problems.");
  }
  if (asked("aft-nloglik") && objective != "survival:aft") {
    refuse("Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.");
  }
}

void check_constraints(const ParameterValues& values) {
  const bool sorted = is_set_to(values, "tree_method", "exact") ||
                      is_set_to(values, "tree_method", "hist");
  if (find_value(values, "interaction_constraints") != nullptr && !sorted &&
      !is_set_to(values, "tree_method", "approx")) {
    refuse(
        "interaction_constraints can be used only when the tree_method parameter is set "
        "to either 'exact', 'hist' or 'approx'.");
  }
  if (find_value(values, "monotone_constraints") != nullptr && !sorted) {
    refuse(
        "monotone_constraints can be used only when the tree_method parameter is set to "
        "either 'exact' or 'hist'.");
  }
}

void check_updater(const ParameterValues& values) {
  const ParameterValue* updater = find_value(values, "updater");
  if (updater == nullptr) return;
  const auto all_in = [&](std::span<const std::string_view> allowed) {
    return std::ranges::all_of(
        updater->items, [&](const std::string& item) { return contains(allowed, item); });
  };
  const auto any_in = [&](std::span<const std::string_view> names) {
    return std::ranges::count_if(
        updater->items, [&](const std::string& item) { return contains(names, item); });
  };
  if (is_set_to(values, "booster", "gblinear")) {
    if (updater->items.size() == 1 && all_in(kLinearUpdaters)) return;
    refuse("Linear updater should be one of these options: 'shotgun', 'coord_descent'.");
  }
  if (is_set_to(values, "process_type", "update")) {
    if (all_in(kUpdatingUpdaters)) return;
    refuse("process_type 'update' can only be used with updater 'refresh' and 'prune'");
  }
  if (any_in(kLinearUpdaters) > 0) {
    refuse(
        "Tree updater should be selected from these options: 'grow_colmaker', 'distcol', "
        "'grow_histmaker', 'grow_local_histmaker', 'grow_skmaker', "
        "'grow_quantile_histmaker', 'sync', 'refresh', 'prune', 'shortgun', "
        "'coord_descent'.");
  }
  if (any_in(kGrowingUpdaters) > 1) {
    refuse(
        "Only one tree grow plugin can be selected. Choose one from thefollowing: "
        "'grow_colmaker', 'distcol', 'grow_histmaker', 'grow_local_histmaker', "
        "'grow_skmaker'");
  }
}

}  // namespace

ParameterValues check_strict(const HyperparameterTexts& texts,
                             std::vector<std::string>& warnings) {
  const HyperparameterTexts canonical = without_aliases(texts, warnings);
  for (const Hyperparameter& row : hyperparameters(Profile::Strict)) {
    if (row.required && !canonical.contains(std::string(row.name))) {
      refuse("Missing required hyperparameter: " + std::string(row.name));
    }
  }
  ParameterValues values;
  for (const auto& [name, text] : canonical) {
    const Hyperparameter* row = find_hyperparameter(Profile::Strict, name);
    if (row == nullptr) refuse("Extraneous hyperparameter found: " + name);
    auto value = parse(*row, text);
    if (!value) {
      refuse("Hyperparameter " + name + ": could not parse value (caused by ValueError)");
    }
    values.emplace(name, *std::move(value));
  }
  for (const auto& [name, value] : values) {
    check_range(*find_hyperparameter(Profile::Strict, name), value);
  }
  check_objective(values);
  check_metrics_of_objective(values, warnings);
  check_constraints(values);
  check_updater(values);
  return values;
}

}  // namespace espalier::train
