#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "data/object_store.hpp"
#include "tests/support/scratch_folder.hpp"

namespace espalier::data {
namespace {

std::string text_of(ByteSource& source) {
  std::string text;
  std::vector<char> buffer(4096);
  while (const std::size_t count = source.read(buffer)) text.append(buffer.data(), count);
  return text;
}

bool is_whole(const std::string& text) {
  return text.size() == 20000 && text == std::string(20000, text.front());
}

TEST(ObjectStoreConcurrency, ReadersSeeWholeObjectsWhileWritersReplaceThem) {
  const test::ScratchFolder scratch;
  ObjectStore store(scratch.path());
  const S3Uri uri{"bucket", "a/b"};
  store.put(uri, std::string(20000, '0'));
  std::atomic<bool> done{false};
  std::atomic<int> torn{0};
  std::vector<std::jthread> threads;
  for (int writer = 0; writer < 3; ++writer) {
    threads.emplace_back([&store, &uri, writer] {
      for (int i = 0; i < 60; ++i) {
        store.put(uri, std::string(20000, static_cast<char>('a' + writer)));
      }
    });
  }
  for (int reader = 0; reader < 3; ++reader) {
    threads.emplace_back([&] {
      while (!done) {
        if (!is_whole(text_of(*store.get(uri)))) ++torn;
        if (store.list({"bucket", ""}).size() != 1) ++torn;
      }
    });
  }
  for (std::size_t i = 0; i < 3; ++i) threads[i].join();
  done = true;
  threads.clear();
  EXPECT_EQ(torn, 0);
}

// "a" goes to and fro between its two places as "a/b" comes and goes, and folders vanish
// under the writers; "a" must be found at every moment.
TEST(ObjectStoreConcurrency, AnObjectIsFoundWhileItChangesItsPlace) {
  const test::ScratchFolder scratch;
  ObjectStore store(scratch.path());
  const S3Uri file{"bucket", "a"};
  const S3Uri inner{"bucket", "a/b"};
  store.put(inner, "inner");
  store.put(file, std::string(20000, '0'));
  std::atomic<bool> done{false};
  std::atomic<int> lost{0};
  std::vector<std::jthread> threads;
  threads.emplace_back([&] {
    for (int i = 0; i < 100; ++i) store.put(file, std::string(20000, 'x'));
  });
  threads.emplace_back([&] {
    for (int i = 0; i < 100; ++i) {
      store.put(inner, "inner");
      store.remove(inner);
    }
  });
  threads.emplace_back([&] {
    while (!done) {
      const auto head = store.head(file);
      if (!head || !is_whole(text_of(*store.get(file)))) ++lost;
      if (store.list(file).empty()) ++lost;
    }
  });
  threads[0].join();
  threads[1].join();
  done = true;
  threads.clear();
  EXPECT_EQ(lost, 0);
}

TEST(ObjectStoreConcurrency, FoldersThatComeAndGoLoseNoPut) {
  const test::ScratchFolder scratch;
  ObjectStore store(scratch.path());
  std::vector<std::jthread> threads;
  std::atomic<int> lost{0};
  for (int worker = 0; worker < 4; ++worker) {
    threads.emplace_back([&store, &lost, worker] {
      const S3Uri uri{"bucket", "deep/er/" + std::to_string(worker)};
      for (int i = 0; i < 50; ++i) {
        store.put(uri, "here");
        if (!store.head(uri)) ++lost;
        store.remove(uri);
        if (store.head(uri)) ++lost;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace espalier::data
