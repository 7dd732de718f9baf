#include "data/s3_uri.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/error.hpp"

namespace espalier::data {
namespace {

std::string refusal(std::string_view text) {
  try {
    S3Uri::parse(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::BadArgument);
    return error.what();
  }
  return "accepted";
}

std::string bucket_refusal(std::string_view name) {
  try {
    check_bucket_name(name);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::BadArgument);
    return error.what();
  }
  return "accepted";
}

TEST(S3Uri, SplitsAtTheFirstSlashAfterTheBucket) {
  const S3Uri uri = S3Uri::parse("s3://my.bucket-1/csv//train.csv/");
  EXPECT_EQ(uri.bucket, "my.bucket-1");
  EXPECT_EQ(uri.key, "csv//train.csv/");
}

TEST(S3Uri, HasAnEmptyKeyWithAndWithoutTheSlash) {
  EXPECT_EQ(S3Uri::parse("s3://bucket"), S3Uri::parse("s3://bucket/"));
  EXPECT_EQ(S3Uri::parse("s3://bucket").key, "");
  EXPECT_EQ(S3Uri::parse("s3://bucket/").to_string(), "s3://bucket");
}

TEST(S3Uri, ReadsBackWhatItPrints) {
  for (const std::string text : {"s3://bucket/key", "s3://bucket//a/../b",
                                 "s3://bucket/%2e?x#y", "s3://bucket/é"}) {
    EXPECT_EQ(S3Uri::parse(text).to_string(), text);
  }
}

TEST(S3Uri, OrdersByTheBytesOfTheKey) {
  // "ÿ" begins with byte 0xC3, beyond "z": bytes compare as unsigned.
  EXPECT_LT(S3Uri::parse("s3://bucket/z"), S3Uri::parse("s3://bucket/ÿ"));
  EXPECT_LT(S3Uri::parse("s3://bucket/a!"), S3Uri::parse("s3://bucket/a/"));
}

TEST(S3Uri, ChildNeverDoublesNorLeadsWithASlash) {
  const auto child = [](const char* parent, const char* name) {
    return S3Uri::parse(parent).child(name).to_string();
  };
  EXPECT_EQ(child("s3://bucket", "a"), "s3://bucket/a");
  EXPECT_EQ(child("s3://bucket/", "/a"), "s3://bucket/a");
  EXPECT_EQ(child("s3://bucket/models", "a/b"), "s3://bucket/models/a/b");
  EXPECT_EQ(child("s3://bucket/models/", "/a"), "s3://bucket/models/a");
}

TEST(S3Uri, RefusesAnotherScheme) {
  EXPECT_EQ(refusal("https://bucket/key"),
            "\"https://bucket/key\" is not an address in S3; write s3://BUCKET/KEY");
  EXPECT_EQ(refusal("train.csv"),
            "\"train.csv\" is not an address in S3; write s3://BUCKET/KEY");
  EXPECT_EQ(refusal("S3://bucket/key"),
            "\"S3://bucket/key\" is not an address in S3; write s3://BUCKET/KEY");
}

TEST(S3Uri, RefusesAMissingBucket) {
  EXPECT_EQ(refusal("s3:///key"),
            "bucket name \"\": it is missing; write s3://BUCKET/KEY");
}

TEST(S3Uri, RefusesAKeyOver1024BytesAndTakesOneOf1024) {
  EXPECT_EQ(S3Uri::parse("s3://bucket/" + std::string(1024, 'k')).key.size(), 1024U);
  EXPECT_EQ(refusal("s3://bucket/" + std::string(1025, 'k')),
            "key \"" + std::string(40, 'k') +
                "…\": it has 1025 bytes; at most 1024 bytes of UTF-8 are allowed");
}

TEST(S3Uri, RefusesAKeyThatIsNotUtf8) {
  EXPECT_EQ(refusal("s3://bucket/caf\xE9"),
            "key \"caf\xE9\": it is not UTF-8; encode it as UTF-8");
}

// Each row of Unicode 15, table 3-7, at its ends, and just outside them.
TEST(S3Uri, TellsWellFormedUtf8) {
  using namespace std::literals;
  for (const std::string_view good :
       {""sv, "\0"sv, "\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv,
        "\xEC\xBF\xBF"sv, "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv,
        "\xF0\x90\x80\x80"sv, "\xF3\xBF\xBF\xBF"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_TRUE(is_utf8(good));
  }
  for (const std::string_view bad :
       {"\x80"sv, "\xBF"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xC2"sv, "\xC2\x41"sv,
        "\xE0\x9F\xBF"sv, "\xE1\x80"sv, "\xE1\x80\xC0"sv, "\xED\xA0\x80"sv,
        "\xF0\x8F\xBF\xBF"sv, "\xF0\x90\x80"sv, "\xF4\x90\x80\x80"sv,
        "\xF5\x80\x80\x80"sv, "\xFF"sv}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

// Bucket naming rules: Amazon S3 User Guide, "General purpose bucket naming rules".
TEST(BucketName, TakesWhatS3Takes) {
  for (const std::string& name :
       {std::string("abc"), std::string("123"), std::string("a.b-c"),
        std::string("1.2.3"), std::string("1.2.3.4.5"), std::string("1.2.3.1000"),
        std::string("a--b"), std::string(63, 'a')}) {
    EXPECT_EQ(bucket_refusal(name), "accepted") << name;
    EXPECT_EQ(fault_of_bucket_name(name), "");
  }
}

TEST(BucketName, SaysWhichRuleIsBroken) {
  const std::string letters =
      "only lower-case letters, digits, dots and hyphens are allowed";
  const std::string ends = "it must begin and end with a letter or a digit";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"ab", "it has 2 characters; between 3 and 63 are allowed"},
      {std::string(64, 'a'), "it has 64 characters; between 3 and 63 are allowed"},
      {"myBucket", "capital letters are not allowed; write it in lower case"},
      {"my_bucket", letters},
      {"my bucket", letters},
      {"bückets", letters},
      {"../../etc", letters},
      {"-bucket", ends},
      {"bucket-", ends},
      {".bucket", ends},
      {"bucket.", ends},
      {"my..bucket", "two dots may not stand side by side"},
      {"192.168.5.4", "it may not look like an IP address"},
      {"xn--bucket", "S3 reserves names that begin with xn--"},
      {"sthree-bucket", "S3 reserves names that begin with sthree-"},
      {"bucket-s3alias", "S3 reserves names that end with -s3alias"},
      {"bucket--ol-s3", "S3 reserves names that end with --ol-s3"},
      {"bucket.mrap", "S3 reserves names that end with .mrap"},
      {"bucket--x-s3", "S3 reserves names that end with --x-s3"},
      {"bucket--table-s3", "S3 reserves names that end with --table-s3"},
  };
  for (const auto& [name, why] : cases) {
    EXPECT_EQ(bucket_refusal(name), "bucket name \"" + name + "\": " + why);
  }
}

}  // namespace
}  // namespace espalier::data
