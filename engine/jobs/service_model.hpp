/// SageMaker's operations and the shapes of their requests and responses: what is
/// required, lengths, ranges, patterns, enums. The table itself is service_model.json, in
/// the terms of AWS's own service models:
///
///   operations.NAME.input, .output   names of shapes
///   shapes.NAME.type                 structure list map string integer long float
///   boolean
///                                    timestamp
///   .members .required               of a structure: name to shape, names
///   .member / .key .value            shapes of a list's and a map's elements
///   .min .max                        of a number, or of a length
///   .pattern .match                  as AWS's messages print it; the same in
///   ECMAScript's
///                                    terms, where those cannot express it as it stands
///   .enum                            the texts that are allowed
///
/// Immutable after construction: any number of threads may use it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/jobs/json.hpp"
#include "engine/jobs/pattern.hpp"

namespace espalier::jobs {

enum class ShapeType {
  Structure,
  List,
  Map,
  String,
  Integer,
  Long,
  Float,
  Boolean,
  Timestamp
};

struct Shape;

struct ShapeMember {
  std::string name;
  const Shape* shape = nullptr;
  bool required = false;
};

struct Shape {
  std::string name;
  ShapeType type = ShapeType::Structure;
  std::vector<ShapeMember> members;  ///< of a structure, in AWS's order
  const Shape* element = nullptr;    ///< of a list; the values of a map
  const Shape* key = nullptr;        ///< of a map
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string pattern;
  std::optional<Pattern> match;
  std::vector<std::string> values;  ///< of an enum

  [[nodiscard]] const ShapeMember* find(std::string_view member) const noexcept;
};

struct Operation {
  const Shape* input = nullptr;
  const Shape* output = nullptr;  ///< null where the response is empty
};

class ServiceModel {
 public:
  /// Requires: `json` is a table as described above.
  explicit ServiceModel(std::string_view json);

  /// Throws: engine::Error (Validation, "ValidationException") if there is none of that
  /// name.
  [[nodiscard]] const Operation& operation(std::string_view name) const;
  /// In the order of their names.
  [[nodiscard]] std::vector<std::string> operations() const;

 private:
  std::map<std::string, std::unique_ptr<Shape>, std::less<>> shapes_;
  std::map<std::string, Operation, std::less<>> operations_;
};

/// The bytes of service_model.json.
std::string_view service_model_json() noexcept;

/// The model of the API that this program speaks.
const ServiceModel& service_model();

}  // namespace espalier::jobs
