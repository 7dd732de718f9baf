/// XGBoost's return codes as exceptions.
#pragma once

namespace espalier::xgb {

/// Does nothing if `code` is 0.
/// Throws: engine::Error (Internal, "AlgorithmError") with XGBoost's message, its source
/// path and stack trace cut off.
void check(int code);

}  // namespace espalier::xgb
