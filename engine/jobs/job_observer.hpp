/// What a running job tells the one who watches it. Called from the job's threads, one
/// call at a time; an observer must not throw.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace espalier::jobs {

/// A training job of a tuning job, as it starts and as it ends.
struct TrainingJobEvent {
  std::string name;
  int number = 0;  ///< within its tuning job, from 1
  std::map<std::string, std::string> tuned;
  std::string status;  ///< "InProgress", "Completed", "Failed", "Stopped"
  std::optional<double> objective;
  std::string failure_reason;
};

/// Work done of work known; total 0 where it is not known.
struct Progress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  std::uint64_t rows = 0;
};

class JobObserver {
 public:
  virtual ~JobObserver() = default;
  virtual void training_job_started(const TrainingJobEvent& /*event*/) {}
  virtual void training_job_ended(const TrainingJobEvent& /*event*/) {}
  /// One line of the log of a job, without its line end.
  virtual void log_line(std::string_view /*job*/, std::string_view /*line*/) {}
  /// Rounds of a training job, training jobs of a tuning job, bytes and rows of a
  /// transform.
  virtual void progress(const Progress& /*progress*/) {}
  /// Something the user should know and the job goes on without.
  virtual void warning(std::string_view /*text*/) {}
};

}  // namespace espalier::jobs
