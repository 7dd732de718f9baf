/// Joins the two ways in which a running job is asked to stop: its caller's stop token,
/// and a Stop… request, perhaps of another process, in the registry.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "engine/jobs/registry.hpp"

namespace espalier::jobs {

class StopListener {
 public:
  /// Looks into the registry ten times a second, on a thread of its own.
  StopListener(Registry& registry, JobKind kind, std::string name, std::stop_token outer);

  /// Requested once either is.
  [[nodiscard]] std::stop_token token() const noexcept { return stop_.get_token(); }

 private:
  void listen(const std::stop_token& end);

  Registry& registry_;
  JobKind kind_;
  std::string name_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> outer_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace espalier::jobs
