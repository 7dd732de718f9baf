#include "engine/jobs/stop_listener.hpp"

#include <chrono>
#include <utility>

#include "engine/error.hpp"

namespace espalier::jobs {

StopListener::StopListener(Registry& registry, JobKind kind, std::string name,
                           std::stop_token outer)
    : registry_(registry),
      kind_(kind),
      name_(std::move(name)),
      outer_(std::move(outer), [this] { stop_.request_stop(); }) {
  // A job that was asked to stop before it began does nothing.
  if (registry_.stop_requested(kind_, name_)) stop_.request_stop();
  thread_ = std::jthread([this](const std::stop_token& end) { listen(end); });
}

void StopListener::listen(const std::stop_token& end) {
  constexpr auto kInterval = std::chrono::milliseconds(100);
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, end, kInterval, [] { return false; })) {
    if (end.stop_requested()) return;
    try {
      if (registry_.stop_requested(kind_, name_)) {
        stop_.request_stop();
        return;
      }
    } catch (const engine::Error&) {
      // The job itself meets the same registry, and says so.
      return;
    }
  }
}

}  // namespace espalier::jobs
