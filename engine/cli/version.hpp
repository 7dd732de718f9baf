/// Which Espalier this is, and with what it was built.
#pragma once

#include <string>

namespace espalier::cli {

/// "espalier 0.1.0 (XGBoost 1.7.4, …)".
std::string version_text();

}  // namespace espalier::cli
