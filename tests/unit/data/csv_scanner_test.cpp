#include "data/csv_scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/chunked_source.hpp"
#include "tests/unit/data/message_of.hpp"

namespace espalier::data {
namespace {

using testing::ElementsAre;
using Records = std::vector<std::vector<std::string>>;

Records drain(CsvScanner scanner) {
  Records records;
  while (const auto fields = scanner.next()) {
    auto& record = records.emplace_back();
    for (const CsvField& field : *fields) record.emplace_back(field.text);
  }
  return records;
}

Records scan(const std::string& text, CsvDialect dialect = {}) {
  Records whole = drain(CsvScanner(from_memory(text, "a.csv"), dialect));
  EXPECT_EQ(drain(CsvScanner(in_pieces(text, 1), dialect)), whole);
  return whole;
}

std::string refusal(const std::string& text, CsvDialect dialect = {}) {
  return message_of([&] { drain(CsvScanner(from_memory(text, "a.csv"), dialect)); });
}

TEST(CsvScanner, EndsRecordsAtLfCrlfAndTheEnd) {
  EXPECT_EQ(scan("1,2\r\n3,4\n5,6"), (Records{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
  EXPECT_EQ(scan("1,2\r"), (Records{{"1", "2"}}));
  EXPECT_EQ(scan(""), Records{});
}

TEST(CsvScanner, KeepsEmptyFieldsAndBlanksInFields) {
  EXPECT_EQ(scan("1,,3\n1, ,3\n1,2,\n,,\n"),
            (Records{{"1", "", "3"}, {"1", " ", "3"}, {"1", "2", ""}, {"", "", ""}}));
}

TEST(CsvScanner, SkipsEmptyAndBlankLinesButCountsThem) {
  CsvScanner scanner(from_memory("\n \t\r\n\r\n7\n\n"), {});
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.line(), 4U);
  EXPECT_FALSE(scanner.next());
  EXPECT_FALSE(scanner.next());
}

TEST(CsvScanner, TakesALineOfTabsForEmptyFieldsWhereTabsDelimit) {
  EXPECT_EQ(scan("\t\t\n \n", {.delimiter = '\t'}), (Records{{"", "", ""}}));
}

TEST(CsvScanner, DropsAByteOrderMarkAtTheFrontOnly) {
  EXPECT_EQ(scan("\xEF\xBB\xBF"
                 "1,2\n"),
            (Records{{"1", "2"}}));
  EXPECT_EQ(scan("1\n\xEF\xBB\xBF"
                 "2\n"),
            (Records{{"1"},
                     {"\xEF\xBB\xBF"
                      "2"}}));
  EXPECT_EQ(scan("\xEF\xBB"), (Records{{"\xEF\xBB"}}));
}

TEST(CsvScanner, UnquotesAsRfc4180) {
  EXPECT_EQ(scan("\"a,b\",\"say \"\"no\"\"\",\"\"\n\"two\r\nlines\",c\r\nd,\"e\"\r\n"),
            (Records{{"a,b", "say \"no\"", ""}, {"two\r\nlines", "c"}, {"d", "e"}}));
  EXPECT_EQ(scan("\"\"\"\"\"\""), (Records{{"\"\""}}));
  EXPECT_EQ(scan("\"a\",b\r\n"), (Records{{"a", "b"}}));
}

TEST(CsvScanner, AllowsBlanksAroundAQuotedField) {
  EXPECT_EQ(scan(" \"1\" ,2, \"3\"\t\r\n"), (Records{{"1", "2", "3"}}));
}

TEST(CsvScanner, SplitsAtTheGivenDelimiter) {
  EXPECT_EQ(scan("1;2,5\n\"a;b\";c\n", {.delimiter = ';'}),
            (Records{{"1", "2,5"}, {"a;b", "c"}}));
}

TEST(CsvScanner, GuessesTheDelimiterFromTheFirstLineThatIsNotBlank) {
  EXPECT_EQ(scan("\n1;2\n3;4\n", {.delimiter = std::nullopt}),
            (Records{{"1", "2"}, {"3", "4"}}));
  CsvScanner scanner(from_memory("1\t2\n"), {.delimiter = std::nullopt});
  EXPECT_EQ(scanner.delimiter(), std::nullopt);
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.delimiter(), '\t');
}

TEST(CsvScanner, SaysWhereEachFieldStands) {
  CsvScanner scanner(from_memory("0\n1, \"x\ny\",22,3\n"), {});
  ASSERT_TRUE(scanner.next());
  const auto fields = scanner.next();
  ASSERT_TRUE(fields);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  for (const CsvField& field : *fields) places.emplace_back(field.line, field.column);
  // The second field's place is its quote; the third and fourth stand on the line on
  // which the quoted text ends.
  EXPECT_THAT(places, ElementsAre(std::pair{2, 1}, std::pair{2, 4}, std::pair{3, 4},
                                  std::pair{3, 7}));
  EXPECT_EQ(scanner.line(), 2U);
  EXPECT_EQ(scanner.raw(), "1, \"x\ny\",22,3");
}

TEST(CsvScanner, CountsLinesPastARecordOfSeveral) {
  CsvScanner scanner(from_memory("\"a\n\nb\"\nc\n"), {});
  ASSERT_TRUE(scanner.next());
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.line(), 4U);
}

TEST(CsvScanner, TakesALineOfTheBoundAndRefusesALongerOne) {
  EXPECT_EQ(scan("12345\r\n12345", {.max_line_bytes = 5}),
            (Records{{"12345"}, {"12345"}}));
  const std::string expected =
      "a.csv:2:6: the line is longer than 5 bytes; check that its lines end in LF or "
      "CRLF, "
      "or raise the limit";
  EXPECT_EQ(refusal("1\n123456\n", {.max_line_bytes = 5}), expected);
  EXPECT_EQ(refusal("1\n123456", {.max_line_bytes = 5}), expected);
  EXPECT_EQ(refusal("1\n\"12\n3\"\n", {.max_line_bytes = 5}), expected);
  EXPECT_EQ(scan("\"1\n3\"\r\n", {.max_line_bytes = 5}), (Records{{"1\n3"}}));
}

TEST(CsvScanner, BoundsALineAt16MebibytesUnlessTold) {
  const std::string line(std::size_t{16} << 20U, '1');
  EXPECT_EQ(drain(CsvScanner(from_memory(line), {})).size(), 1U);
  EXPECT_EQ(
      refusal(line + "1"),
      "a.csv:1:16777217: the line is longer than 16777216 bytes; check that its lines "
      "end in LF or CRLF, or raise the limit");
}

TEST(CsvScanner, RefusesANulByteWithItsPlace) {
  using namespace std::string_literals;
  EXPECT_EQ(refusal("1,2\n3,\0\n"s),
            "a.csv:2:3: a NUL byte; the file is not plain text, save it as UTF-8");
  EXPECT_EQ(refusal("1\n\"a\n\0\"\n"s),
            "a.csv:3:1: a NUL byte; the file is not plain text, save it as UTF-8");
}

TEST(CsvScanner, RefusesAQuoteThatIsNeverClosedWithItsPlace) {
  EXPECT_EQ(
      refusal("1,2\n3,\"4\n5,6\n"),
      "a.csv:2:3: the quote that opens here is never closed; close it, or double it "
      "(\"\") if it belongs to the text");
}

TEST(CsvScanner, RefusesTextBehindAClosingQuoteWithItsPlace) {
  EXPECT_EQ(
      refusal("\"1\"2,3\n"),
      "a.csv:1:4: text after a closing quote; put the delimiter there, or double the "
      "quote (\"\") if it belongs to the text");
  EXPECT_EQ(refusal("\"1\" \"2\",3\n").substr(0, 11), "a.csv:1:5: ");
}

TEST(CsvScanner, RefusesAQuoteInsideAnUnquotedFieldWithItsPlace) {
  EXPECT_EQ(
      refusal("1,2\n6,5\"\n"),
      "a.csv:2:4: a quote inside a field that does not begin with one; put the whole "
      "field in quotes and double the quote (\"\")");
}

TEST(CsvScanner, RefusesADelimiterThatIsAQuoteOrALineEnd) {
  for (const char delimiter : {'"', '\n', '\r', '\0'}) {
    EXPECT_EQ(message_of([&] { CsvScanner(from_memory(""), {.delimiter = delimiter}); },
                         ErrorKind::BadArgument),
              "a quote, a line end or NUL cannot be the delimiter; give another");
  }
}

TEST(CsvScanner, RefusesAFirstLineThatNothingCanBeGuessedFrom) {
  EXPECT_EQ(refusal("\xC3\xA9\xC3\xA9\n", {.delimiter = std::nullopt}),
            "a.csv:1:1: Could not determine delimiter on line \xC3\xA9\xC3\xA9:\n"
            "Could not determine delimiter");
}

}  // namespace
}  // namespace espalier::data
