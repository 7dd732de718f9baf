/// What the tests of ObjectStore share: a store in a scratch folder, with one bucket.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/error.hpp"
#include "data/object_store.hpp"
#include "tests/support/scratch_folder.hpp"

namespace espalier::data {

namespace fs = std::filesystem;

inline S3Uri at(std::string key) { return {"bucket", std::move(key)}; }

inline std::string text_of(ByteSource& source) {
  std::string text;
  std::vector<char> buffer(1000);
  while (const std::size_t count = source.read(buffer)) text.append(buffer.data(), count);
  return text;
}

inline std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void drop(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

template <class Action>
std::string refusal(ErrorKind kind, Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "accepted";
}

class ObjectStoreTest : public ::testing::Test {
 protected:
  std::string get(const std::string& key) const {
    if (!store.head(at(key))) return "<none>";
    return text_of(*store.get(at(key)));
  }
  std::vector<std::string> keys(const std::string& prefix = {}) const {
    std::vector<std::string> list;
    for (const ObjectInfo& info : store.list(at(prefix))) list.push_back(info.uri.key);
    return list;
  }
  /// The names in the folder for temporaries.
  std::size_t temporaries() const {
    const fs::path folder = bucket / ".espalier" / "tmp";
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }

  test::ScratchFolder scratch;
  fs::path root = scratch.path() / "home" / "s3";
  fs::path bucket = root / "bucket";
  ObjectStore store{root};
};

}  // namespace espalier::data
