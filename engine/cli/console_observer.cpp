#include "engine/cli/console_observer.hpp"

#include <fmt/format.h>

#include "engine/cli/human.hpp"

namespace espalier::cli {

void ConsoleObserver::training_job_started(const jobs::TrainingJobEvent& event) {
  console_->detail(event.name + ": started");
}

void ConsoleObserver::training_job_ended(const jobs::TrainingJobEvent& event) {
  std::string line = event.name + ": " + event.status;
  if (event.objective) line += ", objective " + human_number(*event.objective);
  if (event.status == "Failed") {
    console_->warn(line + ": " + event.failure_reason);
  } else {
    console_->detail(line);
  }
}

void ConsoleObserver::log_line(std::string_view job, std::string_view line) {
  console_->detail(fmt::format("{} | {}", job, line));
}

void ConsoleObserver::progress(const jobs::Progress& progress) {
  if (progress.rows > 0) remark_ = human_count(progress.rows) + " rows";
  bar_.update(progress.done, progress.total, remark_);
}

void ConsoleObserver::warning(std::string_view text) { console_->warn(text); }

}  // namespace espalier::cli
