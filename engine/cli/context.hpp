/// What every command has: the options that all share, the console, the home, the API.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/cli/console.hpp"
#include "engine/jobs/home.hpp"
#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

enum class Format { Table, Json };

class Context {
 public:
  Context(Console& console, std::stop_token stop)
      : console_(&console), stop_(std::move(stop)) {}

  // Set by the command line.
  std::string home_option;
  Format format = Format::Table;
  bool strict = false;
  int threads = 0;
  /// What the chosen command does; it returns the exit code.
  std::function<int()> run;

  [[nodiscard]] Console& console() noexcept { return *console_; }
  [[nodiscard]] const std::stop_token& stop() const noexcept { return stop_; }
  /// --home, else $ESPALIER_HOME, else $XDG_DATA_HOME/espalier, else
  /// ~/.local/share/espalier.
  [[nodiscard]] std::filesystem::path home_path() const;
  [[nodiscard]] jobs::Home& home();
  [[nodiscard]] jobs::SageMaker& sage_maker();
  [[nodiscard]] jobs::RunOptions run_options(jobs::JobObserver* observer) const;

 private:
  Console* console_;
  std::stop_token stop_;
  std::unique_ptr<jobs::Home> home_;
  std::unique_ptr<jobs::SageMaker> sage_maker_;
};

}  // namespace espalier::cli
