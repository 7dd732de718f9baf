#include "data/csv_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv_reader.hpp"
#include "data/csv_scanner.hpp"
#include "tests/unit/data/message_of.hpp"
#include "tests/unit/data/number_samples.hpp"

namespace espalier::data {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::string numbers(std::vector<float> values, CsvWriterOptions options = {}) {
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink, options);
  writer.row(values);
  writer.flush();
  return text;
}

std::string fields(std::vector<std::string_view> values, CsvWriterOptions options = {}) {
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink, options);
  writer.row(values);
  writer.flush();
  return text;
}

TEST(CsvWriter, EndsLinesInLfOrCrlf) {
  EXPECT_EQ(numbers({1, 2.5F}), "1,2.5\n");
  EXPECT_EQ(numbers({1, 2.5F}, {.line_end = LineEnd::CrLf}), "1,2.5\r\n");
}

TEST(CsvWriter, WritesShortestDigitsOrPythonsRepr) {
  EXPECT_EQ(numbers({0.1F, 1, 1e-5F}), "0.1,1,1e-05\n");
  EXPECT_EQ(numbers({0.1F, 1, 1e-5F, kNan}, {.format = FloatFormat::PythonRepr}),
            "0.10000000149011612,1.0,9.999999747378752e-06,nan\n");
}

TEST(CsvWriter, LeavesACellOfNanEmpty) {
  EXPECT_EQ(numbers({1, kNan, 3}), "1,,3\n");
  EXPECT_EQ(numbers({kNan, kNan}), ",\n");
  EXPECT_EQ(numbers({kNan}), "\"\"\n");
}

TEST(CsvWriter, QuotesFieldsWhereRfc4180NeedsIt) {
  EXPECT_EQ(fields({"a b", "c,d", "say \"no\"", "two\nlines", "r\r", ""}),
            "a b,\"c,d\",\"say \"\"no\"\"\",\"two\nlines\",\"r\r\",\n");
  EXPECT_EQ(fields({"c,d", "e;f"}, {.delimiter = ';'}), "c,d;\"e;f\"\n");
}

TEST(CsvWriter, QuotesWhatAReaderWouldPassOver) {
  EXPECT_EQ(fields({""}), "\"\"\n");
  EXPECT_EQ(fields({" \t"}), "\" \t\"\n");
  EXPECT_EQ(fields({"\xEF\xBB\xBFx"}), "\"\xEF\xBB\xBFx\"\n");
}

TEST(CsvWriter, RefusesADelimiterThatNumbersMayHold) {
  EXPECT_EQ(message_of([] { numbers({1}, {.delimiter = 'e'}); }, ErrorKind::BadArgument),
            "\"e\" cannot delimit numbers, which may hold it; give another delimiter");
}

TEST(CsvWriter, KeepsItsBytesUntilFlushed) {
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink, {});
  writer.row(std::array{1.0F});
  EXPECT_EQ(text, "");
  writer.flush();
  EXPECT_EQ(text, "1\n");
}

TEST(CsvWriter, HoldsNoMoreThanItsBuffer) {
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink, {});
  constexpr std::size_t kRows = 100'000;
  for (std::size_t i = 0; i < kRows; ++i) writer.row(std::array{1.0F});
  EXPECT_GT(text.size() + (std::size_t{64} << 10U), kRows * 2);
}

TEST(CsvWriter, WritesFloatsThatReadBackAsTheyWere) {
  const std::vector<float> values = float_samples(20'000);
  for (const FloatFormat format : {FloatFormat::Shortest, FloatFormat::PythonRepr}) {
    const std::string text = numbers(values, {.format = format});
    EXPECT_EQ(CsvReader(from_memory(text), {}).read_all().values, values);
  }
}

}  // namespace
}  // namespace espalier::data
