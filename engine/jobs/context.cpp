#include "engine/jobs/context.hpp"

#include <chrono>
#include <exception>
#include <stdexcept>

#include "data/error.hpp"
#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

constexpr std::size_t kLongestReason = 1024;

std::string prefixed(const std::string& prefix, const std::string& text) {
  return text.starts_with(prefix) ? text : prefix + ": " + text;
}

std::string class_of(const engine::Error& error) {
  const auto& name = error.aws_name();
  if (name == "ClientError" || name == "AlgorithmError" ||
      name == "InternalServerError") {
    return name;
  }
  switch (error.kind()) {
    case engine::ErrorKind::Validation:
    case engine::ErrorKind::Usage:
    case engine::ErrorKind::NotFound:
    case engine::ErrorKind::AlreadyExists:
    case engine::ErrorKind::LimitExceeded:
    case engine::ErrorKind::AccessDenied:
      return "ClientError";
    case engine::ErrorKind::Failed:
    case engine::ErrorKind::Internal:
      return "AlgorithmError";
    default:
      return "InternalServerError";
  }
}

std::string class_of(const data::Error& error) {
  switch (error.kind()) {
    case data::ErrorKind::BadData:
    case data::ErrorKind::NoInput:
    case data::ErrorKind::BadArgument:
      return "ClientError";
    default:
      return "InternalServerError";
  }
}

}  // namespace

double epoch_seconds(TimePoint time) {
  const auto since =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  return static_cast<double>(since.count()) / 1000.0;
}

Json pick(const Shape& shape, const Json& json) {
  Json picked = Json::object();
  copy_members(shape, json, picked);
  return picked;
}

void copy_members(const Shape& shape, const Json& source, Json& target) {
  for (const auto& of : shape.members) {
    const Json& value = member(source, of.name.c_str());
    if (!value.is_null()) target[of.name] = value;
  }
}

void refuse(const std::string& message) {
  throw engine::Error(engine::ErrorKind::Validation, "ValidationException", message);
}

void refuse_missing(const Context& context, JobKind kind, const std::string& name) {
  const auto missing = [](const char* aws_name, const std::string& message) {
    throw engine::Error(engine::ErrorKind::NotFound, aws_name, message);
  };
  switch (kind) {
    case JobKind::HyperParameterTuningJob:
      missing("ResourceNotFound", "Amazon SageMaker can't find a tuning job called " +
                                      name + ". Type another name.");
      break;
    case JobKind::TrainingJob:
      missing("ValidationException",
              "Requested resource not found. No training job here is "
              "called " +
                  name + ".");
      break;
    case JobKind::TransformJob:
      missing("ValidationException", "Could not find requested job with name: " + name);
      break;
    case JobKind::Model:
      missing("ValidationException",
              "Could not find model \"" + context.arn(JobKind::Model, name) + "\".");
      break;
  }
  throw std::logic_error("no such kind of job");
}

Record require(Context& context, JobKind kind, const std::string& name) {
  auto found = context.registry.find(kind, name);
  if (!found) refuse_missing(context, kind, name);
  return *std::move(found);
}

std::string failure_reason(std::string text) {
  if (text.size() <= kLongestReason) return text;
  std::size_t end = kLongestReason;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

std::string current_failure() {
  try {
    throw;
  } catch (const engine::Error& error) {
    return failure_reason(prefixed(class_of(error), error.what()));
  } catch (const data::Error& error) {
    return failure_reason(prefixed(class_of(error), error.what()));
  } catch (const std::exception& error) {
    return failure_reason(prefixed("InternalServerError", error.what()));
  }
}

}  // namespace espalier::jobs
