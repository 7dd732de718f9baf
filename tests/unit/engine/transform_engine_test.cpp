#include "engine/jobs/transform_engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/unit/engine/transform_support.hpp"

namespace espalier::jobs {
namespace {

using test::gzip;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TransformEngine : public testing::Test {
 protected:
  void put(const std::string& key, std::string_view bytes) {
    objects_.put(in_bucket(key), bytes);
  }

  TransformOutcome run(const Json& request, const artifact::Scorer& scorer) {
    options_.observer = &observer_;
    options_.job_name = "job";
    return run_transform(request, scorer, objects_, options_);
  }

  std::string refusal(const Json& request) {
    try {
      (void)run(request, sum_of(2));
    } catch (const engine::Error& error) {
      return error.aws_name() + ": " + error.what();
    }
    return "accepted";
  }

  /// The keys under "output".
  std::vector<std::string> outputs() {
    std::vector<std::string> keys;
    for (const auto& object : objects_.list(in_bucket("output"))) {
      keys.push_back(object.uri.key);
    }
    return keys;
  }

  test::ScratchFolder folder_;
  data::ObjectStore objects_{folder_.path() / "s3"};
  RecordingObserver observer_;
  TransformOptions options_;
};

Json with_input(const std::string& uri, Json request = sample_request()) {
  request["TransformInput"]["DataSource"]["S3DataSource"]["S3Uri"] = uri;
  return request;
}

Json with_manifest(const std::string& uri) {
  Json request = with_input(uri);
  request["TransformInput"]["DataSource"]["S3DataSource"]["S3DataType"] = "ManifestFile";
  return request;
}

TEST_F(TransformEngine, WritesTheSamplesOutputBesideTheInputsName) {
  put("csv/test.csv", "1,2\r\n0.1,0\r\n");
  const auto outcome = run(sample_request(), sum_of(2));
  ASSERT_EQ(outcome.objects.size(), 1U);
  const TransformedObject& object = outcome.objects[0];
  EXPECT_EQ(object.error, "");
  EXPECT_EQ(object.input.to_string(), "s3://bucket/csv/test.csv");
  EXPECT_EQ(object.output.to_string(), "s3://bucket/output/test.csv.out");
  EXPECT_EQ(object.rows, 2U);
  EXPECT_EQ(object.bytes_in, 12U);
  EXPECT_EQ(content(objects_, "output/test.csv.out"), "3.0\n0.10000000149011612\n");
  EXPECT_EQ(object.bytes_out, 24U);
  EXPECT_EQ(object.requests, 1U);
  EXPECT_FALSE(outcome.stopped);
  EXPECT_THAT(outcome.warnings, IsEmpty());
  EXPECT_THAT(observer_.lines,
              ElementsAre("job [sagemaker logs]: MaxConcurrentTransforms=1, "
                          "MaxPayloadInMB=6, BatchStrategy=MULTI_RECORD"));
}

TEST_F(TransformEngine, TransformsEveryKeyThatBeginsWithThePrefix) {
  put("in/a.csv", "1,2\n");
  put("in/sub/b.csv", "3,4\n");
  put("inner.csv", "5,6\n");
  put("other.csv", "7,8\n");
  (void)run(with_input("s3://bucket/in"), sum_of(2));
  EXPECT_THAT(outputs(), ElementsAre("output/in/a.csv.out", "output/in/sub/b.csv.out",
                                     "output/inner.csv.out"));
}

TEST_F(TransformEngine, NamesOutputsByWhatFollowsThePrefixsLastSlash) {
  put("deep/in/a.csv", "1,2\n");
  put("deep/in/sub/b.csv", "3,4\n");
  put("deep/in/", "");  // a folder, as S3's console makes them
  Json request = with_input("s3://bucket/deep/in/");
  request["TransformOutput"]["S3OutputPath"] = "s3://bucket/output/";
  (void)run(request, sum_of(2));
  EXPECT_THAT(outputs(), ElementsAre("output/a.csv.out", "output/sub/b.csv.out"));
}

TEST_F(TransformEngine, WarnsOfAnObjectWhoseKeyIsAlsoAPrefix) {
  put("csv/test.csv", "1,2\n");
  put("csv/test.csv.bak", "3,4\n");
  const auto outcome = run(sample_request(), sum_of(2));
  EXPECT_EQ(outcome.objects.size(), 2U);
  EXPECT_THAT(
      outcome.warnings,
      ElementsAre("s3://bucket/csv/test.csv is an object and also the beginning of "
                  "other keys: all 2 are transformed, as S3Prefix says; name one in "
                  "a ManifestFile to have it alone"));
  EXPECT_EQ(observer_.warnings, outcome.warnings);
}

TEST_F(TransformEngine, TransformsWhatAManifestNames) {
  put("data/x/a.csv", "1,2\n");
  put("data/b.csv", "3,4\n");
  put("data/c.csv", "5,6\n");
  put("list.json", R"([{"prefix": "s3://bucket/data/"}, "x/a.csv", "b.csv", "b.csv"])");
  const auto outcome = run(with_manifest("s3://bucket/list.json"), sum_of(2));
  EXPECT_THAT(outputs(), ElementsAre("output/b.csv.out", "output/x/a.csv.out"));
  ASSERT_EQ(outcome.objects.size(), 2U);
  EXPECT_EQ(outcome.objects[0].input.key, "data/b.csv");
}

TEST_F(TransformEngine, FailsTheObjectOfAManifestThatIsNotThere) {
  put("data/b.csv", "3,4\n");
  put("list.json", R"([{"prefix": "s3://bucket/data/"}, "a.csv", "b.csv"])");
  const auto outcome = run(with_manifest("s3://bucket/list.json"), sum_of(2));
  ASSERT_EQ(outcome.objects.size(), 2U);
  EXPECT_THAT(outcome.objects[0].error, HasSubstr("ClientError: "));
  EXPECT_THAT(outcome.objects[0].error, HasSubstr("data/a.csv"));
  EXPECT_EQ(outcome.objects[1].error, "");
}

TEST_F(TransformEngine, RefusesWhatIsNoManifest) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"csv", "not JSON at byte 1"},
      {"[]", "not a manifest"},
      {"{}", "not a manifest"},
      {deep, "not a manifest"},
      {R"(["a"])", "the first element has no prefix"},
      {R"([{"prefix": 3}, "a"])", "the first element has no prefix"},
      {R"([{"prefix": "s3://bucket/"}, 3])", "element 1 is not a string"},
  };
  for (const auto& [bytes, why] : cases) {
    put("list.json", bytes);
    EXPECT_EQ(refusal(with_manifest("s3://bucket/list.json")),
              "ClientError: s3://bucket/list.json: " + why +
                  "; a manifest is [{\"prefix\": \"s3://bucket/folder/\"}, \"key\", "
                  "\"key\"]");
  }
}

TEST_F(TransformEngine, RefusesAManifestOfNothing) {
  put("list.json", R"([{"prefix": "s3://bucket/data/"}])");
  EXPECT_EQ(refusal(with_manifest("s3://bucket/list.json")),
            "ClientError: s3://bucket/list.json names no object");
}

TEST_F(TransformEngine, RefusesAPrefixOfNoObject) {
  objects_.create_bucket("bucket");
  EXPECT_EQ(
      refusal(sample_request()),
      "ClientError: no object's key begins with s3://bucket/csv/test.csv; S3Uri is a "
      "prefix of keys, letter for letter");
}

TEST_F(TransformEngine, DecompressesGzip) {
  const std::string packed = gzip("1,2\n3,4\n");
  put("csv/test.csv", packed);
  Json request = sample_request();
  request["TransformInput"]["CompressionType"] = "Gzip";
  const auto outcome = run(request, sum_of(2));
  EXPECT_EQ(content(objects_, "output/test.csv.out"), "3.0\n7.0\n");
  EXPECT_EQ(outcome.objects[0].bytes_in, packed.size());
}

TEST_F(TransformEngine, FailsAnObjectThatIsNoGzip) {
  put("csv/test.csv", "1,2\n");
  Json request = sample_request();
  request["TransformInput"]["CompressionType"] = "Gzip";
  EXPECT_THAT(run(request, sum_of(2)).objects[0].error, HasSubstr("csv/test.csv"));
  EXPECT_THAT(outputs(), IsEmpty());
}

TEST_F(TransformEngine, WritesNothingForABadObjectAndTheOthersWhole) {
  put("csv/a.csv", "1,2\n");
  put("csv/b.csv", "1,2\n3,x\n");
  put("csv/c.csv", "5,6\n");
  const auto outcome = run(with_input("s3://bucket/csv/"), sum_of(2));
  EXPECT_THAT(outputs(), ElementsAre("output/a.csv.out", "output/c.csv.out"));
  ASSERT_EQ(outcome.objects.size(), 3U);
  const std::string message =
      "s3://bucket/csv/b.csv:2:3: Loading csv data failed with Exception, please ensure "
      "data "
      "is in csv format: \"x\" is not a number; remove the row or leave the cell empty";
  EXPECT_EQ(outcome.objects[1].error, "ClientError: " + message);
  EXPECT_THAT(observer_.lines,
              ElementsAre(HasSubstr("MaxConcurrentTransforms=1"),
                          "job [sagemaker logs]: bucket/csv/b.csv: ClientError: 415",
                          "job [sagemaker logs]: bucket/csv/b.csv: ",
                          "job [sagemaker logs]: bucket/csv/b.csv: Message:",
                          "job [sagemaker logs]: bucket/csv/b.csv: " + message));
}

TEST_F(TransformEngine, FailsAWrongNumberOfColumnsAsABadRequest) {
  put("csv/test.csv", "0,1,2\n");
  const auto outcome = run(sample_request(), sum_of(2));
  EXPECT_THAT(outcome.objects[0].error,
              HasSubstr("ClientError: s3://bucket/csv/test.csv:1:5: Feature size of csv "
                        "inference data 3 is not consistent with feature size of trained "
                        "model 2"));
  EXPECT_THAT(observer_.lines,
              Contains("job [sagemaker logs]: bucket/csv/test.csv: ClientError: 400"));
}

TEST_F(TransformEngine, LeavesTheOutputOfAnEarlierRunWhereThisOneFails) {
  put("output/test.csv.out", "old\n");
  put("csv/test.csv", "1,x\n");
  (void)run(sample_request(), sum_of(2));
  EXPECT_EQ(content(objects_, "output/test.csv.out"), "old\n");
}

TEST_F(TransformEngine, GivesAnEmptyObjectAnEmptyOutput) {
  put("csv/test.csv", "");
  const auto outcome = run(sample_request(), sum_of(2));
  EXPECT_EQ(outcome.objects[0].error, "");
  EXPECT_EQ(content(objects_, "output/test.csv.out"), "");
}

TEST_F(TransformEngine, FailsAnObjectOfBlankLines) {
  put("csv/test.csv", "\n \n");
  EXPECT_EQ(run(sample_request(), sum_of(2)).objects[0].error,
            "ClientError: s3://bucket/csv/test.csv:1:1: Loading csv data failed with "
            "Exception, please ensure data is in csv format: there is no row; remove the "
            "object or give it rows");
}

TEST_F(TransformEngine, WritesOneLineARecordHoweverItIsSplitAndAssembled) {
  put("csv/test.csv", "1,2\n3,4\n5,6");
  for (const char* split : {"None", "Line"}) {
    for (const char* assemble : {"None", "Line"}) {
      for (const char* strategy : {"SingleRecord", "MultiRecord"}) {
        Json request = sample_request();
        request["TransformInput"]["SplitType"] = split;
        request["TransformOutput"]["AssembleWith"] = assemble;
        request["BatchStrategy"] = strategy;
        (void)run(request, sum_of(2));
        EXPECT_EQ(content(objects_, "output/test.csv.out"), "3.0\n7.0\n11.0\n")
            << split << ' ' << assemble << ' ' << strategy;
      }
    }
  }
}

TEST_F(TransformEngine, AppliesDataProcessing) {
  put("csv/test.csv", "id1,1,2\n\"id,2\",3,4\n");
  Json request = line_request();
  request["DataProcessing"] = {
      {"InputFilter", "$[1:]"}, {"OutputFilter", "$[0,-1]"}, {"JoinSource", "Input"}};
  (void)run(request, sum_of(2));
  EXPECT_EQ(content(objects_, "output/test.csv.out"), "id1,3.0\n\"id,2\",7.0\n");
}

/// More than 1 MiB of rows, which is what MaxPayloadInMB 1 allows: 1,025 of 1 KiB.
std::string rows_over_a_megabyte() {
  std::string csv;
  for (int row = 0; row < 1025; ++row) csv += std::string(1020, ' ') + "1,2\n";
  return csv;
}

constexpr const char* kOneRequest =
    "s3://bucket/csv/test.csv: SageMaker sends the object in one request, and it has "
    "more "
    "than the 1048576 bytes of MaxPayloadInMB 1; set TransformInput.SplitType to Line to "
    "have it sent in pieces";

TEST_F(TransformEngine, WarnsOfAnObjectThatIsTooLargeForOneRequest) {
  put("csv/test.csv", rows_over_a_megabyte());
  Json request = sample_request();
  request["MaxPayloadInMB"] = 1;
  const auto outcome = run(request, sum_of(2));
  EXPECT_EQ(outcome.objects[0].error, "");
  EXPECT_THAT(outcome.warnings, ElementsAre(kOneRequest));
}

TEST_F(TransformEngine, RefusesAnObjectThatIsTooLargeForOneRequestWhereStrict) {
  put("csv/test.csv", rows_over_a_megabyte());
  Json request = sample_request();
  request["MaxPayloadInMB"] = 1;
  options_.strict = true;
  const auto outcome = run(request, sum_of(2));
  EXPECT_EQ(outcome.objects[0].error, std::string("ClientError: ") + kOneRequest);
  EXPECT_THAT(outputs(), IsEmpty());
  EXPECT_THAT(observer_.lines,
              Contains("job [sagemaker logs]: bucket/csv/test.csv: ClientError: 413"));
}

TEST_F(TransformEngine, MeasuresTheRequestOfAGzipAfterDecompression) {
  put("csv/test.csv", gzip(rows_over_a_megabyte()));
  Json request = sample_request();
  request["MaxPayloadInMB"] = 1;
  request["TransformInput"]["CompressionType"] = "Gzip";
  EXPECT_THAT(run(request, sum_of(2)).warnings, ElementsAre(kOneRequest));
}

TEST_F(TransformEngine, SplitsAnObjectThatIsTooLargeForOneRequest) {
  put("csv/test.csv", rows_over_a_megabyte());
  Json request = line_request();
  request["MaxPayloadInMB"] = 1;
  options_.strict = true;
  const auto outcome = run(request, sum_of(2));
  EXPECT_EQ(outcome.objects[0].error, "");
  EXPECT_EQ(outcome.objects[0].requests, 2U);
  EXPECT_THAT(outcome.warnings, IsEmpty());
}

TEST_F(TransformEngine, WarnsOfARecordOverThePayloadOrRefusesItWhereStrict) {
  put("csv/test.csv", "1,2\n" + std::string(1U << 20U, ' ') + "3,4\n");
  Json request = line_request();
  request["MaxPayloadInMB"] = 1;
  const std::string message =
      "s3://bucket/csv/test.csv:2: the record has 1048580 bytes, more than the 1048576 "
      "bytes "
      "of MaxPayloadInMB 1; raise MaxPayloadInMB (to 100 at most)";
  const auto outcome = run(request, sum_of(2));
  EXPECT_EQ(outcome.objects[0].error, "");
  EXPECT_THAT(outcome.warnings, ElementsAre(message));
  options_.strict = true;
  EXPECT_EQ(run(request, sum_of(2)).objects[0].error, "ClientError: " + message);
}

TEST_F(TransformEngine, RefusesAPayloadTheContainerDoesNotTakeWhereStrict) {
  put("csv/test.csv", "1,2\n");
  Json request = sample_request();
  request["MaxPayloadInMB"] = 50;
  options_.strict = true;
  EXPECT_THAT(refusal(request), HasSubstr("ClientError: MaxPayloadInMB 50 is more than"));
}

TEST_F(TransformEngine, ReportsBytesAndRowsOfTheWholeJobFailedObjectsToo) {
  put("csv/a.csv", "1,2\n");
  put("csv/b.csv", "3,4\n5,6\n");
  put("csv/c.csv", "abc\n");
  (void)run(with_input("s3://bucket/csv/"), sum_of(2));
  EXPECT_EQ(observer_.last.total, 16U);
  EXPECT_EQ(observer_.last.done, 16U);
  EXPECT_EQ(observer_.last.rows, 3U);
}

TEST_F(TransformEngine, LeavesNothingOfTheObjectInWhichItIsStopped) {
  put("csv/a.csv", "1,2\n");
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "1,2\n";  // more than two blocks
  put("csv/b.csv", many);
  put("csv/c.csv", "5,6\n");
  std::stop_source stop;
  options_.stop = stop.get_token();
  observer_.on_progress = [&] {
    if (observer_.last.rows > 1) stop.request_stop();  // in the second object
  };
  const auto outcome = run(with_input("s3://bucket/csv/"), sum_of(2));
  EXPECT_TRUE(outcome.stopped);
  ASSERT_EQ(outcome.objects.size(), 1U);
  EXPECT_THAT(outputs(), ElementsAre("output/a.csv.out"));
}

}  // namespace
}  // namespace espalier::jobs
