#include "data/byte_sink.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "data/byte_source.hpp"
#include "data/file_descriptor.hpp"
#include "tests/unit/data/child_process.hpp"
#include "tests/unit/data/message_of.hpp"
#include "tests/unit/data/python.hpp"

namespace espalier::data {
namespace {

using test::ScratchFolder;

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

TEST(AtomicFile, AppearsOnlyAtCommit) {
  const ScratchFolder folder;
  const auto sink = atomic_file(folder.path() / "a");
  sink->write("12");
  sink->write("3");
  EXPECT_FALSE(fs::exists(folder.path() / "a"));
  ASSERT_EQ(names_in(folder.path()).size(), 1U);
  EXPECT_TRUE(is_temporary_name(names_in(folder.path())[0]));
  sink->commit();
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a"));
  EXPECT_EQ(read_file(folder.path() / "a"), "123");
}

TEST(AtomicFile, LeavesNothingAndChangesNothingWithoutCommit) {
  const ScratchFolder folder;
  write_file(folder.path() / "a", "old");
  atomic_file(folder.path() / "a")->write("new");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a"));
  EXPECT_EQ(read_file(folder.path() / "a"), "old");
}

TEST(AtomicFile, ReplacesAFile) {
  const ScratchFolder folder;
  write_file(folder.path() / "a", "old and longer");
  const auto sink = atomic_file(folder.path() / "a");
  sink->write("new");
  sink->commit();
  EXPECT_EQ(read_file(folder.path() / "a"), "new");
}

TEST(AtomicFile, HasTheModeThatTheUmaskLeaves) {
  const ScratchFolder folder;
  const mode_t before = ::umask(027);
  const auto sink = atomic_file(folder.path() / "a");
  ::umask(before);
  sink->commit();
  EXPECT_EQ(fs::status(folder.path() / "a").permissions(), fs::perms{0640});
}

TEST(AtomicFile, LetsTheLastOfConcurrentWritersWinWhole) {
  const ScratchFolder folder;
  std::vector<std::thread> writers;
  for (char letter = 'a'; letter < 'i'; ++letter) {
    writers.emplace_back([&folder, letter] {
      const auto sink = atomic_file(folder.path() / "x");
      for (int i = 0; i < 100; ++i) sink->write(std::string(100, letter));
      sink->commit();
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_THAT(names_in(folder.path()), ElementsAre("x"));
  const std::string bytes = read_file(folder.path() / "x");
  EXPECT_EQ(bytes, std::string(10'000, bytes.at(0)));
}

TEST(AtomicFile, TakesANameOf255BytesAndNoLonger) {
  const ScratchFolder folder;
  const std::string name(255, 'n');
  const auto sink = atomic_file(folder.path() / name);
  sink->write("x");
  EXPECT_TRUE(is_temporary_name(names_in(folder.path())[0]));
  sink->commit();
  EXPECT_THAT(names_in(folder.path()), ElementsAre(name));
  EXPECT_EQ(message_of([&] { atomic_file(folder.path() / (name + "n"), "long"); },
                       ErrorKind::CannotCreate),
            "cannot create long: File name too long; choose another path");
}

TEST(AtomicFile, WritesBesideANameWithoutFolder) {
  const ScratchFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const auto sink = atomic_file("a");
  sink->write("x");
  sink->commit();
  fs::current_path(before);
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a"));
}

TEST(AtomicFile, ReplacesTheFileThatALinkNames) {
  const ScratchFolder folder;
  fs::create_directory(folder.path() / "real");
  write_file(folder.path() / "real" / "a", "old");
  fs::create_symlink("real/a", folder.path() / "link");
  const auto sink = atomic_file(folder.path() / "link");
  sink->write("new");
  sink->commit();
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(read_file(folder.path() / "real" / "a"), "new");
}

TEST(AtomicFile, WritesToADeviceInsteadOfReplacingIt) {
  const auto sink = atomic_file("/dev/null");
  sink->write("x");
  sink->commit();
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(AtomicFile, LeavesARecognisableFileWhenItsProcessIsKilled) {
  const ScratchFolder folder;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto sink = atomic_file(folder.path() / "a");
    sink->write("half");
    ::raise(SIGKILL);
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  const auto names = names_in(folder.path());
  ASSERT_EQ(names.size(), 1U);
  EXPECT_TRUE(is_temporary_name(names[0])) << names[0];
  EXPECT_THAT(names[0], testing::MatchesRegex("\\.a\\.espalier-[0-9A-Za-z]{6}\\.tmp"));
}

TEST(AtomicFile, RefusesAFolderThatIsNotThere) {
  EXPECT_EQ(
      message_of([] { atomic_file("/no/such/file"); }, ErrorKind::CannotCreate),
      "cannot create /no/such/file: No such file or directory; create its folder first");
}

TEST(AtomicFile, RefusesAPathThatIsAFolder) {
  for (const char* path : {"/", "/tmp/", "/tmp", "."}) {
    EXPECT_EQ(message_of([&] { atomic_file(path, "x"); }, ErrorKind::CannotCreate),
              "cannot create x: Is a directory; choose another path");
  }
}

TEST(AtomicFile, RefusesAFolderThatMayNotBeWrittenTo) {
  const ScratchFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_EQ(message_in_child(ErrorKind::NotPermitted,
                             [&] {
                               become_nobody();
                               atomic_file(folder.path() / "a", "a");
                             }),
            "cannot create a: Permission denied; choose a folder that may be written to");
}

TEST(AtomicFile, ReportsAWriteThatFailsAndLeavesNothing) {
  const ScratchFolder folder;
  // A limit on the size of files stands for a full disk: write() fails half-way.
  const auto fill = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {1000, 1000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) std::_Exit(2);
    atomic_file(folder.path() / "a", "a")->write(std::string(5000, 'x'));
  };
  EXPECT_EQ(message_in_child(ErrorKind::InputOutput, fill),
            "cannot write a: File too large; check the disk");
  EXPECT_THAT(names_in(folder.path()), IsEmpty());
}

TEST(AtomicFile, ReportsAFullDisk) {
  EXPECT_EQ(
      message_of([] { atomic_file("/dev/full")->write("x"); }, ErrorKind::InputOutput),
      "cannot write /dev/full: No space left on device; free some space");
}

TEST(IsTemporaryName, KnowsItsOwnNamesOnly) {
  EXPECT_TRUE(is_temporary_name(".a.csv.espalier-0aZ9bC.tmp"));
  EXPECT_TRUE(is_temporary_name("..espalier-0aZ9bC.tmp"));
  for (const char* name :
       {"a.csv", "a.espalier-0aZ9bC.tmp", ".a.espalier-0aZ9b.tmp",
        ".a.espalier-0aZ9b_.tmp", ".espalier-0aZ9bC.tmp", ".a.tmp", ""}) {
    EXPECT_FALSE(is_temporary_name(name)) << name;
  }
}

TEST(ToDescriptor, WritesAsTheBytesCome) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  const std::string sent(300'000, 'x');  // more than a pipe holds
  std::string received;
  std::thread reader([&] { received = read_all(*from_descriptor(out.get(), "pipe")); });
  const auto sink = to_descriptor(in.get(), "<stdout>");
  sink->write(sent);
  sink->commit();
  in.reset();
  reader.join();
  EXPECT_EQ(received, sent);
}

TEST(ToDescriptor, ReportsAPipeWhoseReaderWentAway) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  const FileDescriptor in(ends[1]);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(message_of([&] { to_descriptor(in.get(), "<stdout>")->write("x"); },
                       ErrorKind::InputOutput),
            "cannot write <stdout>: Broken pipe; its reader went away");
  std::signal(SIGPIPE, before);
}

TEST(ToString, Appends) {
  std::string out = "a";
  const auto sink = to_string(out);
  sink->write("b");
  sink->commit();
  EXPECT_EQ(out, "ab");
}

}  // namespace
}  // namespace espalier::data
