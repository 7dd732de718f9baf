/// The name that someone who mistyped may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier::cli {

/// The one of `names` that the fewest insertions, deletions and substitutions make of
/// `given` (Levenshtein's distance), the first of equals. Requires: names is not empty.
std::string nearest(std::string_view given, const std::vector<std::string>& names);

}  // namespace espalier::cli
