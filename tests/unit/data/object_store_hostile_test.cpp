// Keys, files and moments that could bring ObjectStore to harm.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "data/error.hpp"
#include "data/object_key.hpp"
#include "data/object_store.hpp"
#include "tests/unit/data/object_store_fixture.hpp"

namespace espalier::data {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(ObjectStoreTest, HoldsAFileAndAFolderOfOneName) {
  store.put(at("a"), "file");
  store.put(at("a/b"), "inner");
  store.put(at("a/"), "slash");
  EXPECT_THAT(keys(), ElementsAre("a", "a/", "a/b"));
  EXPECT_EQ(get("a"), "file");
  EXPECT_EQ(get("a/b"), "inner");
  EXPECT_EQ(get("a/"), "slash");
  EXPECT_EQ(text_of(bucket / "a"), "file");
  EXPECT_EQ(store.path_of(at("a/b")), bucket / ".espalier" / "keys" / "a%2Fb");

  store.remove(at("a"));
  EXPECT_THAT(keys(), ElementsAre("a/", "a/b"));
  EXPECT_EQ(get("a/b"), "inner");
}

TEST_F(ObjectStoreTest, HoldsThemInTheOtherOrderToo) {
  store.put(at("a/b"), "inner");
  EXPECT_EQ(store.path_of(at("a")), bucket / ".espalier" / "keys" / "a");
  store.put(at("a"), "file");
  EXPECT_EQ(text_of(bucket / "a" / "b"), "inner");
  EXPECT_EQ(text_of(bucket / ".espalier" / "keys" / "a"), "file");
  EXPECT_THAT(keys(), ElementsAre("a", "a/b"));
  EXPECT_EQ(get("a"), "file");
}

TEST_F(ObjectStoreTest, MovesAnObjectToItsPlainPlaceWhenThatBecomesFree) {
  store.put(at("a/b"), "inner");
  store.put(at("a"), "old");
  store.remove(at("a/b"));
  EXPECT_EQ(get("a"), "old");
  store.put(at("a"), "new");
  EXPECT_EQ(text_of(bucket / "a"), "new");
  EXPECT_FALSE(fs::exists(bucket / ".espalier" / "keys" / "a"));
  EXPECT_THAT(keys(), ElementsAre("a"));
  store.remove(at("a"));
  EXPECT_EQ(get("a"), "<none>");
}

TEST_F(ObjectStoreTest, LetsAnEmptyFolderGiveWay) {
  fs::create_directories(bucket / "a");
  store.put(at("a"), "file");
  EXPECT_EQ(text_of(bucket / "a"), "file");
}

TEST_F(ObjectStoreTest, PrefersThePlainPlaceWhereACrashLeftBoth) {
  drop(bucket / ".espalier" / "keys" / "a", "stale");
  drop(bucket / "a", "new");
  EXPECT_EQ(get("a"), "new");
  ASSERT_EQ(store.list(at("")).size(), 1U);
  EXPECT_EQ(store.list(at("")).front().bytes, 3U);
  store.remove(at("a"));
  EXPECT_EQ(get("a"), "<none>");
}

TEST_F(ObjectStoreTest, HoldsEveryHostileKeyAtOnce) {
  const std::vector<std::string> hostile = {
      "a/../b",
      "a//b",
      ".",
      "..",
      "/",
      "//",
      "../../../etc/passwd",
      "/etc/passwd",
      "%2e",
      "%2E",
      ".",
      "%",
      "a%",
      "a%2Fb",
      "a/b",
      "a",
      "a/",
      "a//",
      "b",
      "./b",
      "b/.",
      "b/..",
      ".espalier",
      ".espalier/tmp/x",
      ".espalier/keys/a",
      ".espalier/keys",
      "tmp/x",
      "\n",
      "\t",
      "\x01",
      "\x7F",
      std::string("\0", 1),
      std::string("a\0b", 3),
      "é",
      "e\xCC\x81",
      "日本/語",
      "🌳",
      "a b",
      "a\\b",
      "*",
      "?",
      "con",
      "A",
      "~",
      std::string(255, 'x'),
      std::string(256, 'x'),
      std::string(1024, 'x'),
      std::string(1024, '/'),
      std::string(1024, '%'),
      std::string(1024, '\n'),
      std::string(1023, '.'),
      std::string(1024, '.'),
      std::string(255, 'x') + "/" + std::string(255, 'y'),
      std::string(300, 'x') + "/" + std::string(300, 'y')};
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    store.put(at(hostile[i]), std::to_string(i));
  }
  const std::set<std::string> sorted(hostile.begin(), hostile.end());
  EXPECT_EQ(keys(), std::vector<std::string>(sorted.begin(), sorted.end()));
  std::map<std::string, std::string> last;
  for (std::size_t i = 0; i < hostile.size(); ++i) last[hostile[i]] = std::to_string(i);
  for (const auto& [key, content] : last) {
    EXPECT_EQ(get(key), content) << key;
    EXPECT_EQ(text_of(store.path_of(at(key))), content) << key;
  }
  // Nothing beside the bucket, nothing above the root.
  EXPECT_EQ(std::distance(fs::directory_iterator(root), fs::directory_iterator()), 1);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), {}), 1);
  for (const std::string& key : sorted) store.remove(at(key));
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_F(ObjectStoreTest, HoldsAKeyOf512Folders) {
  std::string deep = "a";
  while (deep.size() + 2 <= kMaxKeyBytes) deep += "/a";
  store.put(at(deep), "deep");
  EXPECT_THAT(keys("a/a"), ElementsAre(deep));
  EXPECT_EQ(get(deep), "deep");
  store.remove(at(deep));
  EXPECT_FALSE(fs::exists(bucket / "a"));
}

TEST_F(ObjectStoreTest, NeverFollowsALinkOutOfItsFolder) {
  const fs::path outside = scratch.path() / "outside";
  drop(outside / "secret", "secret");
  store.create_bucket("bucket");
  fs::create_directory_symlink(outside, bucket / "folder");
  fs::create_symlink(outside / "secret", bucket / "file");
  EXPECT_THAT(keys(), IsEmpty());
  EXPECT_EQ(get("file"), "<none>");
  EXPECT_EQ(get("folder/secret"), "<none>");

  store.put(at("folder/secret"), "mine");
  store.put(at("file"), "mine");
  store.remove(at("folder/other"));
  EXPECT_EQ(text_of(outside / "secret"), "secret");
  EXPECT_EQ(get("folder/secret"), "mine");
  EXPECT_EQ(get("file"), "mine");
  EXPECT_FALSE(fs::is_symlink(bucket / "file"));
  EXPECT_THAT(keys(), ElementsAre("file", "folder/secret"));
  store.remove(at("folder/secret"));
  EXPECT_EQ(text_of(outside / "secret"), "secret");
}

TEST_F(ObjectStoreTest, TakesNoLinkForABucket) {
  fs::create_directories(scratch.path() / "outside");
  fs::create_directories(root);
  fs::create_directory_symlink(scratch.path() / "outside", bucket);
  EXPECT_FALSE(store.has_bucket("bucket"));
  EXPECT_THAT(store.list_buckets(), IsEmpty());
  EXPECT_EQ(refusal(ErrorKind::CannotCreate, [&] { store.put(at("a"), "1"); }),
            bucket.string() +
                ": cannot use it as a bucket: Not a directory; choose another folder");
}

TEST_F(ObjectStoreTest, MayHaveARootThatIsALink) {
  fs::create_directories(scratch.path() / "disk");
  fs::create_directories(root.parent_path());
  fs::create_directory_symlink(scratch.path() / "disk", root);
  store.put(at("a"), "1");
  EXPECT_EQ(text_of(scratch.path() / "disk" / "bucket" / "a"), "1");
}

TEST_F(ObjectStoreTest, IsNotHeldUpByAPipe) {
  store.create_bucket("bucket");
  ASSERT_EQ(::mkfifo((bucket / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(get("pipe"), "<none>");
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_F(ObjectStoreTest, LeavesOutFilesThatAreNoObjects) {
  drop(bucket / "caf\xE9", "not UTF-8");
  drop(bucket / "line\nbreak", "its place is the escaped one");
  drop(bucket / ".espalier" / "keys" / "%41", "no canonical name: A needs no escape");
  drop(bucket / ".espalier" / "keys" / "folder" / "x", "no mark on the folder");
  drop(bucket / ".espalier" / "stray", "");
  EXPECT_THAT(keys(), IsEmpty());
}

/// Runs the rest of a scope as a user to whom permissions apply, if we are root.
class OrdinaryUser {
 public:
  OrdinaryUser() : changed_(::geteuid() == 0 && ::seteuid(65534) == 0) {}
  ~OrdinaryUser() {
    if (changed_ && ::seteuid(0) != 0) std::abort();
  }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;
  OrdinaryUser(OrdinaryUser&&) = delete;
  OrdinaryUser& operator=(OrdinaryUser&&) = delete;

 private:
  bool changed_;
};

TEST_F(ObjectStoreTest, SaysThatTheSystemRefuses) {
  store.put(at("a/b"), "1");
  fs::permissions(scratch.path(), fs::perms(0755));
  fs::permissions(bucket / "a", fs::perms::none);
  {
    const OrdinaryUser user;
    EXPECT_EQ(refusal(ErrorKind::NotPermitted, [&] { return store.get(at("a/b")); }),
              "s3://bucket/a/b: cannot open it: Permission denied; give this user the "
              "right to it");
    EXPECT_EQ(refusal(ErrorKind::NotPermitted, [&] { return store.list(at("")); }),
              "s3://bucket: cannot open it: Permission denied; give this user the right "
              "to it");
  }
  fs::permissions(bucket / "a", fs::perms::owner_all);
}

/// Random keys out of pieces that each are trouble, checked against a map after each
/// step.
TEST_F(ObjectStoreTest, BehavesAsAMapOverHostileKeys) {
  std::mt19937 random(20240607);
  const std::vector<std::string> pieces = {"a",
                                           "b",
                                           "/",
                                           "/",
                                           "/",
                                           ".",
                                           "..",
                                           "%",
                                           "%2F",
                                           "%2f",
                                           ".espalier",
                                           "keys",
                                           "tmp",
                                           "é",
                                           "\x01",
                                           "\n",
                                           "\x7F",
                                           " ",
                                           std::string(250, 'x'),
                                           std::string(4, '%')};
  const auto below = [&random](std::size_t n) { return random() % n; };
  const auto random_key = [&] {
    std::string key;
    for (std::size_t n = 1 + below(5); n > 0; --n) key += pieces[below(pieces.size())];
    return key.size() <= kMaxKeyBytes ? key : std::string("a");
  };
  std::map<std::string, std::string> oracle;
  const auto some_key = [&] {
    if (oracle.empty() || below(3) == 0) return random_key();
    return std::next(oracle.begin(), static_cast<std::ptrdiff_t>(below(oracle.size())))
        ->first;
  };
  for (int step = 0; step < 1000; ++step) {
    const std::string key = some_key();
    if (below(5) < 3) {
      oracle[key] = std::to_string(step);
      store.put(at(key), oracle[key]);
    } else {
      oracle.erase(key);
      store.remove(at(key));
    }
    const std::string probe = some_key();
    const auto found = oracle.find(probe);
    ASSERT_EQ(get(probe), found == oracle.end() ? "<none>" : found->second) << probe;
    if (step % 10 != 0) continue;
    const std::string prefix = probe.substr(0, below(4));
    if (!is_utf8(prefix)) continue;
    std::vector<std::string> expected;
    for (const auto& [stored, content] : oracle) {
      if (stored.starts_with(prefix)) expected.push_back(stored);
    }
    ASSERT_EQ(keys(prefix), expected) << prefix;
  }
}

/// A child is killed again and again while it puts; what stands under the final name is
/// always whole, and the next put works.
TEST_F(ObjectStoreTest, SurvivesAKillInTheMiddleOfAPut) {
  const std::size_t size = 1 << 20U;
  const auto version = [](char letter) { return std::string(size, letter); };
  store.put(at("a/b"), version('0'));
  std::mt19937 random(7);
  for (int round = 0; round < 10; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (char letter = 'a';;
           letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1)) {
        const auto sink = store.writer(at("a/b"));
        for (int piece = 0; piece < 16; ++piece) {
          sink->write(std::string(size / 16, letter));
        }
        sink->commit();
      }
    }
    ::usleep(static_cast<useconds_t>(1000 + random() % 20000));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    const std::string text = get("a/b");
    ASSERT_EQ(text.size(), size);
    ASSERT_EQ(text, version(text.front()));
    ASSERT_THAT(keys(), ElementsAre("a/b"));
  }
  store.put(at("a/b"), "last");
  EXPECT_EQ(get("a/b"), "last");
  EXPECT_EQ(temporaries(), 0U);
}

}  // namespace
}  // namespace espalier::data
