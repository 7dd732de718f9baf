/// A refusal that only a process with other rights or limits meets.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "data/byte_source.hpp"
#include "data/error.hpp"
#include "data/file_descriptor.hpp"

namespace espalier::data {

/// The message of the data::Error of `kind` that `action` throws in a child process.
template <typename Action>
std::string message_in_child(ErrorKind kind, Action action) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "no pipe";
  const FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    std::string message = "nothing was thrown";
    try {
      action();
    } catch (const Error& error) {
      message = error.kind() == kind ? error.what() : "another kind of error";
    }
    const bool sent = ::write(in.get(), message.data(), message.size()) > 0;
    std::_Exit(sent ? 0 : 1);
  }
  in.reset();
  std::string message = read_all(*from_descriptor(out.get(), "child"));
  ::waitpid(child, nullptr, 0);
  return message;
}

/// Root may read and write everything: gives that up.
inline void become_nobody() {
  constexpr uid_t kNobody = 65534;
  if (::geteuid() == 0 && ::seteuid(kNobody) != 0) std::_Exit(2);
}

}  // namespace espalier::data
