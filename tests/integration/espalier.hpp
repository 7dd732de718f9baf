/// The program under test, in a home of its own.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/program.hpp"
#include "tests/support/scratch_folder.hpp"

namespace espalier::test {

class Espalier {
 public:
  /// Runs the program with this home; NO_COLOR is set.
  RunResult run(std::vector<std::string> arguments, RunSettings settings = {}) const {
    arguments.insert(arguments.begin(), ESPALIER_PROGRAM);
    settings.environment.try_emplace("ESPALIER_HOME", home());
    settings.environment.try_emplace("NO_COLOR", "1");
    return run_program(arguments, settings);
  }

  /// What it prints with --format json.
  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    return nlohmann::json::parse(run(std::move(arguments)).out);
  }

  [[nodiscard]] std::string home() const { return (folder_.path() / "home").string(); }
  [[nodiscard]] std::string s3() const { return home() + "/s3"; }
  /// A place for other files of the test.
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }

 private:
  ScratchFolder folder_;
};

}  // namespace espalier::test
