/// Where a running job's words go: its log file, and whoever watches it.
///
/// Any number of threads may use these; the observer hears one call at a time.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "engine/jobs/home.hpp"
#include "engine/jobs/job_kind.hpp"
#include "engine/jobs/job_observer.hpp"

namespace espalier::jobs {

/// Hands calls from many threads to one observer, one at a time; a warning only once.
class Audience {
 public:
  /// `observer` may be null.
  explicit Audience(JobObserver* observer) : observer_(observer) {}

  void training_job_started(const TrainingJobEvent& event);
  void training_job_ended(const TrainingJobEvent& event);
  void log_line(std::string_view job, std::string_view line);
  void progress(const Progress& progress);
  void warning(const std::string& text);

 private:
  JobObserver* observer_;
  std::mutex mutex_;
  std::set<std::string> warned_;
};

/// HOME/logs/aws/sagemaker/TrainingJobs/NAME-algo-1.log, or TransformJobs.
std::filesystem::path log_path(const Home& home, JobKind kind, const std::string& name);

/// Appends lines to a job's log, each with its time, and tells the audience.
class JobLog {
 public:
  JobLog(const Home& home, JobKind kind, std::string name,
         std::function<std::chrono::system_clock::time_point()> clock,
         Audience& audience);

  void line(std::string_view text);

 private:
  std::string name_;
  std::function<std::chrono::system_clock::time_point()> clock_;
  Audience& audience_;
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace espalier::jobs
