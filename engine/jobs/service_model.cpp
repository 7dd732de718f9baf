#include "engine/jobs/service_model.hpp"

#include <algorithm>
#include <array>

#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

ShapeType type_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, ShapeType>, 9> kTypes = {{
      {"structure", ShapeType::Structure},
      {"list", ShapeType::List},
      {"map", ShapeType::Map},
      {"string", ShapeType::String},
      {"integer", ShapeType::Integer},
      {"long", ShapeType::Long},
      {"float", ShapeType::Float},
      {"boolean", ShapeType::Boolean},
      {"timestamp", ShapeType::Timestamp},
  }};
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(),
                   [name](const auto& entry) { return entry.first == name; });
  if (found == kTypes.end()) {
    throw engine::Error(
        engine::ErrorKind::Internal, "InternalServerError",
        "the service model has a shape of type \"" + std::string(name) + "\"");
  }
  return found->second;
}

using Shapes = std::map<std::string, std::unique_ptr<Shape>, std::less<>>;

const Shape* shape_at(const Shapes& shapes, const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? nullptr : shapes.at(found->get<std::string>()).get();
}

void fill(Shape& shape, const Json& json, const Shapes& shapes) {
  shape.type = type_named(json.at("type").get<std::string>());
  shape.element =
      shape_at(shapes, json, shape.type == ShapeType::Map ? "value" : "member");
  shape.key = shape_at(shapes, json, "key");
  if (json.contains("min")) shape.min = json.at("min").get<std::int64_t>();
  if (json.contains("max")) shape.max = json.at("max").get<std::int64_t>();
  shape.pattern = text_of(json, "pattern");
  if (!shape.pattern.empty()) shape.match.emplace(text_of(json, "match", shape.pattern));
  for (const auto& value : member(json, "enum")) shape.values.push_back(value);
  for (const auto& [name, of] : member(json, "members").items()) {
    const auto& required = member(json, "required");
    shape.members.push_back(
        {name, shapes.at(of.get<std::string>()).get(),
         std::find(required.begin(), required.end(), Json(name)) != required.end()});
  }
}

}  // namespace

const ShapeMember* Shape::find(std::string_view member) const noexcept {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [member](const auto& of) { return of.name == member; });
  return found == members.end() ? nullptr : &*found;
}

ServiceModel::ServiceModel(std::string_view json) {
  const Json table = Json::parse(json);
  const Json& shapes = table.at("shapes");
  for (const auto& [name, of] : shapes.items()) {
    shapes_[name] = std::make_unique<Shape>();
    shapes_[name]->name = name;
  }
  for (const auto& [name, of] : shapes.items()) fill(*shapes_[name], of, shapes_);
  for (const auto& [name, of] : table.at("operations").items()) {
    operations_[name] = {shape_at(shapes_, of, "input"), shape_at(shapes_, of, "output")};
  }
}

const Operation& ServiceModel::operation(std::string_view name) const {
  const auto found = operations_.find(name);
  if (found != operations_.end()) return found->second;
  std::string all;
  for (const auto& known : operations()) all += (all.empty() ? "" : ", ") + known;
  throw engine::Error(
      engine::ErrorKind::Validation, "ValidationException",
      "there is no operation \"" + std::string(name) + "\" here; there are " + all);
}

std::vector<std::string> ServiceModel::operations() const {
  std::vector<std::string> names;
  names.reserve(operations_.size());
  for (const auto& entry : operations_) names.push_back(entry.first);
  return names;
}

const ServiceModel& service_model() {
  static const ServiceModel kModel(service_model_json());
  return kModel;
}

}  // namespace espalier::jobs
