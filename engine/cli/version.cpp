#include "engine/cli/version.hpp"

#include <archive.h>
#include <sqlite3.h>

#include "engine/xgb/version.hpp"

namespace espalier::cli {

std::string version_text() {
  return std::string("espalier ") + ESPALIER_VERSION + " (XGBoost " + xgb::version() +
         ", SQLite " + sqlite3_libversion() + ", " + archive_version_string() + ")";
}

}  // namespace espalier::cli
