#include "engine/jobs/validator.hpp"

#include "engine/jobs/context.hpp"

namespace espalier::jobs {
namespace {

std::string joined(const std::vector<std::string>& texts, const char* separator) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : separator) + text;
  return all;
}

}  // namespace

void validate(const Shape& shape, const Json& value) {
  const auto types = type_errors(shape, value);
  if (!types.empty()) refuse("Parameter validation failed:\n" + joined(types, "\n"));
  const auto broken = constraint_errors(shape, value);
  if (broken.empty()) return;
  refuse(std::to_string(broken.size()) +
         (broken.size() == 1 ? " validation error detected: "
                             : " validation errors detected: ") +
         joined(broken, "; "));
}

Json without_nulls(const Json& value) {
  if (!value.is_structured()) return value;
  Json kept = value.is_object() ? Json::object() : Json::array();
  for (const auto& [name, of] : value.items()) {
    if (value.is_array()) {
      kept.push_back(without_nulls(of));
    } else if (!of.is_null()) {
      kept[name] = without_nulls(of);
    }
  }
  return kept;
}

}  // namespace espalier::jobs
