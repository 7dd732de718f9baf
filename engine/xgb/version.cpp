#include "engine/xgb/version.hpp"

#include <xgboost/c_api.h>

namespace espalier::xgb {

std::string version() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  XGBoostVersion(&major, &minor, &patch);
  return std::to_string(major) + "." + std::to_string(minor) + "." +
         std::to_string(patch);
}

}  // namespace espalier::xgb
