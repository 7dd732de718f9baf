#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "engine/train/channels.hpp"
#include "engine/train/parameter_values.hpp"

namespace espalier::train {
namespace {

constexpr auto kAccepted =
    "csv, libsvm, parquet, recordio-protobuf, text/csv, text/libsvm, text/x-libsvm, "
    "application/x-parquet, application/x-recordio-protobuf";

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// The value of a parameter of a MIME type ("; name=value"), without its quotes.
std::optional<std::string_view> parameter(std::string_view parameters,
                                          std::string_view name) {
  while (!parameters.empty()) {
    const auto end = std::min(parameters.find(';'), parameters.size());
    const std::string_view one = parameters.substr(0, end);
    const auto equals = one.find('=');
    if (equals != std::string_view::npos && trimmed(one.substr(0, equals)) == name) {
      std::string_view value = trimmed(one.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
      }
      return value;
    }
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
  return std::nullopt;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, text) != names.end();
}

ContentType legacy_type(std::string_view text) {
  if (is_one_of(text, {"libsvm", "text/libsvm"})) return ContentType::Libsvm;
  if (is_one_of(text, {"csv", "text/csv"})) return ContentType::Csv;
  refuse("ContentType should be one of these options: 'text/libsvm', 'text/csv'.");
}

}  // namespace

ContentType content_type(std::string_view text, Profile profile) {
  if (text.empty()) return ContentType::Libsvm;
  const std::string lowered = lower(text);
  if (profile == Profile::Legacy) return legacy_type(lowered);

  const auto semicolon = std::min(lowered.find(';'), lowered.size());
  const std::string_view whole = lowered;
  const std::string_view type = trimmed(whole.substr(0, semicolon));
  const std::string_view parameters =
      whole.substr(std::min(semicolon + 1, lowered.size()));
  if (is_one_of(type, {"csv", "text/csv"})) {
    const auto label_size = parameter(parameters, "label_size");
    if (label_size && *label_size != "1") {
      refuse(std::string(text) +
             " is not an accepted csv ContentType. Optional parameter label_size must be "
             "equal to 1");
    }
    return ContentType::Csv;
  }
  if (is_one_of(type, {"libsvm", "text/libsvm", "text/x-libsvm"})) {
    return ContentType::Libsvm;
  }
  if (is_one_of(type, {"parquet", "application/x-parquet", "recordio-protobuf",
                       "application/x-recordio-protobuf"})) {
    refuse("ContentType " + std::string(text) +
           " is accepted by SageMaker but is not read here; convert the data to text/csv "
           "or text/libsvm");
  }
  refuse(std::string(text) + " is not an accepted ContentType: " + kAccepted + ".");
}

}  // namespace espalier::train
