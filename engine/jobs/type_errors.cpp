#include <utility>

#include "engine/jobs/validator.hpp"

namespace espalier::jobs {
namespace {

/// A value as Python prints it, which is how botocore's messages show it.
std::string python(const Json& value, bool quoted) {
  if (value.is_null()) return "None";
  if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
  if (value.is_string()) {
    const auto text = value.get<std::string>();
    return quoted ? "'" + text + "'" : text;
  }
  if (!value.is_structured()) return value.dump();
  std::string all;
  for (const auto& [name, of] : value.items()) {
    if (!all.empty()) all += ", ";
    if (value.is_object()) all += "'" + name + "': ";
    all += python(of, true);
  }
  return value.is_object() ? "{" + all + "}" : "[" + all + "]";
}

std::string python_type(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "NoneType";
    case Json::value_t::boolean:
      return "bool";
    case Json::value_t::string:
      return "str";
    case Json::value_t::object:
      return "dict";
    case Json::value_t::array:
      return "list";
    case Json::value_t::number_float:
      return "float";
    default:
      return "int";
  }
}

bool has_type(const Shape& shape, const Json& value) {
  switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Map:
      return value.is_object();
    case ShapeType::List:
      return value.is_array();
    case ShapeType::String:
      return value.is_string();
    case ShapeType::Integer:
    case ShapeType::Long:
      return value.is_number_integer();
    case ShapeType::Float:
      return value.is_number();
    case ShapeType::Boolean:
      return value.is_boolean();
    case ShapeType::Timestamp:
      return value.is_number() || value.is_string();
  }
  return false;
}

const char* valid_types(ShapeType type) {
  switch (type) {
    case ShapeType::Structure:
    case ShapeType::Map:
      return "<class 'dict'>";
    case ShapeType::List:
      return "<class 'list'>, <class 'tuple'>";
    case ShapeType::String:
      return "<class 'str'>";
    case ShapeType::Integer:
    case ShapeType::Long:
      return "<class 'int'>";
    case ShapeType::Float:
      return "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>";
    case ShapeType::Boolean:
      return "<class 'bool'>";
    case ShapeType::Timestamp:
      return "<class 'datetime.datetime'>, timestamp-string";
  }
  return "";
}

class TypePass {
 public:
  void check(const Shape& shape, const Json& value, const std::string& path) {
    if (!has_type(shape, value)) {
      errors_.push_back("Invalid type for parameter " + (path.empty() ? "input" : path) +
                        ", value: " + python(value, false) + ", type: <class '" +
                        python_type(value) +
                        "'>, valid types: " + valid_types(shape.type));
    } else if (shape.type == ShapeType::Structure) {
      check_structure(shape, value, path);
    } else if (shape.type == ShapeType::List) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        check(*shape.element, value[i],
              std::string(path).append("[").append(std::to_string(i)).append("]"));
      }
    } else if (shape.type == ShapeType::Map) {
      for (const auto& [name, of] : value.items()) {
        if (!of.is_null()) check(*shape.element, of, below(path, name));
      }
    }
  }

  std::vector<std::string> take() { return std::move(errors_); }

 private:
  static std::string below(const std::string& path, const std::string& name) {
    return std::string(path).append(".").append(name);
  }

  void check_structure(const Shape& shape, const Json& value, const std::string& path) {
    for (const auto& [name, of] : value.items()) {
      const ShapeMember* known = shape.find(name);
      if (known == nullptr) {
        std::string names;
        for (const auto& one : shape.members)
          names += (names.empty() ? "" : ", ") + one.name;
        errors_.emplace_back("Unknown parameter in ")
            .append(path.empty() ? "input" : path)
            .append(": \"")
            .append(name)
            .append("\", must be one of: ")
            .append(names);
      } else if (!of.is_null()) {
        check(*known->shape, of, path.empty() ? name : below(path, name));
      }
    }
  }

  std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> type_errors(const Shape& shape, const Json& value) {
  TypePass pass;
  pass.check(shape, value, "");
  return pass.take();
}

}  // namespace espalier::jobs
