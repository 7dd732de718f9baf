#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "engine/artifact/model_archive.hpp"

namespace espalier::artifact {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Protocols 2 and up open with 0x80 and their number; 0 and 1, which Python 2 wrote,
/// with the name of what is built, or with the start of a dictionary or tuple.
bool is_pickle(std::string_view model) {
  if (model.size() >= 2 && model[0] == '\x80' && model[1] >= 2 && model[1] <= 5) {
    return true;
  }
  constexpr std::array<std::string_view, 4> kTextual = {"ccopy_reg\n", "ccopyreg\n",
                                                        "cxgboost", "(dp"};
  return std::any_of(kTextual.begin(), kTextual.end(),
                     [&](auto front) { return model.starts_with(front); });
}

/// Files older than XGBoost 1.0 have no mark: 136 bytes of parameters come first, then
/// the objective's name behind its length.
bool is_unmarked_binary(std::string_view model) {
  constexpr std::size_t kParameters = 136;
  std::uint64_t length = 0;
  if (model.size() < kParameters + sizeof length) return false;
  std::memcpy(&length, model.data() + kParameters, sizeof length);
  constexpr std::uint64_t kLongestName = 64;
  const auto rest = model.substr(kParameters + sizeof length);
  if (length == 0 || length > kLongestName || length > rest.size()) return false;
  return std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == ':'; });
}

}  // namespace

ModelFileFormat format_of(std::string_view model) noexcept {
  if (model.starts_with("binf")) return ModelFileFormat::Binary;
  if (is_pickle(model)) return ModelFileFormat::Pickle;
  const auto brace = std::find_if_not(model.begin(), model.end(), is_blank);
  if (brace != model.end() && *brace == '{') {
    const auto next = brace + 1;
    if (brace != model.begin() || next == model.end() || *next == '"' || *next == '}' ||
        is_blank(*next)) {
      return ModelFileFormat::Json;
    }
    constexpr std::string_view kLengthTypes = "iUIlL";
    if (kLengthTypes.find(*next) != std::string_view::npos)
      return ModelFileFormat::Ubjson;
  }
  return is_unmarked_binary(model) ? ModelFileFormat::Binary : ModelFileFormat::Unknown;
}

}  // namespace espalier::artifact
