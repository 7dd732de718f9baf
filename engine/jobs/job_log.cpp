#include "engine/jobs/job_log.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <system_error>
#include <utility>

namespace espalier::jobs {
namespace {

/// "2026-01-31T12:00:00.000Z"
std::string iso_time(std::chrono::system_clock::time_point time) {
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch())
          .count();
  const auto seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s.%03dZ", date.data(),
                static_cast<int>(milliseconds % 1000));
  return text.data();
}

}  // namespace

void Audience::training_job_started(const TrainingJobEvent& event) {
  const std::lock_guard lock(mutex_);
  if (observer_ != nullptr) observer_->training_job_started(event);
}

void Audience::training_job_ended(const TrainingJobEvent& event) {
  const std::lock_guard lock(mutex_);
  if (observer_ != nullptr) observer_->training_job_ended(event);
}

void Audience::log_line(std::string_view job, std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (observer_ != nullptr) observer_->log_line(job, line);
}

void Audience::progress(const Progress& progress) {
  const std::lock_guard lock(mutex_);
  if (observer_ != nullptr) observer_->progress(progress);
}

void Audience::warning(const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (warned_.insert(text).second && observer_ != nullptr) observer_->warning(text);
}

std::filesystem::path log_path(const Home& home, JobKind kind, const std::string& name) {
  return home.logs_path() / "aws" / "sagemaker" / (std::string(type_name(kind)) + "s") /
         (name + "-algo-1.log");
}

JobLog::JobLog(const Home& home, JobKind kind, std::string name,
               std::function<std::chrono::system_clock::time_point()> clock,
               Audience& audience)
    : name_(std::move(name)), clock_(std::move(clock)), audience_(audience) {
  const auto path = log_path(home, kind, name_);
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  file_.open(path, std::ios::app);
  if (!file_) audience_.warning(path.string() + ": the log cannot be written");
}

void JobLog::line(std::string_view text) {
  {
    const std::lock_guard lock(mutex_);
    if (file_) file_ << iso_time(clock_()) << ' ' << text << '\n' << std::flush;
  }
  audience_.log_line(name_, text);
}

}  // namespace espalier::jobs
