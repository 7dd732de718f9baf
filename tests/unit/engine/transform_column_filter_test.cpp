#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.hpp"
#include "engine/jobs/column_filter.hpp"
#include "engine/jobs/data_processing.hpp"

namespace espalier::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::size_t> select(std::string_view path, std::size_t columns) {
  return ColumnFilter::parse(path, "InputFilter").resolve(columns);
}

std::string refusal(std::string_view path, std::size_t columns = 4) {
  try {
    (void)select(path, columns);
  } catch (const engine::Error& error) {
    return error.aws_name() + ": " + error.what();
  }
  return "accepted";
}

TEST(ColumnFilter, SelectsWhatThePathSays) {
  EXPECT_THAT(select("$", 3), ElementsAre(0, 1, 2));
  EXPECT_THAT(select("$[0]", 3), ElementsAre(0));
  EXPECT_THAT(select("$[-1]", 3), ElementsAre(2));
  EXPECT_THAT(select("$[0,2]", 3), ElementsAre(0, 2));
  EXPECT_THAT(select("$[1:]", 4), ElementsAre(1, 2, 3));
  EXPECT_THAT(select("$[:2]", 4), ElementsAre(0, 1));
  EXPECT_THAT(select("$[-2:]", 4), ElementsAre(2, 3));
  EXPECT_THAT(select("$[:-1]", 4), ElementsAre(0, 1, 2));
  EXPECT_THAT(select("$[:]", 2), ElementsAre(0, 1));
}

TEST(ColumnFilter, EndsASliceBeforeItsEnd) {
  EXPECT_THAT(select("$[1:3]", 4), ElementsAre(1, 2));
}

TEST(ColumnFilter, KeepsTheOrderAndTheRepetitionsOfAList) {
  EXPECT_THAT(select("$[3,0,-1,0]", 4), ElementsAre(3, 0, 3, 0));
}

TEST(ColumnFilter, AllowsBlanksBetweenTheWords) {
  EXPECT_THAT(select("$[ 0, 2 ]", 3), ElementsAre(0, 2));
  EXPECT_EQ(ColumnFilter::parse("$[ 1 : ]", "InputFilter").to_string(), "$[1:]");
}

TEST(ColumnFilter, SelectsEverythingOnlyAsADollar) {
  EXPECT_TRUE(ColumnFilter().selects_all());
  EXPECT_TRUE(ColumnFilter::parse("$", "InputFilter").selects_all());
  EXPECT_FALSE(ColumnFilter::parse("$[0:]", "InputFilter").selects_all());
}

TEST(ColumnFilter, RefusesAPathThatSelectsNoColumnsOfCsv) {
  for (const char* path : {"", "0", "$.name", "$['a']", "$[*]", "$[", "$[]", "$[0",
                           "$[0,]", "$[,0]", "$[0]x", "$[0][1]", "$[0:2:1]", "$[0,1:2]",
                           "$[1.5]", "$[+1]", "$[99999999999999999999]", "$.*", "$$"}) {
    EXPECT_EQ(refusal(path),
              "ValidationException: InputFilter \"" + std::string(path) +
                  "\" is not a path that selects columns of CSV; write $, $[0], $[-1], "
                  "$[0,2] or $[1:3]");
  }
}

TEST(ColumnFilter, RefusesMoreThan63Characters) {
  const std::string longest = "$[" + std::string(60, '0') + "]";
  ASSERT_EQ(longest.size(), 63U);
  EXPECT_THAT(select(longest, 1), ElementsAre(0));
  EXPECT_THAT(refusal("$[0" + std::string(60, '0') + "]"),
              HasSubstr("has more than 63 characters"));
}

TEST(ColumnFilter, NamesTheIndexThatIsOutsideTheRow) {
  EXPECT_EQ(
      refusal("$[1,4]"),
      "ClientError: InputFilter \"$[1,4]\": index 4 is outside the row, which has 4 "
      "columns");
  EXPECT_EQ(
      refusal("$[-2]", 1),
      "ClientError: InputFilter \"$[-2]\": index -2 is outside the row, which has 1 "
      "column");
  EXPECT_THAT(refusal("$[:5]"), HasSubstr("index 5 is outside the row"));
  EXPECT_THAT(refusal("$[-5:]"), HasSubstr("index -5 is outside the row"));
}

TEST(ColumnFilter, RefusesASliceOfNothing) {
  EXPECT_EQ(refusal("$[4:]"),
            "ClientError: InputFilter \"$[4:]\" selects nothing of a row of 4 columns; a "
            "slice's end is exclusive");
  EXPECT_THAT(refusal("$[2:2]"), HasSubstr("selects nothing"));
  EXPECT_THAT(refusal("$[3:1]"), HasSubstr("selects nothing"));
}

TEST(DataProcessing, LaysOutTheInputBeforeThePrediction) {
  DataProcessing processing;
  processing.input_filter = ColumnFilter::parse("$[1:]", "InputFilter");
  processing.output_filter = ColumnFilter::parse("$[-1,0]", "OutputFilter");
  processing.join_input = true;
  const RowLayout layout = lay_out(processing, 3, 1);
  EXPECT_THAT(layout.features, ElementsAre(1, 2));
  ASSERT_EQ(layout.output.size(), 2U);
  EXPECT_FALSE(layout.output[0].from_input);
  EXPECT_EQ(layout.output[0].index, 0U);
  EXPECT_TRUE(layout.output[1].from_input);
  EXPECT_EQ(layout.output[1].index, 0U);
}

TEST(DataProcessing, FiltersThePredictionAloneWithoutAJoin) {
  DataProcessing processing;
  processing.output_filter = ColumnFilter::parse("$[2]", "OutputFilter");
  const RowLayout layout = lay_out(processing, 5, 3);
  ASSERT_EQ(layout.output.size(), 1U);
  EXPECT_FALSE(layout.output[0].from_input);
  EXPECT_EQ(layout.output[0].index, 2U);
}

TEST(DataProcessing, IsActiveUnlessEverythingIsLeftAsItIs) {
  DataProcessing processing;
  EXPECT_FALSE(processing.active());
  processing.join_input = true;
  EXPECT_TRUE(processing.active());
}

}  // namespace
}  // namespace espalier::jobs
