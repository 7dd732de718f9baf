/// XGBoost's return codes as exceptions.
#pragma once

#include <source_location>

namespace espalier::xgb {

/// Does nothing if `code` is 0.
/// Throws: engine::Error (Internal, "AlgorithmError") with XGBoost's message, its source
/// path and stack trace cut off.
void check(int code, std::source_location where = std::source_location::current());

}  // namespace espalier::xgb
