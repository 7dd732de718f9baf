#include "engine/train/evaluation.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace espalier::train {
namespace {

/// Requires: `text` is a number as printf writes it ("-nan" included).
template <typename Number>
Number to_number(std::string_view text) {
  Number value = std::numeric_limits<Number>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

float Evaluation::logged_value() const { return to_number<float>(printed); }

std::string format_metric(double value, Profile profile) {
  if (std::isnan(value)) return "nan";
  // %.5f of the largest double is 309 digits before the point.
  std::array<char, 336> text{};
  if (profile == Profile::Legacy) {
    // 0.72 worked metrics out in float32.
    std::snprintf(text.data(), text.size(), "%g",
                  static_cast<double>(static_cast<float>(value)));
  } else {
    std::snprintf(text.data(), text.size(), "%.5f", value);
  }
  return text.data();
}

std::vector<Evaluation> parse_evaluation(std::string_view line, Profile profile) {
  std::vector<Evaluation> evaluations;
  auto tab = line.find('\t');
  while (tab != std::string_view::npos) {
    line.remove_prefix(tab + 1);
    tab = line.find('\t');
    const std::string_view field = line.substr(0, tab);
    const auto dash = field.find('-');
    const auto colon = field.rfind(':');
    Evaluation evaluation;
    evaluation.channel = field.substr(0, dash);
    evaluation.metric = field.substr(dash + 1, colon - dash - 1);
    evaluation.value = to_number<double>(field.substr(colon + 1));
    evaluation.printed = format_metric(evaluation.value, profile);
    evaluations.push_back(std::move(evaluation));
  }
  return evaluations;
}

std::string log_line(int round, const std::vector<Evaluation>& evaluations) {
  std::string line = "[" + std::to_string(round) + "]";
  for (const Evaluation& evaluation : evaluations) {
    line +=
        "#011" + evaluation.channel + "-" + evaluation.metric + ":" + evaluation.printed;
  }
  return line;
}

}  // namespace espalier::train
