/// Who runs a job: a process, told apart from a later one that has the same number.
#pragma once

#include <string>
#include <string_view>

namespace espalier::jobs {

/// "BOOT PID START": the boot of the machine, the process, its start in ticks since then.
std::string this_process();

/// Whether the process that wrote `identity` still runs.
bool is_alive(std::string_view identity);

/// The process number in `identity`.
std::string process_number(std::string_view identity);

}  // namespace espalier::jobs
