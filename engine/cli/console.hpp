/// What the program says: results on stdout, everything else on stderr.
///
/// Colour where stderr (or stdout, for tables) is a terminal and NO_COLOR is not set;
/// progress bars where stderr is a terminal. Any number of threads may talk at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace espalier::cli {

enum class Verbosity { Quiet, Normal, Verbose };
enum class Style { Plain, Bold, Dim, Good, Bad, Warning };

struct ConsoleOptions {
  Verbosity verbosity = Verbosity::Normal;
  bool error_terminal = false;   ///< stderr is a terminal
  bool output_terminal = false;  ///< stdout is a terminal
  bool colour = false;
  int width = 80;  ///< columns of the terminal
};

/// As the environment and the terminal say.
ConsoleOptions detect_console();

class Console {
 public:
  explicit Console(ConsoleOptions options) : options_(options) {}

  /// A result, to stdout; its line end is added.
  void print(std::string_view text);
  /// Something worth knowing (not with -q).
  void note(std::string_view text);
  /// Detail (with -v).
  void detail(std::string_view text);
  /// The same warning is given once.
  void warn(std::string_view text);
  void error(std::string_view text);

  /// Replaces the line of progress at the bottom of the terminal; empty takes it away.
  /// Does nothing where stderr is no terminal, or with -q.
  void status(std::string_view line);

  [[nodiscard]] bool shows_progress() const noexcept;
  [[nodiscard]] int width() const noexcept { return options_.width; }
  void set_verbosity(Verbosity verbosity) noexcept { options_.verbosity = verbosity; }

  /// `text` in a style, for stdout.
  [[nodiscard]] std::string styled(Style style, std::string_view text) const;

 private:
  void say(Style style, std::string_view prefix, std::string_view text);

  ConsoleOptions options_;
  std::mutex mutex_;
  std::string status_;  ///< what stands on the bottom line now
  std::set<std::string, std::less<>> warned_;
};

}  // namespace espalier::cli
