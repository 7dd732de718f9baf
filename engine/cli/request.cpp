#include "engine/cli/request.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "data/byte_source.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

using jobs::Json;

constexpr std::uint64_t kMaxBytes = std::uint64_t{16} << 20U;
constexpr int kMaxDepth = 64;

[[noreturn]] void refuse(std::string_view name, const std::string& what) {
  throw engine::Error(engine::ErrorKind::Validation, "ValidationException",
                      std::string(name) + ": " + what);
}

/// "line:column" of a byte, both from 1.
std::string place(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, std::min(byte, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column =
      start == std::string_view::npos ? before.size() + 1 : before.size() - start;
  return std::to_string(line) + ":" + std::to_string(column);
}

/// Refuses a member named twice, of which one would silently win, and deep nesting.
class Checks {
 public:
  explicit Checks(std::string_view name) : name_(name) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        if (depth >= kMaxDepth) {
          refuse(name_, "the JSON is nested more than " + std::to_string(kMaxDepth) +
                            " deep; no request is");
        }
        if (event == Json::parse_event_t::object_start) members_.emplace_back();
        break;
      case Json::parse_event_t::key:
        if (!members_.back().insert(parsed.get<std::string>()).second) {
          refuse(name_, "the member " + parsed.dump() +
                            " stands twice in one object; remove one");
        }
        break;
      case Json::parse_event_t::object_end:
        members_.pop_back();
        break;
      default:
        break;
    }
    return true;
  }

 private:
  std::string_view name_;
  std::vector<std::set<std::string>> members_;
};

}  // namespace

Json parse_json(std::string_view text, std::string_view name) {
  if (text.size() > kMaxBytes) refuse(name, "longer than 16 MB; no request is");
  try {
    return Json::parse(text, Checks(name));
  } catch (const Json::parse_error& error) {
    std::string reason = error.what();
    if (const auto colon = reason.rfind(": syntax error "); colon != std::string::npos) {
      reason = reason.substr(colon + 2);
    }
    // `byte` counts the bytes read, the one at fault among them.
    refuse(std::string(name) + ":" + place(text, error.byte == 0 ? 0 : error.byte - 1),
           "not JSON: " + reason + "; mend the text there");
  } catch (const Json::out_of_range& error) {
    refuse(name, std::string("a number that no double holds: ") + error.what());
  }
}

Json read_request(const std::string& argument) {
  if (argument.starts_with('{')) return parse_json(argument, "<command line>");
  std::unique_ptr<data::ByteSource> source;
  if (argument == "-") {
    source = data::from_descriptor(0, "<stdin>");
  } else {
    const std::string scheme = "file://";
    source = data::open_file(argument.starts_with(scheme) ? argument.substr(scheme.size())
                                                          : argument);
  }
  const std::string name = source->name();
  return parse_json(data::read_all(*source, kMaxBytes + 1), name);
}

std::string operation_of(const Json& request) {
  const auto has = [&](const char* name) {
    return request.is_object() && request.contains(name);
  };
  if (has("HyperParameterTuningJobName") || has("HyperParameterTuningJobConfig")) {
    return "CreateHyperParameterTuningJob";
  }
  if (has("TransformJobName") || has("TransformInput")) return "CreateTransformJob";
  if (has("TrainingJobName") || has("AlgorithmSpecification")) return "CreateTrainingJob";
  if (has("PrimaryContainer") || has("Containers")) return "CreateModel";
  throw engine::Error(
      engine::ErrorKind::Validation, "ValidationException",
      "the request is none that is known here: it has none of the members "
      "HyperParameterTuningJobName, TrainingJobName, TransformJobName, PrimaryContainer");
}

}  // namespace espalier::cli
