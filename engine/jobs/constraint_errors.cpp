#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>

#include "engine/jobs/validator.hpp"

namespace espalier::jobs {
namespace {

/// No constraint of the model allows a longer text with a pattern worth trying.
constexpr std::int64_t kLongestMatched = 16384;

/// A value as the service's messages show it.
std::string shown(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_structured()) return value.dump();
  std::string all;
  for (const auto& [name, of] : value.items()) {
    if (!all.empty()) all += ", ";
    if (value.is_object()) all += name + "=";
    all += shown(of);
  }
  return value.is_object() ? "{" + all + "}" : "[" + all + "]";
}

/// "HyperParameterTuningJobName" as it stands in a path: its first letter small.
std::string small_first(std::string name) {
  name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  return name;
}

std::int64_t code_points(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
}

using Texts = std::vector<std::string>;

/// A number, or a length, outside the shape's bounds. `what` is "value" or "length".
void add_bounds(const Shape& shape, std::int64_t size, const std::string& what,
                Texts& broken) {
  if (shape.max && size > *shape.max) {
    broken.push_back("Member must have " + what + " less than or equal to " +
                     std::to_string(*shape.max));
  }
  if (shape.min && size < *shape.min) {
    broken.push_back("Member must have " + what + " greater than or equal to " +
                     std::to_string(*shape.min));
  }
}

void add_integer(const Shape& shape, const Json& value, Texts& broken) {
  constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
  const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > kLargest;
  const auto number = huge ? kLargest : value.get<std::int64_t>();
  add_bounds(shape, number, "value", broken);
  if (shape.type == ShapeType::Integer && broken.empty() &&
      number != static_cast<std::int32_t>(number)) {
    broken.emplace_back("Member must be an integer of 32 bits");
  }
}

void add_text(const Shape& shape, const std::string& text, Texts& broken) {
  const auto length = code_points(text);
  add_bounds(shape, length, "length", broken);
  const bool matchable =
      length <= kLongestMatched && (!shape.max || length <= *shape.max);
  if (shape.match && matchable && !shape.match->matches(text)) {
    broken.push_back("Member must satisfy regular expression pattern: " + shape.pattern);
  }
  const auto& values = shape.values;
  if (!values.empty() && std::find(values.begin(), values.end(), text) == values.end()) {
    std::string set;
    for (const auto& one : values) {
      if (!set.empty()) set += ", ";
      set += one;
    }
    broken.push_back("Member must satisfy enum value set: [" + set + "]");
  }
}

/// The constraints that a value by itself breaks, in AWS's words.
Texts broken_by(const Shape& shape, const Json& value) {
  Texts broken;
  if (value.is_number_integer()) {
    add_integer(shape, value, broken);
  } else if (value.is_string() && shape.type == ShapeType::String) {
    add_text(shape, value.get_ref<const std::string&>(), broken);
  } else if (value.is_structured() && shape.type != ShapeType::Structure) {
    add_bounds(shape, static_cast<std::int64_t>(value.size()), "length", broken);
  }
  return broken;
}

std::string bracketed(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return "[" + all + "]";
}

class ConstraintPass {
 public:
  void check(const Shape& shape, const Json& value, const std::string& path) {
    for (const auto& text : broken_by(shape, value)) report(value, path, text);
    if (shape.type == ShapeType::Structure) {
      check_structure(shape, value, path);
    } else if (shape.type == ShapeType::List) {
      check_list(shape, value, path);
    } else if (shape.type == ShapeType::Map) {
      check_map(shape, value, path);
    }
  }

  std::vector<std::string> take() { return std::move(errors_); }

 private:
  void report(const Json& value, const std::string& path, const std::string& constraint) {
    const std::string text =
        value.is_null() ? "Value null" : "Value '" + shown(value) + "'";
    errors_.push_back(text + " at '" + path +
                      "' failed to satisfy constraint: " + constraint);
  }

  void check_structure(const Shape& shape, const Json& value, const std::string& path) {
    for (const auto& of : shape.members) {
      const Json& there = member(value, of.name.c_str());
      const std::string at = (path.empty() ? "" : path + ".") + small_first(of.name);
      if (!there.is_null()) {
        check(*of.shape, there, at);
      } else if (of.required) {
        report(there, at, "Member must not be null");
      }
    }
  }

  void check_list(const Shape& shape, const Json& value, const std::string& path) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (shape.element->type == ShapeType::String) {
        const auto broken = broken_by(*shape.element, value[i]);
        if (broken.empty()) continue;
        report(value, path, "Member must satisfy constraint: " + bracketed(broken));
        return;
      }
      check(*shape.element, value[i], path + "." + std::to_string(i + 1) + ".member");
    }
  }

  void check_map(const Shape& shape, const Json& value, const std::string& path) {
    for (const auto& [name, of] : value.items()) {
      const auto keys = broken_by(*shape.key, Json(name));
      const auto values = broken_by(*shape.element, of);
      if (!keys.empty()) {
        report(value, path, "Map keys must satisfy constraint: " + bracketed(keys));
      }
      if (!values.empty()) {
        report(value, path, "Map value must satisfy constraint: " + bracketed(values));
      }
      if (!keys.empty() || !values.empty()) return;
    }
  }

  std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> constraint_errors(const Shape& shape, const Json& value) {
  ConstraintPass pass;
  pass.check(shape, value, "");
  return pass.take();
}

}  // namespace espalier::jobs
