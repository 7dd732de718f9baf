/// The JSON of requests and responses: members keep the order in which they were written.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace espalier::jobs {

using Json = nlohmann::ordered_json;

/// The member of that name; null where `object` is no object or has none.
inline const Json& member(const Json& object, const char* name) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

/// The text at that member, or `otherwise` where there is none.
inline std::string text_of(const Json& object, const char* name,
                           std::string otherwise = {}) {
  const Json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::move(otherwise);
}

/// The whole number at that member, or `otherwise` where there is none.
inline std::int64_t integer_of(const Json& object, const char* name,
                               std::int64_t otherwise) {
  const Json& value = member(object, name);
  return value.is_number() ? value.get<std::int64_t>() : otherwise;
}

/// The JSON as text; bytes that are no UTF-8 become U+FFFD.
inline std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace espalier::jobs
