/// The JSON or UBJSON text of a model as a tree of values, with the limits that foreign
/// bytes need: nesting is bounded before it is followed, and nothing is allocated on the
/// word of a length that the text does not back with bytes.
///
/// Immutable once parsed: any number of threads may read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace espalier::predict {

struct Member;

/// One value. A list that holds numbers or booleans only is kept as `Numbers`, where a
/// float32 or an int32 is exact and a boolean is 0 or 1.
struct Value {
  using Numbers = std::vector<double>;
  using List = std::vector<Value>;
  using Object = std::vector<Member>;

  std::variant<double, std::string, Numbers, List, Object> content;
};

struct Member {
  std::string name;
  Value value;
};

/// Reads a whole text. What opens with `{` and a quote, a brace or a blank is JSON, any
/// other is UBJSON.
/// Throws: engine::Error (Validation, "ClientError") where it is neither, nests deeper
/// than 32, holds a null or a number outside float32, or mixes numbers and others in one
/// list.
Value parse_document(std::string_view text);

/// A value and the way to it, so that a message can say which one is wrong. The document
/// outlives it. Every reader throws engine::Error (Validation, "ClientError") where the
/// value is not of the kind asked for.
class Field {
 public:
  explicit Field(const Value& root) : value_(&root) {}

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] Field operator[](std::string_view name) const;
  [[nodiscard]] std::size_t size() const;  ///< of a list
  [[nodiscard]] Field item(std::size_t index) const;

  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Value::Numbers& numbers() const;
  /// A whole number from low to high, which XGBoost writes as a string.
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
  /// A finite float32, which XGBoost writes as a string.
  [[nodiscard]] float real() const;

  /// A number of the file as an index below `count`; `what` names it in the message.
  [[nodiscard]] std::size_t index_below(double number, std::size_t count,
                                        const std::string& what) const;

  /// Throws what the readers throw: "the model's PATH WHAT; save the model again …".
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  Field(const Value& value, std::string path) : value_(&value), path_(std::move(path)) {}

  const Value* value_;
  std::string path_;
};

}  // namespace espalier::predict
