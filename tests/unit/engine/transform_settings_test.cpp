#include "engine/jobs/transform_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.hpp"
#include "tests/unit/engine/transform_support.hpp"

namespace espalier::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The message with which the sample's request is refused once `pointer` is `value`.
std::string refusal(const char* pointer, const Json& value,
                    Json request = sample_request()) {
  request[Json::json_pointer(pointer)] = value;
  try {
    (void)TransformSettings::from_request(request);
  } catch (const engine::Error& error) {
    return error.aws_name() + ": " + error.what();
  }
  return "accepted";
}

TransformSettings with(const char* pointer, const Json& value,
                       Json request = sample_request()) {
  request[Json::json_pointer(pointer)] = value;
  return TransformSettings::from_request(request);
}

TEST(TransformSettings, TakesTheServicesDefaults) {
  const auto settings = TransformSettings::from_request(sample_request());
  EXPECT_EQ(settings.input.to_string(), "s3://bucket/csv/test.csv");
  EXPECT_EQ(settings.input_type, S3DataType::S3Prefix);
  EXPECT_EQ(settings.output.to_string(), "s3://bucket/output");
  EXPECT_FALSE(settings.gzip);
  EXPECT_EQ(settings.split_type, SplitType::None);
  EXPECT_EQ(settings.batch_strategy, BatchStrategy::MultiRecord);
  EXPECT_EQ(settings.max_payload_bytes(), 6U * 1024 * 1024);
  EXPECT_FALSE(settings.processing.active());
  EXPECT_THAT(settings.warnings, IsEmpty());
  EXPECT_THAT(settings.size_warnings, IsEmpty());
}

TEST(TransformSettings, ReadsEveryMember) {
  Json request = line_request();
  request["BatchStrategy"] = "SingleRecord";
  request["MaxPayloadInMB"] = 2;
  request["MaxConcurrentTransforms"] = 3;
  request["TransformInput"]["CompressionType"] = "Gzip";
  request["TransformInput"]["ContentType"] = "Text/CSV; charset=utf-8";
  request["TransformInput"]["DataSource"]["S3DataSource"]["S3DataType"] = "ManifestFile";
  request["DataProcessing"] = {
      {"InputFilter", "$[1:]"}, {"OutputFilter", "$[0]"}, {"JoinSource", "Input"}};
  const auto settings = TransformSettings::from_request(request);
  EXPECT_EQ(settings.batch_strategy, BatchStrategy::SingleRecord);
  EXPECT_EQ(settings.max_payload_bytes(), 2U * 1024 * 1024);
  EXPECT_EQ(settings.max_concurrent_transforms, 3U);
  EXPECT_TRUE(settings.gzip);
  EXPECT_EQ(settings.input_type, S3DataType::ManifestFile);
  EXPECT_EQ(settings.split_type, SplitType::Line);
  EXPECT_EQ(settings.processing.input_filter.to_string(), "$[1:]");
  EXPECT_EQ(settings.processing.output_filter.to_string(), "$[0]");
  EXPECT_TRUE(settings.processing.join_input);
}

TEST(TransformSettings, RefusesBinarySplits) {
  for (const char* split : {"RecordIO", "TFRecord"}) {
    EXPECT_EQ(refusal("/TransformInput/SplitType", split),
              "ValidationException: TransformInput.SplitType " + std::string(split) +
                  " splits binary records, and the input here is CSV; set it to Line or "
                  "None");
  }
}

TEST(TransformSettings, RefusesAnAugmentedManifest) {
  EXPECT_EQ(
      refusal("/TransformInput/DataSource/S3DataSource/S3DataType",
              "AugmentedManifestFile"),
      "ValidationException: S3DataType AugmentedManifestFile cannot be transformed; "
      "give S3Prefix, or ManifestFile with a list of objects");
}

TEST(TransformSettings, RefusesWhatIsNoAddress) {
  EXPECT_THAT(refusal("/TransformOutput/S3OutputPath", "output"),
              HasSubstr("ValidationException: TransformOutput.S3OutputPath: "));
}

TEST(TransformSettings, RefusesAcceptWithTheContainersMessage) {
  EXPECT_EQ(refusal("/TransformOutput/Accept", "text/html"),
            "ClientError: Accept type text/html is not supported. Please use supported "
            "accept types: ['application/json', 'application/jsonlines', "
            "'application/x-recordio-protobuf', 'text/csv'].");
}

TEST(TransformSettings, WarnsThatAcceptChangesNothing) {
  EXPECT_THAT(with("/TransformOutput/Accept", "application/json").warnings,
              ElementsAre("TransformOutput.Accept application/json changes nothing: in a "
                          "transform job the container writes one prediction a line, as "
                          "for text/csv"));
  EXPECT_THAT(with("/TransformOutput/Accept", "*/*").warnings, IsEmpty());
  EXPECT_THAT(with("/TransformOutput/Accept", "text/csv").warnings, IsEmpty());
}

TEST(TransformSettings, RefusesContentTypesThatAreNotCsv) {
  EXPECT_THAT(
      refusal("/TransformInput/ContentType", "application/json"),
      HasSubstr("ClientError: application/json is not an accepted ContentType: csv, "
                "libsvm, parquet, recordio-protobuf, text/csv, text/libsvm, "
                "text/x-libsvm, application/x-parquet, "
                "application/x-recordio-protobuf."));
  EXPECT_EQ(
      refusal("/TransformInput/ContentType", "text/libsvm"),
      "ClientError: TransformInput.ContentType text/libsvm is not transformed here; "
      "convert the rows to CSV (every feature, no label) and set it to text/csv");
}

TEST(TransformSettings, RefusesAMissingContentType) {
  Json request = sample_request();
  request["TransformInput"].erase("ContentType");
  EXPECT_EQ(
      refusal("/TransformJobName", "job", request),
      "ClientError: TransformInput.ContentType is missing, which the container takes "
      "for text/libsvm; set it to text/csv for CSV");
}

TEST(TransformSettings, RefusesMoreThan100MegabytesOfPayloads) {
  Json request = sample_request();
  request["MaxConcurrentTransforms"] = 11;
  EXPECT_EQ(
      refusal("/MaxPayloadInMB", 10, request),
      "ValidationException: MaxConcurrentTransforms 11 times MaxPayloadInMB 10 is more "
      "than 100 MB; lower one of them");
  EXPECT_THAT(refusal("/MaxPayloadInMB", 101), HasSubstr("is more than 100 MB"));
  EXPECT_THAT(refusal("/MaxPayloadInMB", std::uint64_t{1} << 62U),
              HasSubstr("is more than 100 MB"));
}

TEST(TransformSettings, WarnsOfAPayloadThatTheContainerDoesNotTake) {
  EXPECT_THAT(
      with("/MaxPayloadInMB", 0).size_warnings,
      ElementsAre(
          "MaxPayloadInMB 0 sends requests of any size in chunks, which SageMaker's "
          "built-in algorithms do not take; give 1 to 100, and "
          "TransformInput.SplitType Line"));
  EXPECT_THAT(
      with("/MaxPayloadInMB", 7).size_warnings,
      ElementsAre(
          "MaxPayloadInMB 7 is more than the 6 MB that SageMaker's XGBoost container "
          "takes in one request; leave it out, or raise MAX_CONTENT_LENGTH (bytes) "
          "in Environment too"));
}

TEST(TransformSettings, WarnsThatSingleRecordNeedsASplit) {
  EXPECT_THAT(with("/BatchStrategy", "SingleRecord").warnings,
              ElementsAre("BatchStrategy SingleRecord has no effect: without "
                          "TransformInput.SplitType Line an object is one record"));
}

TEST(TransformSettings, RefusesDataProcessingWithoutLines) {
  Json request = line_request();
  request["DataProcessing"]["JoinSource"] = "Input";
  EXPECT_EQ(
      refusal("/TransformOutput/AssembleWith", "None", request),
      "ValidationException: DataProcessing of text/csv needs TransformInput.SplitType "
      "and TransformOutput.AssembleWith to be Line; set both");
  EXPECT_THAT(refusal("/TransformInput/SplitType", "None", request),
              HasSubstr("to be Line; set both"));
  EXPECT_EQ(
      refusal("/TransformOutput/Accept", "application/json", request),
      "ValidationException: DataProcessing needs TransformOutput.Accept to be the same "
      "as TransformInput.ContentType; set both to text/csv");
}

TEST(TransformSettings, AllowsDataProcessingThatDoesNothing) {
  EXPECT_FALSE(with("/DataProcessing/InputFilter", "$").processing.active());
}

TEST(TransformSettings, RefusesAFilterByName) {
  EXPECT_THAT(
      refusal("/DataProcessing/OutputFilter", "$.SageMakerOutput", line_request()),
      HasSubstr("DataProcessing.OutputFilter \"$.SageMakerOutput\" is not a path"));
}

TEST(TransformSettings, RefusesSelectableInference) {
  EXPECT_EQ(
      refusal("/Environment/SAGEMAKER_INFERENCE_OUTPUT", "predicted_label"),
      "ValidationException: Environment.SAGEMAKER_INFERENCE_OUTPUT (predicted_label) "
      "asks for selectable inference, which is not done here; leave it out to get one "
      "prediction a line");
}

TEST(TransformSettings, RefusesValuesOfTheWrongKind) {
  EXPECT_EQ(refusal("/MaxPayloadInMB", "6"),
            "ValidationException: MaxPayloadInMB must be a whole number from 0");
  EXPECT_EQ(refusal("/TransformInput/SplitType", 1),
            "ValidationException: TransformInput.SplitType must be a string");
  EXPECT_THAT(refusal("/TransformInput/SplitType", "Row"),
              HasSubstr("must be None or Line"));
  EXPECT_THAT(refusal("/TransformInput/CompressionType", "Zip"),
              HasSubstr("must be None or Gzip"));
  EXPECT_THAT(refusal("/BatchStrategy", "Both"),
              HasSubstr("must be MultiRecord or SingleRecord"));
  EXPECT_THAT(refusal("/TransformOutput/AssembleWith", "Row"),
              HasSubstr("must be None or Line"));
  EXPECT_THAT(refusal("/DataProcessing/JoinSource", "Output"),
              HasSubstr("must be None or Input"));
}

}  // namespace
}  // namespace espalier::jobs
