/// Members of a request that mean something only in AWS's cloud.
#pragma once

#include <string>
#include <vector>

#include "engine/jobs/json.hpp"
#include "engine/jobs/service_model.hpp"

namespace espalier::jobs {

/// One sentence for each that stands in `request` and changes nothing here.
std::vector<std::string> ignored_members(const Operation& operation, const Json& request);

}  // namespace espalier::jobs
