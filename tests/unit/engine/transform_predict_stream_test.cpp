#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "engine/jobs/predict_stream.hpp"
#include "tests/unit/engine/transform_support.hpp"

namespace espalier::jobs {
namespace {

using testing::HasSubstr;

std::string predict(std::string_view csv, const artifact::Scorer& scorer,
                    const PredictOptions& options = {}) {
  std::string out;
  const auto sink = data::to_string(out);
  predict_stream(data::from_memory(csv, "test.csv"), scorer, *sink, options);
  return out;
}

std::string refusal(std::string_view csv, const artifact::Scorer& scorer,
                    const PredictOptions& options = {}) {
  try {
    return "accepted: " + predict(csv, scorer, options);
  } catch (const std::exception& error) {
    return error.what();
  }
}

PredictOptions as_container() {
  PredictOptions options;
  options.rows.as_container = true;
  return options;
}

PredictOptions processed(const char* input_filter, const char* output_filter, bool join) {
  PredictOptions options;
  options.rows.processing.input_filter = ColumnFilter::parse(input_filter, "InputFilter");
  options.rows.processing.output_filter =
      ColumnFilter::parse(output_filter, "OutputFilter");
  options.rows.processing.join_input = join;
  return options;
}

// Python: "\n".join(map(str, np.array(x, dtype=np.float32).tolist())) + "\n". A float32
// near 0.1 is 13421773 / 2**27, which is 0.100000001490116119384765625: 17 digits tell it
// from its neighbours. 2**54 is 18014398509481984, from 1e16 on written with an exponent.
TEST(PredictStream, WritesPredictionsAsPythonPrintsThem) {
  EXPECT_EQ(
      predict(
          "0.1\n1\n-2.5\n0\n-0\n18014398509481984\n9007199254740992\n0.0001220703125\n"
          "nan\n",
          echo_of(1)),
      "0.10000000149011612\n1.0\n-2.5\n0.0\n-0.0\n1.8014398509481984e+16\n"
      "9007199254740992.0\n0.0001220703125\nnan\n");
}

TEST(PredictStream, WritesARowOfSeveralValuesAsAPythonList) {
  EXPECT_EQ(predict("0.25,0.75\n0.1,1\n", echo_of(2)),
            "[0.25, 0.75]\n[0.10000000149011612, 1.0]\n");
}

TEST(PredictStream, WritesCsvWithTheShortestDigitsWhereAsked) {
  PredictOptions options;
  options.format = {data::FloatFormat::Shortest, RowFormat::Csv};
  options.line_end = data::LineEnd::CrLf;
  EXPECT_EQ(predict("0.25,0.1\n", echo_of(2), options), "0.25,0.1\r\n");
}

TEST(PredictStream, ReadsCrLfAndALastLineWithoutNewline) {
  EXPECT_EQ(predict("1,2\r\n3,4", sum_of(2)), "3.0\n7.0\n");
}

TEST(PredictStream, TakesAnEmptyCellForAMissingValue) {
  const FormulaScorer missing(2, 1, [](std::span<const float> row, std::size_t) {
    return static_cast<float>(std::count_if(row.begin(), row.end(),
                                            [](float value) { return value != value; }));
  });
  EXPECT_EQ(predict("1,\n,\n", missing, as_container()), "1.0\n2.0\n");
}

TEST(PredictStream, SniffsTheDelimiterWhereNoneIsGiven) {
  PredictOptions options;
  options.rows.delimiter = std::nullopt;
  EXPECT_EQ(predict("1;2\n3;4\n", sum_of(2), options), "3.0\n7.0\n");
  EXPECT_EQ(predict("55\n", sum_of(1), options), "55.0\n");
}

TEST(PredictStream, PassesOverAHeaderWhereAsked) {
  PredictOptions options;
  options.rows.header = data::Header::Skip;
  EXPECT_EQ(predict("x,y\n1,2\n", sum_of(2), options), "3.0\n");
}

TEST(PredictStream, GivesTheSameBytesWhateverTheBlocksAndThreads) {
  std::string csv;
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    csv += std::to_string(i) + ",1\n";
    expected += std::to_string(i + 1) + ".0\n";
  }
  for (const std::size_t block_values : {1U, 2U, 7U, 65536U}) {
    for (const int threads : {1, 4}) {
      PredictOptions options;
      options.rows.block_values = block_values;
      options.threads = threads;
      EXPECT_EQ(predict(csv, sum_of(2), options), expected)
          << block_values << " values a block, " << threads << " threads";
    }
  }
}

TEST(PredictStream, NamesThePlaceOfACellThatIsNoNumber) {
  EXPECT_EQ(
      refusal("1,2\n3,abc\n", sum_of(2)),
      "test.csv:2:3: Loading csv data failed with Exception, please ensure data is in "
      "csv format: \"abc\" is not a number; remove the row or leave the cell empty");
}

TEST(PredictStream, RefusesAHeaderAndSaysThatItIsOne) {
  EXPECT_EQ(
      refusal("x,y\n1,2\n", sum_of(2)),
      "test.csv:1:1: Loading csv data failed with Exception, please ensure data is in "
      "csv format: \"x\" is not a number: the first line looks like a header; remove "
      "it");
}

TEST(PredictStream, RefusesOneColumnTooManyWithAHintAtTheLabel) {
  EXPECT_EQ(
      refusal("0,1,2\n", sum_of(2)),
      "test.csv:1:5: Feature size of csv inference data 3 is not consistent with "
      "feature size of trained model 2: expected 2 columns, found 3; the label column "
      "may have been left in: remove it, or drop it with DataProcessing.InputFilter "
      "\"$[1:]\"");
}

TEST(PredictStream, RefusesAMissingColumn) {
  EXPECT_EQ(refusal("1,2\n", sum_of(3)),
            "test.csv:1:3: Feature size of csv inference data 2 is not consistent with "
            "feature size of trained model 3: expected 3 columns, found 2; give every "
            "feature that the model was trained on, and no label");
}

TEST(PredictStream, RefusesARaggedRowFarDown) {
  EXPECT_THAT(refusal("1,2\n3,4\n5\n", sum_of(2)),
              HasSubstr("test.csv:3:1: Feature size of csv inference data 1"));
  EXPECT_EQ(
      refusal("0,1,2\n0,1\n", sum_of(2), processed("$[-2:]", "$", false)),
      "test.csv:2:3: 2 columns where the rows before have 3; give every row the same "
      "columns");
}

TEST(PredictStream, RefusesAnInfinityAsXGBoostDoes) {
  EXPECT_EQ(
      refusal("1,-inf\n", sum_of(2)),
      "test.csv:1:3: Unable to evaluate payload provided: \"-inf\" is infinite, which "
      "XGBoost refuses; leave the cell empty or remove the row");
}

TEST(PredictStream, RefusesANumberOutsideFloat32) {
  EXPECT_EQ(
      refusal("1,1e39\n", sum_of(2)),
      "test.csv:1:3: Loading csv data failed with Exception, please ensure data is in "
      "csv format: \"1e39\" is outside float32; scale the column, or leave the cell "
      "empty");
}

TEST(PredictStream, RefusesBlankLinesBetweenRowsAsTheContainerDoes) {
  EXPECT_EQ(
      refusal("1,2\n\n3,4\n", sum_of(2), as_container()),
      "test.csv:2: Loading csv data failed with Exception, please ensure data is in "
      "csv format: the line is blank, which the container takes for a row of one "
      "empty cell; remove it");
  EXPECT_EQ(predict("\n\n1,2\n3,4\n\n", sum_of(2), as_container()), "3.0\n7.0\n");
  EXPECT_EQ(predict("1,2\n\n3,4\n", sum_of(2)), "3.0\n7.0\n");
}

TEST(PredictStream, RefusesQuotesAroundNumbersAsTheContainerDoes) {
  EXPECT_EQ(
      refusal("1,\"2\"\n", sum_of(2), as_container()),
      "test.csv:1:3: Loading csv data failed with Exception, please ensure data is in "
      "csv format: \"2\" stands in quotes, which the container does not read; remove "
      "the quotes");
  EXPECT_EQ(predict("1,\"2\"\n", sum_of(2)), "3.0\n");
}

TEST(PredictStream, RefusesAnInputFilterThatDoesNotFitTheModel) {
  EXPECT_EQ(refusal("9,1,2\n", sum_of(1), processed("$[1:]", "$", false)),
            "test.csv:1:1: Feature size of csv inference data 2 is not consistent with "
            "feature size of trained model 1: expected 1 column, found 2 after the "
            "InputFilter $[1:]; select the model's features with it");
}

TEST(PredictStream, NamesTheFilterIndexThatIsOutsideTheRow) {
  EXPECT_EQ(
      refusal("1,2\n", sum_of(2), processed("$", "$[0,3]", true)),
      "test.csv:1:1: OutputFilter \"$[0,3]\": index 3 is outside the row, which has 3 "
      "columns");
}

TEST(PredictStream, ScoresTheColumnsThatTheInputFilterSelects) {
  EXPECT_EQ(predict("id-7,1,2\n", sum_of(2), processed("$[1:]", "$", false)), "3.0\n");
  EXPECT_EQ(predict("5,2,9\n", echo_of(2), processed("$[2,0]", "$", false)),
            "[9.0, 5.0]\n");
}

TEST(PredictStream, JoinsThePredictionToTheInputAsItStands) {
  EXPECT_EQ(predict("a b,0.10,2\n", sum_of(1), processed("$[2]", "$", true)),
            "a b,0.10,2,2.0\n");
}

TEST(PredictStream, KeepsQuotesOnlyWhereTheyAreNeeded) {
  EXPECT_EQ(predict("\"a,b\",\"say \"\"x\"\"\",\"plain\",2\n", sum_of(1),
                    processed("$[3]", "$", true)),
            "\"a,b\",\"say \"\"x\"\"\",plain,2,2.0\n");
}

TEST(PredictStream, FiltersTheJoinedRow) {
  EXPECT_EQ(predict("id1,1,2\nid2,3,4\n", sum_of(2), processed("$[1:]", "$[0,-1]", true)),
            "id1,3.0\nid2,7.0\n");
  EXPECT_EQ(predict("id1,1,2\n", sum_of(2), processed("$[1:]", "$[-1,0,-1]", true)),
            "3.0,id1,3.0\n");
}

TEST(PredictStream, JoinsTheContainersTextOfAList) {
  EXPECT_EQ(predict("7,0.25,0.75\n", echo_of(2), processed("$[1:]", "$", true)),
            "7,0.25,0.75,[0.25, 0.75]\n");
}

TEST(PredictStream, TellsTheLengthOfEachRecordAsSent) {
  std::string heard;
  PredictOptions options = processed("$[1:]", "$", false);
  options.rows.record = [&heard](std::uint64_t line, std::uint64_t bytes) {
    heard += std::to_string(line) + ":" + std::to_string(bytes) + " ";
  };
  predict("id,1,23\nid,4,5\n", sum_of(2), options);
  EXPECT_EQ(heard, "1:5 2:4 ");  // "1,23\n" and "4,5\n"
}

TEST(PredictStream, CountsRowsAndBytes) {
  std::string out;
  const auto sink = data::to_string(out);
  PredictOptions options;
  int reports = 0;
  options.rows.block_values = 2;
  options.progress = [&reports](const PredictSummary&) { ++reports; };
  const auto summary =
      predict_stream(data::from_memory("1,2\n3,4\n"), sum_of(2), *sink, options);
  EXPECT_EQ(summary.rows, 2U);
  EXPECT_EQ(summary.bytes_in, 8U);
  EXPECT_EQ(summary.bytes_out, 8U);
  EXPECT_FALSE(summary.stopped);
  EXPECT_EQ(reports, 2);
}

TEST(PredictStream, StopsBetweenBlocks) {
  std::stop_source stop;
  std::string out;
  const auto sink = data::to_string(out);
  PredictOptions options;
  options.rows.block_values = 1;
  options.stop = stop.get_token();
  options.progress = [&stop](const PredictSummary&) { stop.request_stop(); };
  const auto summary =
      predict_stream(data::from_memory("1\n2\n3\n"), sum_of(1), *sink, options);
  EXPECT_TRUE(summary.stopped);
  EXPECT_EQ(out, "1.0\n");
}

constexpr std::uint64_t kLineBytes = 1000;

/// Lines of 999 zeros without end, counting what is read.
class EndlessSource final : public data::ByteSource {
 public:
  explicit EndlessSource(std::uint64_t& read) : read_(&read) {}
  std::size_t read(std::span<char> buffer) override {
    for (char& byte : buffer) byte = ++*read_ % kLineBytes == 0 ? '\n' : '0';
    return buffer.size();
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return {}; }

 private:
  std::uint64_t* read_;
  std::string name_ = "endless";
};

TEST(PredictStream, ReadsNoFurtherThanTheBlocksInFlight) {
  std::uint64_t read = 0;
  std::string out;
  const auto sink = data::to_string(out);
  PredictOptions options;
  options.threads = 3;
  options.rows.block_values = 100;
  std::uint64_t ahead = 0;
  options.progress = [&](const PredictSummary& so_far) {
    ahead = std::max(ahead, read - kLineBytes * so_far.rows);
    if (so_far.rows >= 4000) throw std::runtime_error("enough");
  };
  EXPECT_THROW(
      predict_stream(std::make_unique<EndlessSource>(read), sum_of(1), *sink, options),
      std::runtime_error);
  // Three blocks of 100 lines, and what the scanner reads at once (no more than 1 MiB),
  // of 4,000,000 bytes in all.
  EXPECT_LE(ahead, 3 * 100 * kLineBytes + (1U << 20U));
}

}  // namespace
}  // namespace espalier::jobs
