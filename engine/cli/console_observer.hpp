/// A job's progress on the console: a bar while it runs, warnings, with -v its log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/cli/console.hpp"
#include "engine/cli/progress_bar.hpp"
#include "engine/jobs/job_observer.hpp"

namespace espalier::cli {

class ConsoleObserver final : public jobs::JobObserver {
 public:
  ConsoleObserver(Console& console, std::string label, Unit unit)
      : console_(&console), bar_(console, std::move(label), unit) {}

  void training_job_started(const jobs::TrainingJobEvent& event) override;
  void training_job_ended(const jobs::TrainingJobEvent& event) override;
  void log_line(std::string_view job, std::string_view line) override;
  void progress(const jobs::Progress& progress) override;
  void warning(std::string_view text) override;

 private:
  Console* console_;
  ProgressBar bar_;
  std::string remark_;
};

}  // namespace espalier::cli
