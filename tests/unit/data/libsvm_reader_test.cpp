#include "data/libsvm_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/chunked_source.hpp"
#include "tests/unit/data/message_of.hpp"

namespace espalier::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SparseTable read(const std::string& text) {
  return read_libsvm(*from_memory(text, "a.libsvm"));
}

std::string refusal(const std::string& text, std::uint64_t max_line_bytes = 1000) {
  return message_of([&] { read_libsvm(*from_memory(text, "a.libsvm"), max_line_bytes); });
}

TEST(ReadLibsvm, ReadsLabelsIndicesAndValues) {
  const SparseTable table = read("1 0:0.5 3:2\r\n-1 1:1e2\n0");
  EXPECT_EQ(table.rows, 3U);
  EXPECT_EQ(table.columns, 4U);
  EXPECT_THAT(table.labels, ElementsAre(1, -1, 0));
  EXPECT_THAT(table.offsets, ElementsAre(0, 2, 3, 3));
  EXPECT_THAT(table.indices, ElementsAre(0, 3, 1));
  EXPECT_THAT(table.values, ElementsAre(.5F, 2, 100));
  EXPECT_THAT(table.weights, IsEmpty());
}

TEST(ReadLibsvm, ReadsTheSameFromAnyPieces) {
  const std::string text = "1:2 0:0.5 3:2 # c\n\n-1:0.5 1:1e2\n";
  const SparseTable pieces = read_libsvm(*in_pieces(text, 1));
  EXPECT_EQ(pieces.values, read(text).values);
  EXPECT_EQ(pieces.offsets, read(text).offsets);
}

TEST(ReadLibsvm, ReadsWeights) {
  EXPECT_THAT(read("1:0.5 0:1\n0:2 1:1\n").weights, ElementsAre(.5F, 2));
}

TEST(ReadLibsvm, PassesOverCommentsBlankLinesAndAByteOrderMark) {
  const SparseTable table =
      read("\xEF\xBB\xBF# made by hand\n\n 1\t 2:3 # note 4:5\n \n#\n");
  EXPECT_EQ(table.rows, 1U);
  EXPECT_THAT(table.indices, ElementsAre(2));
}

TEST(ReadLibsvm, PutsARowsIndicesInOrder) {
  const SparseTable table = read("1 5:50 0:1 3:30\n");
  EXPECT_THAT(table.indices, ElementsAre(0, 3, 5));
  EXPECT_THAT(table.values, ElementsAre(1, 30, 50));
}

TEST(ReadLibsvm, LeavesOutAnEntryOfNanButCountsItsColumn) {
  const SparseTable table = read("1 0:1 7:nan\n");
  EXPECT_THAT(table.indices, ElementsAre(0));
  EXPECT_EQ(table.columns, 8U);
}

TEST(ReadLibsvm, RefusesAnIndexTwiceInARow) {
  EXPECT_EQ(refusal("1 0:1\n1 2:1 0:3 2:4\n"),
            "a.libsvm:2:11: index 2 stands twice in this row; keep one of them");
}

TEST(ReadLibsvm, RefusesAnIndexThatIsNotAWholeNumberBelow2To31) {
  EXPECT_EQ(read("1 2147483646:1\n").columns, 2147483647U);
  for (const char* index : {"2147483647", "99999999999", "-1", "1.5", "x", "+1"}) {
    EXPECT_EQ(refusal("1 " + std::string(index) + ":1\n"),
              "a.libsvm:1:3: \"" + std::string(index) +
                  "\" is not an index; a feature's index is a whole number from 0 to "
                  "2147483646");
  }
  EXPECT_THAT(refusal("1 :1\n"),
              testing::StartsWith("a.libsvm:1:3: \"\" is not an index"));
}

TEST(ReadLibsvm, RefusesAnEntryWithoutAColon) {
  EXPECT_EQ(refusal("1 0:1\n1 7\n"),
            "a.libsvm:2:3: \"7\" is not index:value; write 3:0.5 for feature 3");
}

TEST(ReadLibsvm, RefusesAValueThatIsNotAFiniteNumber) {
  EXPECT_EQ(
      refusal("1 0:abc\n"),
      "a.libsvm:1:5: the value \"abc\" is not a number; correct it or remove the row");
  for (const char* value : {"inf", "1e39"}) {
    EXPECT_EQ(refusal("1 0:" + std::string(value) + "\n"),
              "a.libsvm:1:5: the value \"" + std::string(value) +
                  "\" is not a finite float32; correct it or remove the row");
  }
  EXPECT_EQ(
      refusal("1 0: 1:2\n"),
      "a.libsvm:1:5: the value is empty; write index:value, or leave the entry out");
}

TEST(ReadLibsvm, RefusesALabelOrWeightThatIsNotAFiniteNumber) {
  EXPECT_EQ(
      refusal("nan 0:1\n"),
      "a.libsvm:1:1: the label \"nan\" is not a finite float32; correct it or remove "
      "the row");
  EXPECT_EQ(
      refusal("1:x 0:1\n"),
      "a.libsvm:1:3: the weight \"x\" is not a number; correct it or remove the row");
  EXPECT_EQ(refusal("1:-2 0:1\n"),
            "a.libsvm:1:3: the weight \"-2\" is negative; a weight is 0 or more");
}

TEST(ReadLibsvm, RefusesAWeightOnSomeRowsOnly) {
  EXPECT_EQ(
      refusal("1 0:1\n1:2 0:1\n"),
      "a.libsvm:2:1: a weight here, but none on the rows before; give every row one");
  EXPECT_EQ(
      refusal("1:2 0:1\n1 0:1\n"),
      "a.libsvm:2:1: no weight here, but one on the rows before; give every row one");
}

TEST(ReadLibsvm, RefusesAQueryId) {
  EXPECT_EQ(refusal("1 qid:3 0:1\n"),
            "a.libsvm:1:3: \"qid:3\" is a query id, for ranking, which is not supported; "
            "remove it");
}

TEST(ReadLibsvm, RefusesCsvWithTheContainersMessage) {
  EXPECT_EQ(
      refusal("1,2,3\n"),
      "a.libsvm:1:1: Blankspace and colon not found in firstline '1,2,3...' of file "
      "'a.libsvm'. ContentType by defaullt is in libsvm. Please ensure the file is in "
      "libsvm format.");
}

TEST(ReadLibsvm, RefusesAFileWithoutRowsANulByteAndALongLine) {
  using namespace std::string_literals;
  EXPECT_EQ(refusal("# nothing\n"),
            "a.libsvm:2:1: there are no rows; give a file with at least one");
  EXPECT_EQ(refusal("1 0:\0\n"s),
            "a.libsvm:1:5: a NUL byte; the file is not plain text, save it as UTF-8");
  EXPECT_EQ(
      refusal("1 0:12345\n", 8),
      "a.libsvm:1:9: the line is longer than 8 bytes; check that its lines end in LF "
      "or CRLF, or raise the limit");
}

}  // namespace
}  // namespace espalier::data
