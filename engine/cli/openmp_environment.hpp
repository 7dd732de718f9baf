/// Keeps XGBoost's OpenMP threads from spinning while they wait.
#pragma once

namespace espalier::cli {

/// libgomp reads its settings as it is loaded, before main: where they are not set, sets
/// them (OMP_WAIT_POLICY=passive, GOMP_SPINCOUNT=0) and starts the program anew. By
/// default its idle threads spin, which on a busy machine takes the time of those that
/// work. Returns only if nothing needed to be done or the program could not be started
/// anew.
void settle_openmp(char** arguments) noexcept;

}  // namespace espalier::cli
