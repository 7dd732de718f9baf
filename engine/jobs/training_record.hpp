/// A training job's record as the job goes through its states, in the form in which
/// DescribeTrainingJob shows them: SecondaryStatusTransitions, times, metrics, the model.
///
/// One thread at a time may use a record; nothing is stored before the caller does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/jobs/context.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::jobs {

/// A new training job's record from the members of a CreateTrainingJob request.
Record new_training_record(const Context& context, const Json& request);

/// A stage of a training job, as SecondaryStatus names it.
enum class Stage { Starting, Downloading, Training, Uploading };

class TrainingRecord {
 public:
  TrainingRecord(Record record, std::function<TimePoint()> clock);

  void enter(Stage stage);
  /// FinalMetricDataList: the metrics of the last round that are numbers.
  void set_metrics(const train::Round& last);
  /// The objective of a tuning job's training job.
  void set_objective(const std::string& metric, double value);

  void complete();
  void stop();
  /// Stopped, with secondary status MaxRuntimeExceeded.
  void exceed_runtime();
  void fail(const std::string& reason);

  [[nodiscard]] const Record& record() const noexcept { return record_; }
  [[nodiscard]] const std::string& name() const noexcept { return record_.name; }

 private:
  void transition(std::string_view status, std::string_view message);
  void end(const char* status, const char* secondary, const char* message);

  Record record_;
  std::function<TimePoint()> clock_;
};

}  // namespace espalier::jobs
