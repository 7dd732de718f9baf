/// SIGINT and SIGTERM as a stop token.
///
/// Create one before any other thread: it blocks both signals in all threads and waits
/// for them on one of its own. The first asks running work to stop, a second ends the
/// process.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace espalier::cli {

class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  Signals(Signals&&) = delete;
  Signals& operator=(Signals&&) = delete;

  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }
  /// The signal that came first, or 0.
  [[nodiscard]] int received() const noexcept { return received_; }

 private:
  std::stop_source source_;
  std::atomic<int> received_ = 0;
  std::thread waiter_;
};

}  // namespace espalier::cli
