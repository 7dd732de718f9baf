#include "data/object_key.hpp"

#include <gtest/gtest.h>

#include <string>

namespace espalier::data {
namespace {

TEST(ObjectKey, TakesADecentKeyForItsOwnPath) {
  EXPECT_EQ(plain_place("csv/train.csv"), (KeyPath{"csv", "train.csv"}));
  EXPECT_EQ(plain_place("%2e/a b/.hidden"), (KeyPath{"%2e", "a b", ".hidden"}));
  EXPECT_EQ(plain_place("a/.espalier"), (KeyPath{"a", ".espalier"}));
  EXPECT_EQ(plain_place(std::string(255, 'x')), KeyPath{std::string(255, 'x')});
}

TEST(ObjectKey, HasNoPlainPlaceForAnIndecentKey) {
  for (const std::string key :
       {"", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "./a", "a\nb", "a\x7F", "\xFF",
        ".espalier", ".espalier/keys/a"}) {
    EXPECT_FALSE(plain_place(key).has_value()) << key;
  }
  EXPECT_FALSE(plain_place(std::string(256, 'x')).has_value());
}

TEST(ObjectKey, EscapesSlashPercentControlsAndALeadingDot) {
  EXPECT_EQ(escaped_place("a/../b"), KeyPath{"a%2F..%2Fb"});
  EXPECT_EQ(escaped_place(".."), KeyPath{"%2E."});
  EXPECT_EQ(escaped_place("100%\n"), KeyPath{"100%25%0A"});
  EXPECT_EQ(escaped_place("é.csv"), KeyPath{"é.csv"});
}

// 254 bytes and the mark make a name of 255; the 255th byte begins the next name.
TEST(ObjectKey, CutsALongKeyIntoFoldersMarkedByAPercentSign) {
  EXPECT_EQ(escaped_place(std::string(254, 'x')), KeyPath{std::string(254, 'x')});
  EXPECT_EQ(escaped_place(std::string(255, 'x')),
            (KeyPath{std::string(254, 'x') + "%", "x"}));
  // Neither an escape nor a character is cut in two.
  EXPECT_EQ(escaped_place(std::string(252, 'x') + "/"),
            (KeyPath{std::string(252, 'x') + "%", "%2F"}));
  EXPECT_EQ(escaped_place(std::string(253, 'x') + "é"),
            (KeyPath{std::string(253, 'x') + "%", "é"}));
}

TEST(ObjectKey, KnowsAKeyByItsEscapedPlaceAndNoOther) {
  const std::string key = "a/../" + std::string(300, '.') + "\n";
  EXPECT_EQ(key_of_escaped_place(escaped_place(key)), key);
  for (const KeyPath& stray :
       {KeyPath{"%41"}, KeyPath{"%2f"}, KeyPath{"%"}, KeyPath{"%2"}, KeyPath{"%GG"},
        KeyPath{"a", "b"}, KeyPath{"a%", "b"}, KeyPath{".a"}, KeyPath{"\xFF"},
        KeyPath{""}, KeyPath{std::string(1025, 'x')}}) {
    EXPECT_FALSE(key_of_escaped_place(stray).has_value()) << join(stray);
  }
}

}  // namespace
}  // namespace espalier::data
