#include "data/object_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "data/error.hpp"
#include "tests/unit/data/object_store_fixture.hpp"

namespace espalier::data {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(ObjectStoreTest, KeepsAnOrdinaryKeyAsAnOrdinaryFile) {
  store.put(at("csv/train.csv"), "1,2\n");
  EXPECT_EQ(text_of(bucket / "csv" / "train.csv"), "1,2\n");
  EXPECT_EQ(store.path_of(at("csv/train.csv")), bucket / "csv" / "train.csv");
}

TEST_F(ObjectStoreTest, TakesAFileThatAPersonDropsIntoTheFolderForAnObject) {
  drop(bucket / "csv" / "by hand.csv", "3,4\n");
  EXPECT_THAT(keys(), ElementsAre("csv/by hand.csv"));
  EXPECT_EQ(get("csv/by hand.csv"), "3,4\n");
}

TEST_F(ObjectStoreTest, ReplacesAnObjectWhole) {
  store.put(at("a"), "a long first version");
  store.put(at("a"), "short");
  EXPECT_EQ(get("a"), "short");
}

TEST_F(ObjectStoreTest, MakesAnObjectAppearAtCommitOnly) {
  store.put(at("a"), "old");
  {
    const auto sink = store.writer(at("a"));
    EXPECT_EQ(sink->name(), "s3://bucket/a");
    sink->write("new");
    EXPECT_EQ(get("a"), "old");
    sink->commit();
    EXPECT_EQ(get("a"), "new");
  }
  EXPECT_EQ(temporaries(), 0U);
}

TEST_F(ObjectStoreTest, ForgetsAWriterThatNeverCommits) {
  store.writer(at("a"))->write("half");
  EXPECT_EQ(get("a"), "<none>");
  EXPECT_THAT(keys(), IsEmpty());
  EXPECT_EQ(temporaries(), 0U);
}

TEST_F(ObjectStoreTest, SweepsTheTemporariesOfDeadWritersAndNotOfLiveOnes) {
  const auto live = store.writer(at("live"));
  drop(bucket / ".espalier" / "tmp" / "left-by-a-crash", "half");
  EXPECT_THAT(keys(), IsEmpty());
  store.put(at("a"), "1");
  EXPECT_EQ(temporaries(), 1U);
  live->write("whole");
  live->commit();
  EXPECT_EQ(get("live"), "whole");
}

TEST_F(ObjectStoreTest, ReadsARange) {
  store.put(at("a"), "0123456789");
  const auto range = [this](ByteRange wanted) {
    const auto source = store.get(at("a"), wanted);
    const std::string text = text_of(*source);
    EXPECT_EQ(source->size(), text.size());
    return text;
  };
  EXPECT_EQ(range({}), "0123456789");
  EXPECT_EQ(range({7, {}}), "789");
  EXPECT_EQ(range({2, 3}), "234");
  EXPECT_EQ(range({8, 100}), "89");
  EXPECT_EQ(range({10, {}}), "");
  EXPECT_EQ(range({8, UINT64_MAX}), "89");
  EXPECT_EQ(refusal(ErrorKind::BadArgument,
                    [&] {
                      range({11, {}});
                    }),
            "s3://bucket/a: the range begins at byte 11 and the object has 10; begin "
            "within the object");
}

TEST_F(ObjectStoreTest, SaysThatAnObjectIsNotThere) {
  const std::string message =
      "s3://bucket/a: there is no such object; check the bucket and the key";
  EXPECT_EQ(refusal(ErrorKind::NoInput, [&] { return store.get(at("a")); }), message);
  EXPECT_EQ(refusal(ErrorKind::NoInput, [&] { return store.etag(at("a")); }), message);
  EXPECT_EQ(refusal(ErrorKind::NoInput, [&] { store.copy(at("a"), at("b")); }), message);
  EXPECT_FALSE(store.head(at("a")).has_value());
  store.remove(at("a"));
  EXPECT_FALSE(fs::exists(root));
}

TEST_F(ObjectStoreTest, RefusesTheEmptyKey) {
  const std::string message =
      "s3://bucket: this names a bucket; add the key of an object";
  EXPECT_EQ(refusal(ErrorKind::BadArgument, [&] { store.put(at(""), "1"); }), message);
  EXPECT_EQ(refusal(ErrorKind::BadArgument, [&] { return store.get(at("")); }), message);
  EXPECT_EQ(refusal(ErrorKind::BadArgument, [&] { store.remove(at("")); }), message);
}

TEST_F(ObjectStoreTest, ChecksBucketAndKeyOfAnAddressThatWasNotParsed) {
  EXPECT_EQ(refusal(ErrorKind::BadArgument,
                    [&] {
                      store.put({"../x", "k"}, "1");
                    }),
            "bucket name \"../x\": only lower-case letters, digits, dots and hyphens are "
            "allowed");
  EXPECT_EQ(refusal(ErrorKind::BadArgument,
                    [&] {
                      return store.list({"../x", ""});
                    }),
            "bucket name \"../x\": only lower-case letters, digits, dots and hyphens are "
            "allowed");
  EXPECT_EQ(refusal(ErrorKind::BadArgument, [&] { return store.get(at("\xFF")); }),
            "key \"\xFF\": it is not UTF-8; encode it as UTF-8");
  EXPECT_FALSE(store.has_bucket("../x"));
}

TEST_F(ObjectStoreTest, TellsSizeAndTime) {
  const auto before = std::chrono::system_clock::now() - std::chrono::seconds(2);
  store.put(at("a"), "12345");
  const auto info = store.head(at("a"));
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->uri, at("a"));
  EXPECT_EQ(info->bytes, 5U);
  EXPECT_GT(info->last_modified, before);
  // File times come from a coarse clock that may trail by a tick.
  EXPECT_LE(info->last_modified, std::chrono::system_clock::now());
  EXPECT_EQ(store.list(at("a")).front().last_modified, info->last_modified);
}

TEST_F(ObjectStoreTest, ListsByStringPrefixInTheOrderOfBytes) {
  for (const char* key : {"csv/test.csv", "csv/test.csv.bak", "csv/test.csv/part", "csv2",
                          "csv/é", "csv/z", "csv!", "other"}) {
    store.put(at(key), key);
  }
  EXPECT_THAT(keys("csv/test.csv"),
              ElementsAre("csv/test.csv", "csv/test.csv.bak", "csv/test.csv/part"));
  // '!' < '/' < '2' < 'z' < the first byte of "é".
  EXPECT_THAT(keys("csv"), ElementsAre("csv!", "csv/test.csv", "csv/test.csv.bak",
                                       "csv/test.csv/part", "csv/z", "csv/é", "csv2"));
  EXPECT_THAT(keys("csv/t"),
              ElementsAre("csv/test.csv", "csv/test.csv.bak", "csv/test.csv/part"));
  EXPECT_THAT(keys("nothing"), IsEmpty());
  EXPECT_EQ(keys().size(), 8U);
}

TEST_F(ObjectStoreTest, ListsNothingOfABucketThatIsNotThere) {
  EXPECT_THAT(store.list({"elsewhere", ""}), IsEmpty());
  EXPECT_THAT(store.list_buckets(), IsEmpty());
}

TEST_F(ObjectStoreTest, ListsBucketsInOrderAndNothingElse) {
  store.create_bucket("zebra");
  store.create_bucket("zebra");
  store.create_bucket("apple");
  fs::create_directories(root / "NoBucket");
  drop(root / "a-file", "");
  EXPECT_THAT(store.list_buckets(), ElementsAre("apple", "zebra"));
  EXPECT_TRUE(store.has_bucket("apple"));
  EXPECT_FALSE(store.has_bucket("mango"));
  EXPECT_FALSE(store.has_bucket("a-file"));
}

TEST_F(ObjectStoreTest, SaysThatAFileStandsWhereTheBucketWouldBe) {
  drop(bucket, "");
  EXPECT_EQ(refusal(ErrorKind::CannotCreate, [&] { store.put(at("a"), "1"); }),
            bucket.string() +
                ": cannot use it as a bucket: Not a directory; choose another folder");
}

TEST_F(ObjectStoreTest, SaysThatTheRootCannotBeMade) {
  drop(scratch.path() / "home", "a file");
  EXPECT_EQ(refusal(ErrorKind::CannotCreate, [&] { store.create_bucket("bucket"); }),
            root.string() +
                ": cannot create the folder: Not a directory; choose another folder");
}

TEST_F(ObjectStoreTest, RemovesAnObjectAndTheFoldersThatThisEmpties) {
  store.put(at("a/b/c"), "1");
  store.put(at("a/d"), "2");
  store.remove(at("a/b/c"));
  EXPECT_FALSE(fs::exists(bucket / "a" / "b"));
  EXPECT_EQ(get("a/d"), "2");
  store.remove(at("a/d"));
  EXPECT_FALSE(fs::exists(bucket / "a"));
  EXPECT_TRUE(store.has_bucket("bucket"));
}

TEST_F(ObjectStoreTest, CopiesOntoAnotherKeyAndOntoItself) {
  store.put(at("a"), "content");
  store.copy(at("a"), {"second", "b/c"});
  EXPECT_EQ(text_of(*store.get({"second", "b/c"})), "content");
  store.copy(at("a"), at("a"));
  EXPECT_EQ(get("a"), "content");
}

TEST_F(ObjectStoreTest, HasTheMd5ForAnEtag) {
  store.put(at("a"), "abc");
  EXPECT_EQ(store.etag(at("a")), "900150983cd24fb0d6963f7d28e17f72");  // RFC 1321
}

}  // namespace
}  // namespace espalier::data
