#include "data/error.hpp"

#include <gtest/gtest.h>

#include <string>

#include "data/excerpt.hpp"

namespace espalier::data {
namespace {

TEST(Error, PutsThePlaceBeforeTheReason) {
  const Error error(ErrorKind::BadData, {"train.csv", 17, 4}, "\"abc\" is not a number");
  EXPECT_STREQ(error.what(), "train.csv:17:4: \"abc\" is not a number");
  EXPECT_EQ(error.reason(), "\"abc\" is not a number");
  EXPECT_EQ(error.where().line, 17U);
  EXPECT_EQ(error.kind(), ErrorKind::BadData);
}

TEST(Error, WithoutAPlaceIsTheReasonAlone) {
  const Error error(ErrorKind::NoInput, "cannot open a: No such file or directory");
  EXPECT_STREQ(error.what(), "cannot open a: No such file or directory");
  EXPECT_EQ(error.where().file, "");
}

TEST(Position, LeavesOutALineOrColumnOfZero) {
  EXPECT_EQ((Position{"a.csv", 3, 0}.to_string()), "a.csv:3");
  EXPECT_EQ((Position{"a.csv", 0, 5}.to_string()), "a.csv");
}

TEST(Excerpt, EscapesControlBytesQuotesAndWhatIsNotUtf8) {
  EXPECT_EQ(excerpt("a\tb\r\n\x1b[31m\x7f"), R"("a\tb\r\n\x1b[31m\x7f")");
  EXPECT_EQ(excerpt(R"(say "no" \)"), R"("say \"no\" \\")");
  EXPECT_EQ(excerpt("na\xC3\xAFve \xFF"), "\"na\xC3\xAFve \\xff\"");
  // An overlong slash, a surrogate, a code beyond U+10FFFF, a character cut short.
  EXPECT_EQ(excerpt("\xC0\xAF"), R"("\xc0\xaf")");
  EXPECT_EQ(excerpt("\xED\xA0\x80"), R"("\xed\xa0\x80")");
  EXPECT_EQ(excerpt("\xF4\x90\x80\x80"), R"("\xf4\x90\x80\x80")");
  EXPECT_EQ(excerpt("\xE2\x82"), R"("\xe2\x82")");
}

TEST(Excerpt, CutsAfterWholeCharacters) {
  EXPECT_EQ(excerpt("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "\"\xC3\xA9\xC3\xA9...\"");
  EXPECT_EQ(excerpt("abc", 3), "\"abc\"");
}

TEST(Printable, ChangesControlBytesOnly) {
  EXPECT_EQ(printable("x,\"y\"\\\x01"), "x,\"y\"\\\\x01");
}

TEST(FirstCharacters, CountsCharactersNotBytes) {
  EXPECT_EQ(first_characters("\xE2\x82\xAC"
                             "12",
                             2),
            "\xE2\x82\xAC"
            "1");
  EXPECT_EQ(first_characters("ab", 50), "ab");
}

}  // namespace
}  // namespace espalier::data
