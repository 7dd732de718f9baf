#include "data/csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/support/chunked_source.hpp"
#include "tests/unit/data/message_of.hpp"

namespace espalier::data {
namespace {

using testing::ElementsAre;
using testing::IsNan;
using testing::NanSensitiveFloatEq;

Table read(const std::string& text, const CsvOptions& options = {}) {
  return CsvReader(from_memory(text, "a.csv"), options).read_all();
}

std::string refusal(const std::string& text, const CsvOptions& options = {}) {
  return message_of([&] { read(text, options); });
}

TEST(CsvReader, ReadsRowsOfFloats) {
  const Table table = read("1,2.5\n-3e2,.5\n");
  EXPECT_EQ(table.rows, 2U);
  EXPECT_EQ(table.columns, 2U);
  EXPECT_THAT(table.values, ElementsAre(1, 2.5F, -300, .5F));
  EXPECT_TRUE(table.labels.empty());
  EXPECT_TRUE(table.weights.empty());
}

TEST(CsvReader, TakesAnEmptyCellForMissingWhereverItStands) {
  for (const char* text :
       {"1,,3\n", "1, ,3\n", "1,\"\",3\n", "1,\" \",3\n", "1,nan,3\n"}) {
    EXPECT_THAT(read(text).values, ElementsAre(1, IsNan(), 3)) << text;
  }
  EXPECT_THAT(read("1,2,").values, ElementsAre(1, 2, IsNan()));
  EXPECT_THAT(read("1,2, \r\n4,5,6").values, ElementsAre(1, 2, IsNan(), 4, 5, 6));
  EXPECT_THAT(read("\"\"\n5\n").values, ElementsAre(IsNan(), 5));
}

TEST(CsvReader, AllowsQuotesAndBlanksAroundANumber) {
  EXPECT_THAT(read(" 1 ,\t2,\"3\", \" 4\" \r\n").values, ElementsAre(1, 2, 3, 4));
}

TEST(CsvReader, ReadsWhatTheSampleWrites) {
  // Python's csv.writer: CRLF, a last line end; the label first.
  const Table table = read("1,52,93\r\n0,15,72\r\n", {.label_column = 0});
  EXPECT_EQ(table.columns, 2U);
  EXPECT_THAT(table.values, ElementsAre(52, 93, 15, 72));
  EXPECT_THAT(table.labels, ElementsAre(1, 0));
}

TEST(CsvReader, TakesLabelAndWeightFromAnyColumn) {
  const Table table = read("1,2,3,4\n5,6,7,8\n", {.label_column = 3, .weight_column = 1});
  EXPECT_THAT(table.values, ElementsAre(1, 3, 5, 7));
  EXPECT_THAT(table.labels, ElementsAre(4, 8));
  EXPECT_THAT(table.weights, ElementsAre(2, 6));
}

TEST(CsvReader, SniffsTheDelimiterWhenToldTo) {
  EXPECT_THAT(read("1;2\n3;4\n", {.delimiter = std::nullopt}).values,
              ElementsAre(1, 2, 3, 4));
  // csv.Sniffer takes the 5 of a lone "55" for a delimiter; the container's inference
  // then falls back on the comma.
  EXPECT_THAT(read("55\n1.5\n", {.delimiter = std::nullopt}).values,
              ElementsAre(55, 1.5F));
}

TEST(CsvReader, PassesOverAHeaderWhenToldTo) {
  EXPECT_THAT(read("x,\"the y\"\n1,2\n", {.header = Header::Skip}).values,
              ElementsAre(1, 2));
  EXPECT_THAT(read("1,2\n3,4\n", {.header = Header::Skip}).values,
              ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read("wide,er,header\n1,2\n", {.header = Header::Skip}).values,
              ElementsAre(1, 2));
}

TEST(CsvReader, TakesNanInTheFirstRowForANumberNotAHeader) {
  EXPECT_THAT(read("nan,1e-1\n").values, ElementsAre(IsNan(), .1F));
}

TEST(CsvReader, GivesBlocksThatTogetherAreTheWhole) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += std::to_string(i) + (i % 7 == 0 ? ",\"" : ",") + (i % 5 == 0 ? "" : "0.25") +
            (i % 7 == 0 ? "\"\r\n" : "\n");
  }
  const Table whole = read(text, {.label_column = 0});
  for (const std::size_t rows : {1U, 3U, 99U, 100U, 1000U}) {
    CsvReader reader(in_pieces(text, 5), {.label_column = 0});
    Table joined;
    Table block;
    while (reader.next(block, rows)) {
      EXPECT_LE(block.rows, rows);
      joined.rows += block.rows;
      joined.values.insert(joined.values.end(), block.values.begin(), block.values.end());
      joined.labels.insert(joined.labels.end(), block.labels.begin(), block.labels.end());
    }
    EXPECT_EQ(block.rows, 0U);
    EXPECT_TRUE(block.values.empty());
    EXPECT_EQ(joined.rows, whole.rows);
    EXPECT_EQ(joined.labels, whole.labels);
    EXPECT_THAT(joined.values, testing::Pointwise(NanSensitiveFloatEq(), whole.values));
  }
}

TEST(CsvReader, KeepsABlocksMemoryFromBlockToBlock) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "1,2,3\n";
  CsvReader reader(from_memory(text), {});
  Table block;
  ASSERT_TRUE(reader.next(block, 100));
  const float* const memory = block.values.data();
  while (reader.next(block, 100)) EXPECT_EQ(block.values.data(), memory);
}

TEST(CsvReader, GivesNoBlockForAFileWithoutRows) {
  Table block;
  EXPECT_FALSE(CsvReader(from_memory("\n\n"), {}).next(block, 10));
}

TEST(CsvReader, SaysOnWhichLineTheLastRowBegins) {
  CsvReader reader(from_memory("\n1\n\n2\n"), {});
  Table block;
  reader.next(block, 1);
  EXPECT_EQ(reader.line(), 2U);
  reader.next(block, 1);
  EXPECT_EQ(reader.line(), 4U);
}

TEST(CsvReader, RefusesAnEmptyFileWhereRowsAreNeeded) {
  EXPECT_EQ(refusal(""), "a.csv:1:1: there are no rows; give a file with at least one");
  EXPECT_EQ(refusal("x,y\n", {.header = Header::Skip}),
            "a.csv:2:1: there are no rows; give a file with at least one");
}

TEST(CsvReader, ReportsRowAndColumnOfABadNumber) {
  EXPECT_EQ(refusal("1,2\n3, 4x\n"),
            "a.csv:2:4: \"4x\" is not a number; remove the row or leave the cell empty");
  EXPECT_EQ(refusal("1,2\n3,\"?\"\n"),
            "a.csv:2:3: \"?\" is not a number; remove the row or leave the cell empty");
}

TEST(CsvReader, ShortensAndEscapesTheOffendingText) {
  EXPECT_EQ(refusal("1\n\x1b[2J" + std::string(100, '7') + "\n"),
            "a.csv:2:1: \"\\x1b[2J" + std::string(36, '7') +
                "...\" is not a number; remove the row or leave the cell empty");
}

TEST(CsvReader, RefusesWhatOtherReadersTakeForNumbers) {
  for (const char* text : {"0x10", "1_000", "1e", "1e+", "+", "-", ".", "--1", "1-",
                           "1 2", "1,5", "nan(1)", "infin", "1f", "e5", "1\r2"}) {
    EXPECT_THAT(refusal(std::string("1\n") + text + "\n", {.delimiter = ';'}),
                testing::HasSubstr("is not a number"))
        << text;
  }
}

TEST(CsvReader, RefusesAHeaderWithTheContainersMessage) {
  EXPECT_EQ(refusal("id,x\n1,2\n"),
            "a.csv:1:1: Non-numeric value 'i' found in the header line 'id,x...' of file "
            "'a.csv'. CSV format require no header line in it. If header line is already "
            "removed, XGBoost does not accept non-numeric value in the data.");
  const std::string_view fifty = "column_1,column_2,column_3,column_4,column_5,column";
  EXPECT_THAT(
      refusal("column_1,column_2,column_3,column_4,column_5,column_6\n"),
      testing::HasSubstr("header line '" + std::string(fifty.substr(0, 50)) + "...'"));
}

TEST(CsvReader, RefusesLibsvmTextWithTheContainersMessage) {
  EXPECT_EQ(refusal("1 0:5 1:7\n"),
            "a.csv:1:1: Blankspace and colon found in firstline '1 0:5 1:7...' of file "
            "'a.csv'. Please ensure the file is in csv format.");
}

TEST(CsvReader, RefusesAFirstLineThatIsNeitherHeaderNorNumbers) {
  EXPECT_EQ(refusal("1,?\n"),
            "a.csv:1:3: \"?\" is not a number; remove the row or leave the cell empty");
}

TEST(CsvReader, RefusesAShortRowAtItsEnd) {
  EXPECT_EQ(
      refusal("1,2,3\n\n4,5\n"),
      "a.csv:3:4: the row \"4,5\" has 2 columns, but line 1 has 3; complete the row (a "
      "missing value is an empty cell: 1,,3) or remove it");
}

TEST(CsvReader, RefusesALongRowAtTheFirstCellTooMany) {
  EXPECT_EQ(
      refusal("1\n4,5,6\n"),
      "a.csv:2:3: the row \"4,5,6\" has 3 columns, but line 1 has 1; complete the row "
      "(a missing value is an empty cell: 1,,3) or remove it");
}

TEST(CsvReader, RefusesARowOfAnotherWidthThanAskedFor) {
  EXPECT_EQ(
      refusal("4\n", {.label_column = 0, .columns = 2}),
      "a.csv:1:2: the row \"4\" has 1 column, but 3 are needed; complete the row (a "
      "missing value is an empty cell: 1,,3) or remove it");
}

TEST(CsvReader, RefusesAValueOutsideFloat32) {
  EXPECT_EQ(
      refusal("1,1e39\n"),
      "a.csv:1:3: \"1e39\" is outside float32, whose largest value is 3.4028235e38; "
      "scale the column, or leave the cell empty");
}

TEST(CsvReader, ReadsAValueTooSmallForFloat32AsZero) {
  EXPECT_THAT(read("1e-50,-1e-50\n").values, ElementsAre(0, -0.0F));
}

TEST(CsvReader, RefusesAnInfiniteFeature) {
  EXPECT_EQ(
      refusal("1,-Infinity\n"),
      "a.csv:1:3: \"-Infinity\" is infinite, which XGBoost does not take; give a finite "
      "number or leave the cell empty");
}

TEST(CsvReader, RefusesALabelOrWeightThatIsNotFinite) {
  const CsvOptions options{.label_column = 0, .weight_column = 1};
  EXPECT_EQ(
      refusal("nan,1,2\n", options),
      "a.csv:1:1: the label is \"nan\"; every row needs a finite label, give one or "
      "remove the row");
  EXPECT_EQ(refusal("1,1,2\n,1,2\n", options),
            "a.csv:2:1: the label is empty; every row needs a finite label, give one or "
            "remove the row");
  EXPECT_EQ(
      refusal("1,inf,2\n", options),
      "a.csv:1:3: the weight is \"inf\"; every row needs a finite weight, give one or "
      "remove the row");
}

TEST(CsvReader, RefusesANegativeWeight) {
  EXPECT_EQ(
      refusal("1,-0.5,2\n", {.label_column = 0, .weight_column = 1}),
      "a.csv:1:3: the weight \"-0.5\" is negative; a weight is 0 or more, give one or "
      "remove the row");
}

TEST(CsvReader, RefusesALabelColumnThatIsNotThere) {
  EXPECT_EQ(
      refusal("1,2\n", {.label_column = 2}),
      "a.csv:1:1: there is no column 2 (from 0) for the label, the row has 2; check the "
      "delimiter and the column's number");
}

TEST(CsvReader, RefusesOneColumnAsLabelAndWeight) {
  EXPECT_EQ(message_of([] { read("1\n", {.label_column = 0, .weight_column = 0}); },
                       ErrorKind::BadArgument),
            "column 0 is both the label and the weight; choose another for one of them");
}

TEST(CsvReader, RefusesADelimiterThatNumbersMayHold) {
  for (const char delimiter : {'5', 'e', '-', '.', '"', '\n'}) {
    EXPECT_THAT(
        message_of([&] { read("1\n", {.delimiter = delimiter}); },
                   ErrorKind::BadArgument),
        testing::EndsWith(" cannot delimit numbers, which may hold it; give another "
                          "delimiter"));
  }
}

TEST(CsvReader, RefusesWhatTheScannerRefuses) {
  EXPECT_THAT(refusal("1,\"2\n"), testing::StartsWith("a.csv:1:3: the quote that opens"));
  EXPECT_THAT(refusal("1,2\n123,456\n", {.max_line_bytes = 5}),
              testing::StartsWith("a.csv:2:6: the line is longer than 5 bytes"));
}

}  // namespace
}  // namespace espalier::data
