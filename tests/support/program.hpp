/// Runs a program to its end, as a user would: arguments, stdin, what it prints, its
/// code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace espalier::test {

struct RunResult {
  int exit_code = -1;  ///< 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

struct RunSettings {
  std::string input;                               ///< given on stdin
  std::map<std::string, std::string> environment;  ///< set on top of ours
  std::optional<double> kill_after;                ///< seconds until SIGKILL
  std::optional<double> interrupt_after;           ///< seconds until SIGINT
};

/// Never through a shell.
RunResult run_program(const std::vector<std::string>& arguments,
                      const RunSettings& settings = {});

/// The bytes of a file. Throws: std::runtime_error.
std::string file_bytes(const std::string& path);
void write_file(const std::string& path, const std::string& bytes);

/// Every regular file below `folder`, by its path from there.
std::map<std::string, std::string> tree_bytes(const std::string& folder);

}  // namespace espalier::test
