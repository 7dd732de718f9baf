#include "engine/cli/dataset_recipe.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

using Json = nlohmann::json;

/// A recipe is an object within an object.
constexpr int kMaxDepth = 2;
constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;

/// Takes a recipe apart; every complaint names the text and a JSON pointer ("" for all).
class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  [[noreturn]] void refuse(const std::string& pointer, const std::string& why) const {
    throw engine::Error(engine::ErrorKind::Validation, "ValidationException",
                        name_ + ": " + (pointer.empty() ? "" : pointer + ": ") + why);
  }

  /// The parsed text, which is an object without doubled fields.
  [[nodiscard]] Json parse(std::string_view text) const {
    if (text.size() > kMaxBytes) refuse("", "it has over 1 MB; a recipe is a small file");
    std::vector<std::set<std::string>> fields;
    const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
      if (depth > kMaxDepth) refuse("", "it is nested too deeply for a recipe");
      if (event == Json::parse_event_t::object_start) fields.emplace_back();
      if (event == Json::parse_event_t::object_end) fields.pop_back();
      if (event == Json::parse_event_t::key &&
          !fields.back().insert(value.get<std::string>()).second) {
        refuse("", "the field \"" + value.get<std::string>() +
                       "\" stands there twice; remove one");
      }
      return true;
    };
    Json json = parsed(text, watch);
    if (!json.is_object()) refuse("", "a recipe is a JSON object");
    return json;
  }

  void allow(const Json& object, const std::string& pointer,
             std::span<const std::string_view> known) const {
    if (!object.is_object()) refuse(pointer, "it must be an object");
    for (const auto& [key, value] : object.items()) {
      std::string list;
      bool found = false;
      for (const std::string_view field : known) {
        found = found || field == key;
        list += (list.empty() ? "" : ", ") + std::string(field);
      }
      if (!found) {
        refuse(pointer + (Json::json_pointer() / key).to_string(),
               "there is no such field; there are " + list);
      }
    }
  }

  /// The field's value, or `otherwise` if it is not there.
  [[nodiscard]] std::uint64_t read(const Json& object, const std::string& pointer,
                                   const char* field, std::uint64_t otherwise) const {
    const auto found = object.find(field);
    if (found == object.end()) return otherwise;
    if (!found->is_number_unsigned()) {
      refuse(pointer + field, "it must be a whole number, 0 or more");
    }
    return found->get<std::uint64_t>();
  }

  [[nodiscard]] double read(const Json& object, const char* field,
                            double otherwise) const {
    const auto found = object.find(field);
    if (found == object.end()) return otherwise;
    if (!found->is_number()) refuse(std::string("/") + field, "it must be a number");
    return found->get<double>();
  }

  /// What `action` gives; what it finds wrong with the recipe is wrong at `pointer`.
  template <class Action>
  [[nodiscard]] auto within(const std::string& pointer, const Action& action) const {
    try {
      return action();
    } catch (const data::Error& error) {
      refuse(pointer, error.reason());
    }
  }

  /// Nothing if the field is not there.
  [[nodiscard]] std::string read_text(const Json& object, const char* field) const {
    const auto found = object.find(field);
    if (found == object.end()) return {};
    if (!found->is_string()) refuse(std::string("/") + field, "it must be a string");
    return found->get<std::string>();
  }

 private:
  template <class Watch>
  [[nodiscard]] Json parsed(std::string_view text, const Watch& watch) const {
    try {
      return Json::parse(text, watch);
    } catch (const Json::parse_error& error) {
      refuse("", "it is not JSON: byte " + std::to_string(error.byte) +
                     " is not what must stand there; mend the text");
    } catch (const Json::out_of_range&) {
      refuse("", "a number in it is too large; write one below 1e308");
    }
  }

  std::string name_;
};

data::LineEnd line_end(const Reader& reader, const std::string& text) {
  if (text == "CRLF") return data::LineEnd::CrLf;
  if (!text.empty() && text != "LF") {
    reader.refuse("/line_end", "\"" + text + "\" is no line end; write LF or CRLF");
  }
  return data::LineEnd::Lf;
}

}  // namespace

data::DatasetRecipe parse_dataset_recipe(std::string_view json, std::string_view name) {
  constexpr std::array<std::string_view, 8> kFields = {
      "function",      "rows",       "columns",  "noise",
      "missing_share", "label_skew", "line_end", "comment"};
  constexpr std::array<std::string_view, 3> kRows = {"train", "validation", "test"};

  const Reader reader(name);
  const Json object = reader.parse(json);
  reader.allow(object, "", kFields);
  if (!object.contains("function")) {
    reader.refuse("/function", "it is missing; name the function that labels the rows");
  }
  const std::string function = reader.read_text(object, "function");
  data::DatasetRecipe recipe;
  recipe.function =
      reader.within("/function", [&] { return data::dataset_function(function); });
  if (object.contains("rows")) {
    const Json& rows = object["rows"];
    reader.allow(rows, "/rows", kRows);
    recipe.train_rows = reader.read(rows, "/rows/", "train", recipe.train_rows);
    recipe.validation_rows =
        reader.read(rows, "/rows/", "validation", recipe.validation_rows);
    recipe.test_rows = reader.read(rows, "/rows/", "test", recipe.test_rows);
  }
  recipe.columns = reader.read(object, "/", "columns", std::uint64_t{recipe.columns});
  recipe.noise = reader.read(object, "noise", recipe.noise);
  recipe.missing_share = reader.read(object, "missing_share", recipe.missing_share);
  recipe.label_skew = reader.read(object, "label_skew", recipe.label_skew);
  recipe.line_end = line_end(reader, reader.read_text(object, "line_end"));
  static_cast<void>(reader.read_text(object, "comment"));
  return reader.within("", [&] {
    data::check_recipe(recipe);
    return recipe;
  });
}

}  // namespace espalier::cli
