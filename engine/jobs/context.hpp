/// What every operation of one home shares, and the forms of what it answers.
///
/// Any number of threads may use one context.
#pragma once

#include <string>

#include "engine/jobs/home.hpp"
#include "engine/jobs/instance_types.hpp"
#include "engine/jobs/job_kind.hpp"
#include "engine/jobs/json.hpp"
#include "engine/jobs/registry.hpp"
#include "engine/jobs/sage_maker.hpp"
#include "engine/jobs/service_model.hpp"

namespace espalier::jobs {

struct Context {
  Home& home;
  SageMakerOptions options;
  InstanceTypes instance_types;
  Registry registry;

  [[nodiscard]] TimePoint now() const { return options.clock(); }
  [[nodiscard]] std::string arn(JobKind kind, const std::string& name) const {
    return arn_of(kind, options.region, options.account, name);
  }
};

/// A timestamp as AWS's JSON writes it: seconds since 1970, to the millisecond.
double epoch_seconds(TimePoint time);

/// The members of `json` that the shape has, in the shape's order.
Json pick(const Shape& shape, const Json& json);

/// Puts into `target` the members of `source` that the shape has.
void copy_members(const Shape& shape, const Json& source, Json& target);

/// Throws: engine::Error (Validation, "ValidationException").
[[noreturn]] void refuse(const std::string& message);

/// Throws: engine::Error (NotFound) with AWS's name and text for a `kind` without that
/// name.
[[noreturn]] void refuse_missing(const Context& context, JobKind kind,
                                 const std::string& name);

/// The record. Throws: engine::Error as refuse_missing().
Record require(Context& context, JobKind kind, const std::string& name);

/// A failure's text as FailureReason holds it: at most 1,024 bytes, whole letters.
std::string failure_reason(std::string text);

/// What is being thrown, as a FailureReason: "ClientError: …", "AlgorithmError: …",
/// "InternalServerError: …". Requires: called in a catch clause.
std::string current_failure();

}  // namespace espalier::jobs
