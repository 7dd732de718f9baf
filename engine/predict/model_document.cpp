#include "engine/predict/model_document.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "engine/error.hpp"

namespace espalier::predict {
namespace {

constexpr std::size_t kMaxNesting = 32;  // a model nests nine deep

/// What cannot be read as a model at all.
[[noreturn]] void refuse_text(const std::string& what) {
  throw engine::Error(
      engine::ErrorKind::Validation, "ClientError",
      "the model cannot be read: " + what + "; save it again with XGBoost's save_model");
}

/// Builds the tree from the parser's events; a method that returns false ends the
/// parsing.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::size_t text_size) : left_(text_size) {}

  Value take() && { return std::move(root_); }
  [[nodiscard]] const std::string& failure() const { return failure_; }

  bool null() override { return fail("it holds a null"); }
  bool boolean(bool value) override { return number(value ? 1 : 0); }
  bool number_integer(number_integer_t value) override {
    return number(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return number(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t& digits) override {
    if (std::abs(value) > std::numeric_limits<float>::max() && std::isfinite(value)) {
      return fail("it holds a number outside float32");
    }
    // Rounding to double and then to float32 can miss the nearest float32 by one step.
    auto rounded = static_cast<float>(value);
    std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
    return number(static_cast<double>(rounded));
  }
  bool string(string_t& value) override { return add(Value{std::move(value)}); }
  bool binary(binary_t& /*value*/) override { return fail("it holds raw bytes"); }
  bool start_object(std::size_t count) override {
    return open(count, Value{Value::Object{}});
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t count) override {
    return open(count, Value{Value::Numbers{}});
  }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    auto& object = std::get<Value::Object>(open_.back().content);
    for (const auto& member : object) {
      if (member.name == name) return fail("an object has two members of one name");
    }
    if (object.size() == kMaxMembers) return fail("an object has too many members");
    object.push_back({std::move(name), {}});
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return fail("it is damaged or cut short at byte " + std::to_string(position));
  }

 private:
  static constexpr std::size_t kMaxMembers = 4096;  // they are searched one by one

  bool fail(std::string what) {
    if (failure_.empty()) failure_ = std::move(what);
    return false;
  }

  /// A value takes a byte of text at least, except in UBJSON's typed lists of nothing.
  bool spend() {
    if (left_ == 0) return fail("it claims more values than it has bytes");
    --left_;
    return true;
  }

  bool number(double value) {
    if (!open_.empty()) {
      if (auto* numbers = std::get_if<Value::Numbers>(&open_.back().content)) {
        if (!spend()) return false;
        numbers->push_back(value);
        return true;
      }
    }
    return add(Value{value});
  }

  bool open(std::size_t count, Value empty) {
    if (open_.size() == kMaxNesting) {
      return fail("it nests deeper than " + std::to_string(kMaxNesting) + " levels");
    }
    constexpr auto kUnknown = static_cast<std::size_t>(-1);
    if (count != kUnknown && count > left_) {
      return fail("it claims more values than it has bytes");
    }
    open_.push_back(std::move(empty));
    return true;
  }

  bool close() {
    Value value = std::move(open_.back());
    open_.pop_back();
    return add(std::move(value));
  }

  bool add(Value value) {
    if (!spend()) return false;
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    auto& parent = open_.back().content;
    if (auto* object = std::get_if<Value::Object>(&parent)) {
      object->back().value = std::move(value);
      return true;
    }
    if (auto* numbers = std::get_if<Value::Numbers>(&parent)) {
      if (!numbers->empty()) return fail("a list mixes numbers with other values");
      parent = Value::List{};
    }
    if (std::holds_alternative<double>(value.content)) {
      return fail("a list mixes numbers with other values");
    }
    std::get<Value::List>(parent).push_back(std::move(value));
    return true;
  }

  Value root_;
  std::vector<Value> open_;
  std::size_t left_;
  std::string failure_;
};

bool is_json(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto brace = text.find_first_not_of(kBlanks);
  if (brace != 0) return true;
  return text.size() < 2 || text[1] == '"' || text[1] == '}' ||
         kBlanks.find(text[1]) != std::string_view::npos;
}

}  // namespace

Value parse_document(std::string_view text) {
  if (text.empty()) refuse_text("it is empty");
  Builder builder(text.size());
  const auto format = is_json(text) ? nlohmann::json::input_format_t::json
                                    : nlohmann::json::input_format_t::ubjson;
  const bool whole =
      nlohmann::json::sax_parse(text.begin(), text.end(), &builder, format);
  if (!whole || !builder.failure().empty()) refuse_text(builder.failure());
  return std::move(builder).take();
}

void Field::refuse(const std::string& what) const {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      "the model's " + (path_.empty() ? "text" : path_) + " " + what +
                          "; save the model again with XGBoost's save_model");
}

bool Field::has(std::string_view name) const {
  const auto* object = std::get_if<Value::Object>(&value_->content);
  if (object == nullptr) refuse("is not an object");
  for (const auto& member : *object) {
    if (member.name == name) return true;
  }
  return false;
}

Field Field::operator[](std::string_view name) const {
  const auto* object = std::get_if<Value::Object>(&value_->content);
  if (object == nullptr) refuse("is not an object");
  for (const auto& member : *object) {
    if (member.name == name) {
      return {member.value, path_.empty() ? member.name : path_ + "." + member.name};
    }
  }
  refuse("has no member \"" + std::string(name) + "\"");
}

std::size_t Field::size() const {
  if (const auto* list = std::get_if<Value::List>(&value_->content)) return list->size();
  const auto* none = std::get_if<Value::Numbers>(&value_->content);
  if (none == nullptr || !none->empty()) refuse("is not a list of objects");
  return 0;
}

Field Field::item(std::size_t index) const {
  const auto* list = std::get_if<Value::List>(&value_->content);
  if (list == nullptr || index >= list->size()) refuse("is too short a list");
  return {(*list)[index], path_ + "[" + std::to_string(index) + "]"};
}

const std::string& Field::text() const {
  const auto* text = std::get_if<std::string>(&value_->content);
  if (text == nullptr) refuse("is not a string");
  return *text;
}

const Value::Numbers& Field::numbers() const {
  const auto* numbers = std::get_if<Value::Numbers>(&value_->content);
  if (numbers == nullptr) refuse("is not a list of numbers");
  return *numbers;
}

std::int64_t Field::integer(std::int64_t low, std::int64_t high) const {
  std::optional<std::int64_t> result;
  if (const auto* number = std::get_if<double>(&value_->content)) {
    constexpr double kExact = 9007199254740992;  // 2^53
    if (std::abs(*number) <= kExact && std::trunc(*number) == *number) {
      result = static_cast<std::int64_t>(*number);
    }
  } else {
    const std::string& digits = text();
    std::int64_t parsed = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, parsed);
    if (read.ec == std::errc{} && read.ptr == end) result = parsed;
  }
  if (!result || *result < low || *result > high) {
    refuse("is not a whole number from " + std::to_string(low) + " to " +
           std::to_string(high));
  }
  return *result;
}

float Field::real() const {
  float result = std::numeric_limits<float>::quiet_NaN();
  if (const auto* number = std::get_if<double>(&value_->content)) {
    result = static_cast<float>(*number);
  } else {
    const std::string& digits = text();
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, result);
    if (read.ec != std::errc{} || read.ptr != end) refuse("is not a float32");
  }
  if (!std::isfinite(result)) refuse("is not finite");
  return result;
}

std::size_t Field::index_below(double number, std::size_t count,
                               const std::string& what) const {
  if (!(number >= 0 && number < static_cast<double>(count)) ||
      std::trunc(number) != number) {
    refuse("has a " + what + " out of range");
  }
  return static_cast<std::size_t>(number);
}

}  // namespace espalier::predict
