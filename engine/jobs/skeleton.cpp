#include "engine/jobs/skeleton.hpp"

namespace espalier::jobs {

Json skeleton_of(const Shape& shape) {
  switch (shape.type) {
    case ShapeType::Structure: {
      Json members = Json::object();
      for (const auto& of : shape.members) members[of.name] = skeleton_of(*of.shape);
      return members;
    }
    case ShapeType::List: {
      Json list = Json::array();
      list.push_back(skeleton_of(*shape.element));
      return list;
    }
    case ShapeType::Map:
      return Json::object({{"KeyName", skeleton_of(*shape.element)}});
    case ShapeType::String:
      return shape.values.empty() ? "" : shape.values.front();
    case ShapeType::Integer:
    case ShapeType::Long:
      return 0;
    case ShapeType::Float:
      return 0.0;
    case ShapeType::Boolean:
      return true;
    case ShapeType::Timestamp:
      return "1970-01-01T00:00:00";
  }
  return {};
}

}  // namespace espalier::jobs
