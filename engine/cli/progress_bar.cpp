#include "engine/cli/progress_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/cli/human.hpp"

namespace espalier::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr std::size_t kBarWidth = 20;

std::string amount(Unit unit, std::uint64_t value) {
  return unit == Unit::Bytes ? human_bytes(value) : human_count(value);
}

std::string_view plural(Unit unit) {
  switch (unit) {
    case Unit::Jobs:
      return " jobs";
    case Unit::Rounds:
      return " rounds";
    case Unit::Bytes:
      return "";
  }
  return "";
}

std::string rate(Unit unit, double per_second) {
  if (unit == Unit::Bytes) {
    return human_bytes(static_cast<std::uint64_t>(per_second)) + "/s";
  }
  return fmt::format("{:.3g}/s", per_second);
}

std::string bar(double share) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
  return "[" + std::string(full, '#') + std::string(kBarWidth - full, '-') + "]";
}

}  // namespace

std::string progress_line(std::string_view label, Unit unit, std::uint64_t done,
                          std::uint64_t total, double elapsed, std::string_view remark,
                          int width) {
  std::string line(label);
  const double per_second = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
  if (total > 0) {
    const double share =
        std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    line += fmt::format(" {} {:3.0f}%  {}/{}{}", bar(share), share * 100,
                        amount(unit, done), amount(unit, total), plural(unit));
  } else {
    line += fmt::format("  {}{}", amount(unit, done), plural(unit));
  }
  if (done > 0 && elapsed > 0) line += "  " + rate(unit, per_second);
  if (done > 0 && total > done && per_second > 0) {
    const double left = static_cast<double>(total - done) / per_second;
    line +=
        "  " +
        human_duration(std::chrono::nanoseconds(static_cast<std::int64_t>(left * 1e9))) +
        " left";
  }
  if (!remark.empty()) line += "  " + std::string(remark);
  const auto room = static_cast<std::size_t>(std::max(1, width - 1));
  if (line.size() > room) line.resize(room);
  return line;
}

ProgressBar::ProgressBar(Console& console, std::string label, Unit unit)
    : console_(&console), label_(std::move(label)), unit_(unit), start_(Clock::now()) {}

ProgressBar::~ProgressBar() { console_->status({}); }

void ProgressBar::update(std::uint64_t done, std::uint64_t total,
                         std::string_view remark) {
  if (!console_->shows_progress()) return;
  const auto now = Clock::now();
  if (now - drawn_ < kRedraw && done < total) return;
  drawn_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  console_->status(
      progress_line(label_, unit_, done, total, elapsed, remark, console_->width()));
}

}  // namespace espalier::cli
