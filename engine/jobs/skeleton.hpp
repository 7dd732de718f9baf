/// A request with every member of its shape, to be filled in by hand.
#pragma once

#include "engine/jobs/json.hpp"
#include "engine/jobs/service_model.hpp"

namespace espalier::jobs {

/// As `aws … --generate-cli-skeleton input` prints it: "" for a text, 0 for a number,
/// true for a boolean, an enum's first value, one element in a list and "KeyName" in a
/// map.
Json skeleton_of(const Shape& shape);

}  // namespace espalier::jobs
