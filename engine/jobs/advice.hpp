/// What the real service would do differently with a request that is fine here.
#pragma once

#include <string>
#include <vector>

#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// One sentence each. Requires: the request has passed validate().
std::vector<std::string> advice(Context& context, std::string_view operation,
                                const Json& request);

}  // namespace espalier::jobs
