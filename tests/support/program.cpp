#include "tests/support/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace espalier::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  std::array<int, 2> ends{};
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
};

[[noreturn]] void become(const std::vector<std::string>& arguments,
                         const RunSettings& settings, const Pipe& in, const Pipe& out,
                         const Pipe& err) {
  dup2(in.ends[0], STDIN_FILENO);
  dup2(out.ends[1], STDOUT_FILENO);
  dup2(err.ends[1], STDERR_FILENO);
  for (const auto& [name, value] : settings.environment) {
    setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const auto& argument : arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  _exit(127);
}

/// Sends what falls due and says in how many milliseconds the next does (-1: never).
class Alarms {
 public:
  Alarms(pid_t child, const RunSettings& settings) : child_(child) {
    add(settings.interrupt_after, SIGINT);
    add(settings.kill_after, SIGKILL);
  }
  int fire() {
    int next = -1;
    for (auto& alarm : alarms_) {
      if (alarm.number == 0) continue;
      const auto left = alarm.due - Clock::now();
      if (left <= Clock::duration::zero()) {
        kill(child_, alarm.number);
        alarm.number = 0;
        continue;
      }
      const auto wait =
          static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
      next = next < 0 ? wait : std::min(next, wait);
    }
    return next;
  }

 private:
  struct Alarm {
    Clock::time_point due;
    int number;
  };
  void add(const std::optional<double>& seconds, int number) {
    if (!seconds) return;
    alarms_.push_back({Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                          std::chrono::duration<double>(*seconds)),
                       number});
  }
  pid_t child_;
  std::vector<Alarm> alarms_;
};

/// Moves bytes until the child has closed both its outputs.
void talk(std::string_view input, int in, int out, int err, RunResult& result,
          Alarms& alarms) {
  std::array<pollfd, 3> files = {pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0},
                                 pollfd{in, POLLOUT, 0}};
  const auto drain = [](pollfd& file, std::string& text) {
    if (file.revents == 0) return;
    std::array<char, 65536> buffer{};
    const ssize_t got = read(file.fd, buffer.data(), buffer.size());
    if (got > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      file.fd = -1;
    }
  };
  while (files[0].fd >= 0 || files[1].fd >= 0) {
    if (files[2].fd >= 0 && input.empty()) {
      close(files[2].fd);
      files[2].fd = -1;
    }
    if (poll(files.data(), files.size(), alarms.fire()) < 0 && errno != EINTR) break;
    drain(files[0], result.out);
    drain(files[1], result.err);
    if (files[2].fd >= 0 && files[2].revents != 0) {
      const ssize_t put = write(files[2].fd, input.data(), input.size());
      input.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : input.size());
    }
    for (auto& file : files) file.revents = 0;
  }
  if (files[2].fd >= 0) close(files[2].fd);
}

}  // namespace

RunResult run_program(const std::vector<std::string>& arguments,
                      const RunSettings& settings) {
  std::signal(SIGPIPE, SIG_IGN);
  const Pipe in;
  const Pipe out;
  const Pipe err;
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) become(arguments, settings, in, out, err);
  close(in.ends[0]);
  close(out.ends[1]);
  close(err.ends[1]);
  RunResult result;
  Alarms alarms(child, settings);
  talk(settings.input, in.ends[1], out.ends[0], err.ends[0], result, alarms);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  close(out.ends[0]);
  close(err.ends[0]);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

std::map<std::string, std::string> tree_bytes(const std::string& folder) {
  std::map<std::string, std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().lexically_relative(folder).string()] =
        file_bytes(entry.path().string());
  }
  return files;
}

}  // namespace espalier::test
