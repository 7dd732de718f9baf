/// The version of the XGBoost library in use.
#pragma once

#include <string>

namespace espalier::xgb {

/// "1.7.4", as the library that is loaded says, not the headers.
std::string version();

}  // namespace espalier::xgb
