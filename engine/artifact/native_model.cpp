#include "engine/artifact/native_model.hpp"

#include <cstdint>
#include <cstring>
#include <string>

#include "engine/error.hpp"

namespace espalier::artifact {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw engine::Error(
      engine::ErrorKind::Validation, "ClientError",
      "the binary model " + what + "; save it again with XGBoost's save_model");
}

class Walk {
 public:
  explicit Walk(std::string_view rest) : rest_(rest) {}

  /// The next bytes: `count` elements of `size` bytes each.
  std::string_view take(std::uint64_t count, std::uint64_t size = 1) {
    if (count > rest_.size() / size) refuse("is damaged or cut short");
    const auto bytes = rest_.substr(0, count * size);
    rest_.remove_prefix(count * size);
    return bytes;
  }
  std::uint64_t length() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view string() { return take(length()); }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::int32_t int_at(std::string_view bytes, std::size_t offset) {
  std::int32_t value = 0;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::uint64_t count_at(std::string_view bytes, std::size_t offset, const char* what) {
  const std::int32_t count = int_at(bytes, offset);
  if (count < 0) refuse("has a negative number of " + std::string(what));
  return static_cast<std::uint64_t>(count);
}

void walk_gbtree(Walk& walk, bool dart) {
  const std::uint64_t trees = count_at(walk.take(160), 0, "trees");
  for (std::uint64_t i = 0; i < trees; ++i) {
    const std::uint64_t nodes = count_at(walk.take(148), 4, "nodes");
    walk.take(nodes, 20 + 16);
  }
  walk.take(trees, sizeof(std::int32_t));
  if (dart && trees != 0) walk.take(walk.length(), sizeof(float));
}

/// XGBoost reads some attributes as JSON, by recursion.
void check_nesting(std::string_view attribute) {
  constexpr std::size_t kMaxNesting = 32;
  std::size_t depth = 0;
  for (const char c : attribute) {
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > kMaxNesting) refuse("has an attribute that nests too deeply");
  }
}

}  // namespace

void check_native_model(std::string_view model) {
  Walk walk(model.starts_with("binf") ? model.substr(4) : model);
  const auto learner = walk.take(136);
  const auto objective = walk.string();
  const auto booster = walk.string();
  if (booster == "gbtree" || booster == "dart") {
    walk_gbtree(walk, booster == "dart");
  } else if (booster == "gblinear") {
    walk.take(136);
    walk.take(walk.length(), sizeof(float));
  } else {
    refuse("has a booster that is not known");
  }
  if (int_at(learner, 12) != 0) {
    const std::uint64_t attributes = walk.length();
    for (std::uint64_t i = 0; i < attributes; ++i) {
      walk.string();
      check_nesting(walk.string());
    }
  }
  // Before XGBoost 1.0, count:poisson wrote its max_delta_step here.
  if (objective == "count:poisson" && !walk.at_end()) walk.string();
  if (int_at(learner, 16) != 0) {
    const std::uint64_t metrics = walk.length();
    for (std::uint64_t i = 0; i < metrics; ++i) walk.string();
  }
}

}  // namespace espalier::artifact
