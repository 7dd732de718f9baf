#include "data/byte_source.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>

#include "data/file_descriptor.hpp"
#include "tests/support/chunked_source.hpp"
#include "tests/support/gzip.hpp"
#include "tests/unit/data/child_process.hpp"
#include "tests/unit/data/message_of.hpp"
#include "tests/unit/data/python.hpp"

namespace espalier::data {
namespace {

using test::gzip;
using test::ScratchFolder;

std::string unzip(const std::string& bytes, std::size_t piece = 1000) {
  return read_all(*gunzip(in_pieces(bytes, piece)));
}

TEST(OpenFile, ReadsTheBytesOfAFile) {
  const ScratchFolder folder;
  write_file(folder.path() / "a", "0123456789");
  const auto source = open_file(folder.path() / "a");
  EXPECT_EQ(source->size(), 10U);
  EXPECT_EQ(source->name(), (folder.path() / "a").string());
  EXPECT_EQ(read_all(*source), "0123456789");
}

TEST(OpenFile, ReadsARangeCutAtTheEnd) {
  const ScratchFolder folder;
  write_file(folder.path() / "a", "0123456789");
  const auto range = [&](std::uint64_t offset, std::optional<std::uint64_t> length) {
    const auto source = open_file(folder.path() / "a", "a", offset, length);
    const auto size = source->size();
    const std::string bytes = read_all(*source);
    EXPECT_EQ(size, bytes.size());
    return bytes;
  };
  EXPECT_EQ(range(3, 4), "3456");
  EXPECT_EQ(range(8, 4), "89");
  EXPECT_EQ(range(3, {}), "3456789");
  EXPECT_EQ(range(0, 0), "");
  EXPECT_EQ(range(11, 4), "");
}

TEST(OpenFile, RefusesAFileThatIsNotThere) {
  EXPECT_EQ(message_of([] { open_file("no/such/file", "s3://b/k"); }, ErrorKind::NoInput),
            "cannot open s3://b/k: No such file or directory; check the path");
}

TEST(OpenFile, RefusesAFolder) {
  EXPECT_EQ(message_of([] { open_file("/"); }, ErrorKind::NoInput),
            "cannot open /: Is a directory; check the path");
}

TEST(OpenFile, RefusesAFileThatMayNotBeRead) {
  const ScratchFolder folder;
  write_file(folder.path() / "a", "secret");
  ::chmod((folder.path() / "a").c_str(), 0);
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(message_in_child(ErrorKind::NotPermitted,
                             [&] {
                               become_nobody();
                               open_file(folder.path() / "a", "a");
                             }),
            "cannot open a: Permission denied; ask for the right to read it");
}

TEST(FromDescriptor, ReadsAPipeInPiecesToItsEnd) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  const std::string sent(200'000, 'x');  // more than a pipe holds
  std::thread writer([&] {
    for (std::size_t at = 0; at < sent.size();) {
      const ssize_t count = ::write(in.get(), sent.data() + at,
                                    std::min<std::size_t>(777, sent.size() - at));
      ASSERT_GT(count, 0);
      at += static_cast<std::size_t>(count);
    }
    in.reset();
  });
  const auto source = from_descriptor(out.get(), "<stdin>");
  EXPECT_EQ(source->size(), std::nullopt);
  EXPECT_EQ(read_all(*source), sent);
  writer.join();
}

TEST(FromDescriptor, WaitsWhereADescriptorDoesNot) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_NONBLOCK), 0);
  FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  std::thread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_EQ(::write(in.get(), "late", 4), 4);
    in.reset();
  });
  EXPECT_EQ(read_all(*from_descriptor(out.get(), "<stdin>")), "late");
  writer.join();
}

TEST(FromDescriptor, GoesOnAfterASignal) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  struct sigaction action = {};
  action.sa_handler = [](int) {};  // without SA_RESTART: read() fails with EINTR
  struct sigaction before = {};
  ASSERT_EQ(::sigaction(SIGUSR1, &action, &before), 0);
  const pthread_t reader = ::pthread_self();
  std::thread writer([&] {
    for (int i = 0; i < 5; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(4));
      ::pthread_kill(reader, SIGUSR1);
    }
    ASSERT_EQ(::write(in.get(), "whole", 5), 5);
    in.reset();
  });
  EXPECT_EQ(read_all(*from_descriptor(out.get(), "<stdin>")), "whole");
  writer.join();
  ::sigaction(SIGUSR1, &before, nullptr);
}

TEST(FromDescriptor, ReportsAReadThatFails) {
  const FileDescriptor in(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(message_of([&] { read_all(*from_descriptor(in.get(), "<stdin>")); },
                       ErrorKind::InputOutput),
            "cannot read <stdin>: Bad file descriptor; check the file and the disk");
}

TEST(FromMemory, GivesItsBytes) {
  const auto source = from_memory("abc");
  EXPECT_EQ(source->size(), 3U);
  EXPECT_EQ(source->name(), "<memory>");
  EXPECT_EQ(read_all(*source), "abc");
}

TEST(ReadAll, TakesTheLimitAndRefusesMore) {
  EXPECT_EQ(read_all(*from_memory("abc"), 3), "abc");
  EXPECT_EQ(read_all(*in_pieces("abc", 1), 3), "abc");
  EXPECT_EQ(message_of([] { read_all(*from_memory("abcd", "big"), 3); }),
            "big is longer than the 3 bytes allowed here; give a smaller one");
}

TEST(Gunzip, ReadsOneMember) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i) + ",";
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20U}) {
    EXPECT_EQ(unzip(gzip(text), piece), text);
  }
}

TEST(Gunzip, ReadsIntoAnyBuffer) {
  const auto source = gunzip(in_pieces(gzip(std::string(5000, 'a')), 7));
  std::size_t total = 0;
  std::array<char, 3> buffer{};
  while (const std::size_t count = source->read(buffer)) total += count;
  EXPECT_EQ(total, 5000U);
  EXPECT_EQ(source->read({}), 0U);
}

TEST(Gunzip, JoinsMembersAndPassesOverZeroPadding) {
  EXPECT_EQ(unzip(gzip("a,") + gzip("") + gzip("b")), "a,b");
  EXPECT_EQ(unzip(gzip("a,") + gzip("b"), 1), "a,b");
  EXPECT_EQ(unzip(gzip("a") + std::string(3, '\0') + gzip("b") + std::string(600, '\0')),
            "ab");
}

TEST(Gunzip, RefusesAStreamCutShort) {
  const std::string whole = gzip("1,2\n3,4\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(message_of([&] { unzip(whole.substr(0, size)); }),
              "<memory>: the gzip stream is cut short; compress the file with gzip again")
        << size;
  }
  EXPECT_EQ(message_of([&] { unzip(whole + whole.substr(0, 12)); }),
            "<memory>: the gzip stream is cut short; compress the file with gzip again");
}

TEST(Gunzip, RefusesADamagedStream) {
  EXPECT_EQ(message_of([] { unzip("1,2\n3,4\n"); }),
            "<memory>: the gzip stream is damaged (incorrect header check); compress the "
            "file with gzip again");
  EXPECT_EQ(message_of([] { unzip(gzip("1") + "junk"); }),
            "<memory>: the gzip stream is damaged (incorrect header check); compress the "
            "file with gzip again");
  std::string wrong_sum = gzip("1,2\n3,4\n");
  wrong_sum[wrong_sum.size() - 5] ^= 1;  // the last byte of CRC32, before ISIZE
  EXPECT_EQ(
      message_of([&] { unzip(wrong_sum); }),
      "<memory>: the gzip stream is damaged (incorrect data check); compress the file "
      "with gzip again");
}

}  // namespace
}  // namespace espalier::data
