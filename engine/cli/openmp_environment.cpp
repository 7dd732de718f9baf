#include "engine/cli/openmp_environment.hpp"

#include <unistd.h>

#include <cstdlib>

namespace espalier::cli {

void settle_openmp(char** arguments) noexcept {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  setenv("OMP_WAIT_POLICY", "passive", 0);
  setenv("GOMP_SPINCOUNT", "0", 0);
  execv("/proc/self/exe", arguments);
}

}  // namespace espalier::cli
