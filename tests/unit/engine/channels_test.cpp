#include "engine/train/channels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

#include "data/byte_source.hpp"
#include "engine/error.hpp"
#include "engine/train/trainer.hpp"

namespace espalier::train {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

ChannelFile file(std::string name, std::string text) {
  auto open = [name, text = std::make_shared<const std::string>(std::move(text))] {
    return data::from_memory(*text, name);
  };
  return {std::move(name), std::move(open)};
}

Channel channel(std::string name, std::vector<ChannelFile> files,
                ContentType type = ContentType::Csv) {
  return {std::move(name), type, std::move(files)};
}

Channel csv(std::string name, std::string text) {
  std::string file_name = name + ".csv";
  return channel(std::move(name), {file(std::move(file_name), std::move(text))});
}

TrainingData load(const std::vector<Channel>& channels, Profile profile = Profile::Strict,
                  bool csv_weights = false) {
  return load_channels(channels, profile, csv_weights, 1);
}

/// The message with which channels are refused; "accepted" where they are not.
std::string refusal(const std::vector<Channel>& channels,
                    Profile profile = Profile::Strict, bool csv_weights = false) {
  try {
    load(channels, profile, csv_weights);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ClientError");
    return error.what();
  }
  return "accepted";
}

std::string refused_type(std::string_view text, Profile profile = Profile::Strict) {
  try {
    content_type(text, profile);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "ClientError");
    return error.what();
  }
  return "accepted";
}

TEST(ContentType, IsLibsvmWhereNoneIsGiven) {
  EXPECT_EQ(content_type("", Profile::Strict), ContentType::Libsvm);
  EXPECT_EQ(content_type("", Profile::Legacy), ContentType::Libsvm);
}

TEST(ContentType, StrictReadsParametersAndAnyCase) {
  EXPECT_EQ(content_type("csv", Profile::Strict), ContentType::Csv);
  EXPECT_EQ(content_type("Text/CSV; label_size=1;charset=utf8", Profile::Strict),
            ContentType::Csv);
  EXPECT_EQ(content_type("text/csv;label_size=\"1\"", Profile::Strict), ContentType::Csv);
  EXPECT_EQ(content_type("text/libsvm ;charset=utf8", Profile::Strict),
            ContentType::Libsvm);
  EXPECT_EQ(content_type("text/x-libsvm", Profile::Strict), ContentType::Libsvm);
}

TEST(ContentType, StrictRefusesOtherLabelSizes) {
  EXPECT_EQ(
      refused_type("text/csv;label_size=0"),
      "text/csv;label_size=0 is not an accepted csv ContentType. Optional parameter "
      "label_size must be equal to 1");
}

TEST(ContentType, StrictListsWhatItAccepts) {
  EXPECT_EQ(refused_type("image/png"),
            "image/png is not an accepted ContentType: csv, libsvm, parquet, "
            "recordio-protobuf, text/csv, text/libsvm, text/x-libsvm, "
            "application/x-parquet, application/x-recordio-protobuf.");
}

TEST(ContentType, SaysWhatIsAcceptedThereButNotHere) {
  for (const char* type : {"parquet", "application/x-recordio-protobuf"}) {
    EXPECT_EQ(refused_type(type),
              std::string("ContentType ") + type +
                  " is accepted by SageMaker but is not read here; convert the data to "
                  "text/csv or text/libsvm");
  }
}

TEST(ContentType, LegacyKnowsTwoTypesWithoutParameters) {
  EXPECT_EQ(content_type("TEXT/CSV", Profile::Legacy), ContentType::Csv);
  EXPECT_EQ(refused_type("text/csv;label_size=1", Profile::Legacy),
            "ContentType should be one of these options: 'text/libsvm', 'text/csv'.");
}

TEST(Channels, ReadLabelFirstThenFeaturesAndLogWhatTheContainerLogs) {
  const auto data =
      load({csv("train", "1,2,3\r\n0,,4\r\n"), csv("validation", "1,5,6\n")});
  EXPECT_EQ(data.train->rows(), 2U);
  EXPECT_EQ(data.train->columns(), 2U);
  EXPECT_EQ(data.validation->rows(), 1U);
  EXPECT_THAT(data.log,
              ElementsAre("Determined delimiter of CSV input is ','",
                          "2x2 matrix with 3 entries loaded from /opt/ml/input/data/train"
                          "?format=csv&label_column=0&delimiter=,",
                          "Determined delimiter of CSV input is ','",
                          "1x2 matrix with 2 entries loaded from "
                          "/opt/ml/input/data/validation"
                          "?format=csv&label_column=0&delimiter=,"));
  EXPECT_THAT(data.warnings, IsEmpty());
}

TEST(Channels, SniffTheDelimiterOfTheFirstFileForAll) {
  const auto data = load({channel(
      "train", {file("a", "1;2.5;3\n"), file("b", "0;4;5.5\n"), file("empty", "")})});
  EXPECT_EQ(data.train->rows(), 2U);
  EXPECT_EQ(data.train->columns(), 2U);
  EXPECT_EQ(data.log[0], "Determined delimiter of CSV input is ';'");
}

TEST(Channels, ConcatenateFilesInOrder) {
  const auto one = load({csv("train", "1,2\n3,4\n5,6\n")});
  const auto two =
      load({channel("train", {file("a", "1,2\n"), file("b", "3,4\n5,6\n")})});
  const auto plan = plan_training({{"num_round", "3"}}, Profile::Strict);
  EXPECT_EQ(train(one, plan, {}).model, train(two, plan, {}).model);
}

TEST(Channels, RefuseAFileWithOtherColumnsThanTheFirst) {
  EXPECT_THAT(refusal({channel("train", {file("a", "1,2,3\n"), file("b", "1,2\n")})}),
              StartsWith("Failed to load csv data with exception:\nb:1"));
}

TEST(Channels, WeightsAreTheSecondColumnOfTrainAlone) {
  const std::string weighted = "1,2,3\n0,1,4\n";
  const auto data =
      load({csv("train", weighted), csv("validation", "1,3\n")}, Profile::Strict, true);
  EXPECT_EQ(data.train->columns(), 1U);
  EXPECT_THAT(data.log[1], HasSubstr("&delimiter=,&weight_column=1"));
  EXPECT_EQ(refusal({csv("train", weighted), csv("validation", weighted)},
                    Profile::Strict, true),
            "Feature names/Number of features mismatched between training and validation "
            "input. Please check features in training and validation data. (train has 1 "
            "features, validation 2.) If its second column is a weight, remove it: "
            "csv_weights holds for the train channel alone.");
}

TEST(Channels, RowsWithWeightTwoCountTwice) {
  const auto weighted = load({csv("train", "1,2,3\n0,1,4\n")}, Profile::Strict, true);
  const auto repeated = load({csv("train", "1,3\n1,3\n0,4\n")});
  const auto plan = plan_training({{"num_round", "2"}}, Profile::Strict);
  // The metric is a weighted mean, so that it is the same number.
  EXPECT_EQ(train(weighted, plan, {}).rounds.back().metrics[0].value,
            train(repeated, plan, {}).rounds.back().metrics[0].value);
}

TEST(Channels, RefuseMissingAndUnknownNames) {
  const auto train = csv("train", "1,2\n");
  EXPECT_EQ(refusal({csv("validation", "1,2\n")}), "Missing required channel: train");
  EXPECT_EQ(refusal({train, csv("test", "1,2\n")}), "Extraneous channel found: test");
  EXPECT_EQ(refusal({train, csv("code", "print()")}),
            "Channel code: training with a script of your own is not run here; leave the "
            "channel out to train with XGBoost itself");
  EXPECT_EQ(refusal({csv("validation", "1,2\n")}, Profile::Legacy),
            "Channelname 'train' is required for training");
  EXPECT_EQ(refusal({train, csv("test", "1,2\n")}, Profile::Legacy),
            "Channelname 'validation' is used for validation input");
}

TEST(Channels, LegacyIgnoresAThirdChannelWithAWarning) {
  const auto data =
      load({csv("train", "1,2\n"), csv("validation", "1,3\n"), csv("test", "?")},
           Profile::Legacy);
  EXPECT_THAT(
      data.warnings,
      ElementsAre("Channel test is not one that this image reads; it is ignored."));
}

TEST(Channels, RefuseChannelsWithoutRows) {
  EXPECT_EQ(refusal({csv("train", "\n \n")}),
            "No data in training channel path /opt/ml/input/data/train");
  EXPECT_EQ(refusal({channel("train", {})}),
            "No data in training channel path /opt/ml/input/data/train");
  EXPECT_EQ(refusal({csv("train", "1,2\n"), csv("validation", "")}),
            "No data in validation channel path /opt/ml/input/data/validation");
  EXPECT_EQ(refusal({csv("train", "")}, Profile::Legacy),
            "No file found in path /opt/ml/input/data/train. If you are using "
            "ShardedByS3Key, make sure every machine get at least one partition file");
}

TEST(Channels, RefuseALabelWithoutFeatures) {
  EXPECT_EQ(refusal({csv("train", "1\n2\n")}),
            "Channel train has a label but no feature; the first column is the label, "
            "features follow it");
}

TEST(Channels, RefuseHiddenFiles) {
  EXPECT_EQ(refusal({channel("train", {file("csv/.part-0.crc", "1,2\n")})}),
            "Hidden file found in the data path! Remove that before training. "
            "(csv/.part-0.crc)");
}

TEST(Channels, RefuseAHeaderWithTheContainersMessage) {
  EXPECT_THAT(
      refusal({csv("train", "label,x\n1,2\n")}),
      HasSubstr("Non-numeric value 'l' found in the header line 'label,x...' of file "
                "'train.csv'. CSV format require no header line in it."));
}

TEST(Channels, NameThePlaceOfABadCell) {
  EXPECT_THAT(
      refusal({csv("train", "1,2\n1,x\n")}),
      StartsWith("Failed to load csv data with exception:\ntrain.csv:2:3: \"x\""));
}

TEST(Channels, LegacyTellsCsvAndLibsvmApart) {
  EXPECT_EQ(refusal({csv("train", "1 1:2 2:3\n")}, Profile::Legacy),
            "Blankspace and colon found in firstline '1 1:2 2:3...' of file 'train.csv'. "
            "Please ensure the file is in csv format.");
  EXPECT_EQ(
      refusal({channel("train", {file("train.csv", "1,2,3\n")}, ContentType::Libsvm)},
              Profile::Legacy),
      "Blankspace and colon not found in firstline '1,2,3...' of file 'train.csv'. "
      "ContentType by defaullt is in libsvm. Please ensure the file is in libsvm "
      "format.");
}

TEST(Channels, StrictRefusesCsvAsLibsvm) {
  EXPECT_EQ(
      refusal({channel("train", {file("train.csv", "1,2,3\n")}, ContentType::Libsvm)}),
      "First line '1,2,3...' of file 'train.csv' is not 'LIBSVM' format. Please ensure "
      "the file is in 'LIBSVM' format.");
}

TEST(Channels, RefuseAValidationChannelOfAnotherWidth) {
  const auto train = csv("train", "1,2,3\n");
  EXPECT_EQ(refusal({train, csv("validation", "1,2\n")}),
            "Feature names/Number of features mismatched between training and validation "
            "input. Please check features in training and validation data. (train has 2 "
            "features, validation 1.)");
  EXPECT_THAT(refusal({train, csv("validation", "1,2,3,4\n")}),
              HasSubstr("(train has 2 features, validation 3.)"));
}

TEST(Channels, WarnWhereTrainAndValidationAreTheSame) {
  const auto data = load({csv("train", "1,2\n3,4\n"), csv("validation", "1,2\n3,4\n")});
  EXPECT_THAT(data.warnings,
              ElementsAre("The train and validation channels hold the same rows: the "
                          "validation metric says nothing about new data."));
}

TEST(Channels, ReadValidationAsTheTrainChannelsType) {
  auto validation = csv("validation", "1,9\n");
  validation.type = ContentType::Libsvm;
  const auto data = load({csv("train", "1,2\n"), validation});
  EXPECT_EQ(data.validation->rows(), 1U);
  EXPECT_THAT(data.warnings, ElementsAre(HasSubstr("ContentType of the train channel")));
}

std::vector<Channel> libsvm(std::string train, std::string validation) {
  return {channel("train", {file("train.svm", std::move(train))}, ContentType::Libsvm),
          channel("validation", {file("val.svm", std::move(validation))},
                  ContentType::Libsvm)};
}

TEST(Channels, TrainFromLibsvmAsFromTheSameCsv) {
  const auto sparse = load(libsvm("1 0:2 1:3\n0 1:5\n4 0:7 1:1\n2 0:1\n", "1 0:3 1:3\n"));
  const auto dense =
      load({csv("train", "1,2,3\n0,,5\n4,7,1\n2,1,\n"), csv("validation", "1,3,3\n")});
  EXPECT_THAT(sparse.log[0],
              "4x2 matrix with 6 entries loaded from /opt/ml/input/data/train");
  const auto plan = plan_training({{"num_round", "4"}}, Profile::Strict);
  const auto from_sparse = train(sparse, plan, {});
  const auto from_dense = train(dense, plan, {});
  EXPECT_EQ(from_sparse.model, from_dense.model);
  EXPECT_EQ(from_sparse.rounds.back().metrics[1].value,
            from_dense.rounds.back().metrics[1].value);
}

TEST(Channels, ConcatenateLibsvmFiles) {
  const auto one = load(libsvm("1 0:2 1:3\n0 1:5\n4 0:7\n", "1 0:3\n"));
  auto channels = libsvm("", "1 0:3\n");
  channels[0].files = {file("a", "1 0:2 1:3\n"), file("b", "0 1:5\n4 0:7\n")};
  const auto plan = plan_training({{"num_round", "4"}}, Profile::Strict);
  EXPECT_EQ(train(one, plan, {}).model, train(load(channels), plan, {}).model);
}

TEST(Channels, StrictTakesASparseValidationWithFewerColumnsAndLegacyDoesNot) {
  const auto channels = libsvm("1 0:2 1:3\n0 1:5\n", "1 0:3\n");
  EXPECT_EQ(load(channels).validation->columns(), 2U);
  EXPECT_THAT(refusal(channels, Profile::Legacy),
              HasSubstr("(train has 2 features, validation 1.)"));
}

TEST(Channels, RefuseALibsvmFileWithWeightsAfterOneWithout) {
  auto channels = libsvm("", "1 0:3\n");
  channels[0].files = {file("a", "1 0:2\n"), file("b", "1:2 0:2\n")};
  EXPECT_EQ(
      refusal(channels),
      "b has weights, unlike the channel's files before it; give each row a weight, "
      "or none");
}

TEST(Channels, NameThePlaceOfABadLibsvmEntry) {
  EXPECT_THAT(refusal(libsvm("1 0:2\n1 0:x\n", "1 0:3\n")),
              StartsWith("Failed to load libsvm data with exception:\ntrain.svm:2:"));
}

TEST(Channels, SayWhatCannotBeOpened) {
  const ChannelFile gone{"gone.csv", [] { return data::open_file("/nowhere/gone.csv"); }};
  try {
    load({channel("train", {gone})});
    FAIL();
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::NotFound);
    EXPECT_THAT(error.what(), HasSubstr("/nowhere/gone.csv"));
  }
}

}  // namespace
}  // namespace espalier::train
