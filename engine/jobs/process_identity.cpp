#include "engine/jobs/process_identity.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace espalier::jobs {
namespace {

std::string first_word(const char* path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word.empty() ? "unknown" : word;
}

/// Field 22 of /proc/PID/stat; empty where there is no such process.
std::string start_time(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  // Field 2 is the command in parentheses and may hold anything.
  const auto command_end = stat.rfind(')');
  if (command_end == std::string::npos) return {};
  std::istringstream fields(stat.substr(command_end + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  return field;
}

}  // namespace

std::string this_process() {
  const std::string pid = std::to_string(::getpid());
  return first_word("/proc/sys/kernel/random/boot_id") + " " + pid + " " +
         start_time(pid);
}

bool is_alive(std::string_view identity) {
  std::istringstream words{std::string(identity)};
  std::string boot;
  std::string pid;
  std::string start;
  words >> boot >> pid >> start;
  return boot == first_word("/proc/sys/kernel/random/boot_id") && !start.empty() &&
         start == start_time(pid);
}

std::string process_number(std::string_view identity) {
  std::istringstream words{std::string(identity)};
  std::string boot;
  std::string pid;
  words >> boot >> pid;
  return pid;
}

}  // namespace espalier::jobs
