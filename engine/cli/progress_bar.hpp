/// A line of progress on stderr: what, how far, how fast, how long still.
///
///   tuning   [#########-----------]  45%  23/50 jobs  4.1/s  7 s left
///
/// Draws at most ten times a second. Belongs to one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/cli/console.hpp"

namespace espalier::cli {

/// What is counted, and so how amounts are written.
enum class Unit { Jobs, Rounds, Bytes };

class ProgressBar {
 public:
  ProgressBar(Console& console, std::string label, Unit unit);
  /// Takes the line away.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ProgressBar(ProgressBar&&) = delete;
  ProgressBar& operator=(ProgressBar&&) = delete;

  /// `total` 0: not known. `remark` stands at the end of the line.
  void update(std::uint64_t done, std::uint64_t total, std::string_view remark = {});

 private:
  Console* console_;
  std::string label_;
  Unit unit_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point drawn_;
};

/// The line itself, for `elapsed` seconds of work, no wider than `width` columns.
std::string progress_line(std::string_view label, Unit unit, std::uint64_t done,
                          std::uint64_t total, double elapsed, std::string_view remark,
                          int width);

}  // namespace espalier::cli
