#include "engine/cli/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace espalier::cli {
namespace {

const char* escape(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "\x1b[1m";
    case Style::Dim:
      return "\x1b[2m";
    case Style::Good:
      return "\x1b[32m";
    case Style::Bad:
      return "\x1b[31m";
    case Style::Warning:
      return "\x1b[33m";
  }
  return "";
}

std::string in_style(Style style, std::string_view text, bool colour) {
  if (!colour || style == Style::Plain) return std::string(text);
  return escape(style) + std::string(text) + "\x1b[0m";
}

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

ConsoleOptions detect_console() {
  ConsoleOptions options;
  options.error_terminal = isatty(STDERR_FILENO) == 1;
  options.output_terminal = isatty(STDOUT_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  options.colour = (no_color == nullptr || *no_color == '\0') &&
                   !(term != nullptr && std::string_view(term) == "dumb");
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    options.width = size.ws_col;
  }
  return options;
}

bool Console::shows_progress() const noexcept {
  return options_.error_terminal && options_.verbosity != Verbosity::Quiet;
}

void Console::print(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (!status_.empty()) write(stderr, "\r\x1b[K");
  write(stdout, text);
  write(stdout, "\n");
  if (!status_.empty()) {
    std::fflush(stdout);
    write(stderr, status_);
  }
}

void Console::say(Style style, std::string_view prefix, std::string_view text) {
  const std::lock_guard lock(mutex_);
  std::fflush(stdout);
  if (!status_.empty()) write(stderr, "\r\x1b[K");
  if (!prefix.empty()) {
    write(stderr, in_style(style, prefix, options_.colour && options_.error_terminal));
    write(stderr, " ");
  }
  write(stderr, text);
  write(stderr, "\n");
  if (!status_.empty()) write(stderr, status_);
}

void Console::note(std::string_view text) {
  if (options_.verbosity != Verbosity::Quiet) say(Style::Plain, "", text);
}

void Console::detail(std::string_view text) {
  if (options_.verbosity == Verbosity::Verbose) say(Style::Plain, "", text);
}

void Console::warn(std::string_view text) {
  {
    const std::lock_guard lock(mutex_);
    if (!warned_.emplace(text).second) return;
  }
  say(Style::Warning, "warning:", text);
}

void Console::error(std::string_view text) { say(Style::Bad, "error:", text); }

void Console::status(std::string_view line) {
  if (!shows_progress()) return;
  const std::lock_guard lock(mutex_);
  if (line.empty() && status_.empty()) return;
  write(stderr, "\r\x1b[K");
  write(stderr, line);
  std::fflush(stderr);
  status_ = line;
}

std::string Console::styled(Style style, std::string_view text) const {
  return in_style(style, text, options_.colour && options_.output_terminal);
}

}  // namespace espalier::cli
