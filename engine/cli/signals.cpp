#include "engine/cli/signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

#include "engine/cli/exit_code.hpp"

namespace espalier::cli {
namespace {

/// What ~Signals sends its own thread to end it.
constexpr int kFinish = SIGUSR2;

sigset_t awaited() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, kFinish);
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = awaited();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A reader that has gone (espalier … | head) is a failed write, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  waiter_ = std::thread([this, set] {
    for (;;) {
      int number = 0;
      if (sigwait(&set, &number) != 0 || number == kFinish) return;
      if (received_ != 0) _exit(kSignalled + number);
      received_ = number;
      source_.request_stop();
    }
  });
}

Signals::~Signals() {
  pthread_kill(waiter_.native_handle(), kFinish);
  waiter_.join();
}

}  // namespace espalier::cli
