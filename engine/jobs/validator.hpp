/// A request against its shape, with the messages that a user of AWS gets.
///
/// Two passes, as there: the client's (botocore's texts) refuses members that the shape
/// does not have and values of the wrong JSON type; the service's ("N validation errors
/// detected: …") refuses what breaks a constraint, all at once. A null member counts as
/// absent.
#pragma once

#include <string>
#include <vector>

#include "engine/jobs/json.hpp"
#include "engine/jobs/service_model.hpp"

namespace espalier::jobs {

/// What the client would refuse, one text each: `Unknown parameter in input: "X", must be
/// one of: …`, `Invalid type for parameter X, value: …`.
std::vector<std::string> type_errors(const Shape& shape, const Json& value);

/// What the service would refuse, one text each: `Value '0' at 'resourceLimits.…' failed
/// to satisfy constraint: Member must have value greater than or equal to 1`. Requires:
/// type_errors() found nothing.
std::vector<std::string> constraint_errors(const Shape& shape, const Json& value);

/// Throws: engine::Error (Validation, "ValidationException") with all that is wrong.
void validate(const Shape& shape, const Json& value);

/// The value without its null members.
Json without_nulls(const Json& value);

}  // namespace espalier::jobs
