#include <gmock/gmock.h>

#include "engine/artifact/model_archive.hpp"
#include "engine/artifact/scorer.hpp"
#include "engine/jobs/instance_types.hpp"
#include "engine/jobs/job_log.hpp"
#include "tests/support/gzip.hpp"
#include "tests/unit/engine/jobs_fixture.hpp"

namespace espalier::jobs {
namespace {

using test::gzip;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class TrainingJobs : public SageMakerTest {
 protected:
  /// Creates and runs; returns the description.
  Json run(const Json& request, const RunOptions& options = {}) {
    const auto name = request.at("TrainingJobName").get<std::string>();
    call("CreateTrainingJob", request);
    RunOptions with = options;
    if (with.observer == nullptr) with.observer = &recorder_;
    with.threads = 1;  // idle threads of libgomp spin, which is slow on a busy machine
    sage_maker_.run(JobKind::TrainingJob, name, with);
    return describe_training(name);
  }

  Recorder recorder_;
};

std::vector<std::string> secondary_statuses(const Json& description) {
  std::vector<std::string> all;
  for (const auto& of : description.at("SecondaryStatusTransitions"))
    all.push_back(of.at("Status"));
  return all;
}

TEST_F(TrainingJobs, AreInProgressWhenCreatedAndDurable) {
  EXPECT_EQ(call("CreateTrainingJob", training_request("job")),
            Json({{"TrainingJobArn",
                   "arn:aws:sagemaker:us-west-2:012345678912:training-job/job"}}));
  SageMaker another(home_, options());
  const auto description =
      another.call("DescribeTrainingJob", {{"TrainingJobName", "job"}});
  EXPECT_EQ(description["TrainingJobStatus"], "InProgress");
  EXPECT_EQ(description["SecondaryStatus"], "Starting");
  EXPECT_EQ(description["ModelArtifacts"]["S3ModelArtifacts"],
            "s3://bucket/models/job/output/model.tar.gz");
}

TEST_F(TrainingJobs, DescribeThemselvesWhenCompleted) {
  const auto description = run(training_request("job"));
  EXPECT_EQ(description["TrainingJobStatus"], "Completed");
  EXPECT_EQ(description["SecondaryStatus"], "Completed");
  EXPECT_THAT(
      secondary_statuses(description),
      ElementsAre("Starting", "Downloading", "Training", "Uploading", "Completed"));
  EXPECT_EQ(description["SecondaryStatusTransitions"][2]["StatusMessage"],
            "Training image download completed. Training in progress.");
  EXPECT_EQ(description["SecondaryStatusTransitions"][4]["StatusMessage"],
            "Training job completed");
  for (std::size_t i = 0; i + 1 < description["SecondaryStatusTransitions"].size(); ++i) {
    EXPECT_EQ(description["SecondaryStatusTransitions"][i]["EndTime"],
              description["SecondaryStatusTransitions"][i + 1]["StartTime"]);
  }
  EXPECT_EQ(description["HyperParameters"],
            Json({{"num_round", "3"}, {"max_depth", "3"}}));
  EXPECT_EQ(description["FinalMetricDataList"].size(), 2U);
  EXPECT_EQ(description["FinalMetricDataList"][1]["MetricName"], "validation:rmse");
  EXPECT_GE(description["TrainingTimeInSeconds"], 1);
  EXPECT_FALSE(description.contains("FailureReason"));
}

TEST_F(TrainingJobs, LeaveAModelThatScores) {
  run(training_request("job"));
  const auto source = home_.objects().get(
      data::S3Uri::parse("s3://bucket/models/job/output/model.tar.gz"));
  const auto scorer = artifact::load_scorer(artifact::read_model_archive(*source));
  EXPECT_EQ(scorer->features(), 2U);
}

TEST_F(TrainingJobs, LogWhatTheContainerLogs) {
  run(training_request("job"));
  EXPECT_THAT(recorder_.lines, Contains(StartsWith("[0]#011train-rmse:")));
  const auto path = log_path(home_, JobKind::TrainingJob, "job");
  EXPECT_EQ(path, home_.path() / "logs/aws/sagemaker/TrainingJobs/job-algo-1.log");
  std::ifstream file(path);
  const std::string log{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(log, HasSubstr("Z [0]#011train-rmse:"));
  EXPECT_THAT(log, StartsWith("2020-09-13T12:26:40."));
  EXPECT_EQ(recorder_.last.done, 3U);
  EXPECT_EQ(recorder_.last.total, 3U);
}

TEST_F(TrainingJobs,
       WarnOfHyperparametersThatTheImageIgnoresAndOfMembersThatMeanNothing) {
  Json request = training_request("job");
  request["HyperParameters"]["precision_dtype"] = "float32";
  request["EnableManagedSpotTraining"] = true;
  EXPECT_EQ(run(request)["TrainingJobStatus"], "Completed");
  EXPECT_THAT(recorder_.warnings, Contains(HasSubstr("precision_dtype")));
  EXPECT_THAT(
      recorder_.warnings,
      Contains("EnableManagedSpotTraining changes nothing here: there are no spot "
               "instances."));
}

TEST_F(TrainingJobs, ReadSeveralObjectsOfAPrefixAndOfAManifestAlike) {
  const auto all = sample_csv(300, 1, true);
  const auto cut = all.find("\r\n", all.size() / 2) + 2;
  put("s3://bucket/parts/a.csv", all.substr(0, cut));
  put("s3://bucket/parts/b.csv", all.substr(cut));
  put("s3://bucket/lists/manifest.json",
      R"([{"prefix":"s3://bucket/parts/"},"a.csv","b.csv"])");
  Json prefix = training_request("prefix");
  prefix["InputDataConfig"][0] = channel("train", "s3://bucket/parts/");
  Json manifest = training_request("manifest");
  manifest["InputDataConfig"][0] = channel("train", "s3://bucket/lists/manifest.json");
  manifest["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3DataType"] =
      "ManifestFile";
  put("s3://bucket/gzip/train.csv.gz", gzip(all));
  Json gzip = training_request("gzip");
  gzip["InputDataConfig"][0] = channel("train", "s3://bucket/gzip/");
  gzip["InputDataConfig"][0]["CompressionType"] = "Gzip";
  run(training_request("whole"));
  run(prefix);
  run(manifest);
  run(gzip);
  const auto objects = objects_of(home_.path());
  const auto model = [&](const std::string& name) {
    return objects.at("s3/bucket/models/" + name + "/output/model.tar.gz");
  };
  EXPECT_EQ(model("prefix"), model("whole"));
  EXPECT_EQ(model("manifest"), model("whole"));
  EXPECT_EQ(model("gzip"), model("whole"));
}

TEST_F(TrainingJobs, FailWithTheContainersMessage) {
  Json request = training_request("job");
  request["HyperParameters"].erase("num_round");
  const auto description = run(request);
  EXPECT_EQ(description["TrainingJobStatus"], "Failed");
  EXPECT_EQ(description["SecondaryStatus"], "Failed");
  EXPECT_THAT(description["FailureReason"].get<std::string>(),
              StartsWith("ClientError: "));
  EXPECT_THAT(description["FailureReason"].get<std::string>(), HasSubstr("num_round"));
  EXPECT_FALSE(std::filesystem::exists(home_.path() / "s3/bucket/models"));
}

TEST_F(TrainingJobs, FailNamingTheRowAtFault) {
  put("s3://bucket/csv/train.csv", "1,2,3\n0,4,x\n");
  const auto reason = run(training_request("job"))["FailureReason"].get<std::string>();
  EXPECT_THAT(reason, HasSubstr("train.csv"));
}

TEST_F(TrainingJobs, StopWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto description = run(training_request("job"), {.stop = stop.get_token()});
  EXPECT_EQ(description["TrainingJobStatus"], "Stopped");
  EXPECT_EQ(description["SecondaryStatus"], "Stopped");
  EXPECT_FALSE(std::filesystem::exists(home_.path() / "s3/bucket/models"));
}

TEST_F(TrainingJobs, StopWhenTheRegistrySaysSo) {
  Json request = training_request("job");
  request["HyperParameters"]["num_round"] = "1000000";
  class Stopper : public JobObserver {
   public:
    explicit Stopper(Home& home) : sage_maker_(home, {}) {}
    void progress(const Progress& of) override {
      if (of.done == 3) sage_maker_.call("StopTrainingJob", {{"TrainingJobName", "job"}});
    }

   private:
    SageMaker sage_maker_;
  } stopper(home_);
  const auto description = run(request, {.stop = {}, .observer = &stopper});
  EXPECT_EQ(description["TrainingJobStatus"], "Stopped");
  EXPECT_EQ(description["SecondaryStatusTransitions"].back()["StatusMessage"],
            "Training job stopped");
}

TEST_F(TrainingJobs, EndAtMaxRuntime) {
  Json request = training_request("job");
  request["HyperParameters"]["num_round"] = "100000000";
  request["StoppingCondition"]["MaxRuntimeInSeconds"] = 1;
  const auto description = run(request);
  EXPECT_EQ(description["TrainingJobStatus"], "Stopped");
  EXPECT_EQ(description["SecondaryStatus"], "MaxRuntimeExceeded");
}

TEST_F(TrainingJobs, AreRunOnce) {
  run(training_request("job"));
  try {
    sage_maker_.run(JobKind::TrainingJob, "job", {});
    FAIL() << "a job ran twice";
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.aws_name(), "ResourceInUse");
    EXPECT_THAT(error.what(),
                HasSubstr("The job job cannot be run: it is in status Completed"));
  }
}

TEST_F(TrainingJobs, RefuseANameThatIsTaken) {
  call("CreateTrainingJob", training_request("job"));
  EXPECT_EQ(refusal("CreateTrainingJob", training_request("job")),
            "Training job names must be unique within an AWS account and region, and a "
            "training "
            "job with this name already exists "
            "(arn:aws:sagemaker:us-west-2:012345678912:training-job/job)");
  EXPECT_EQ(refused_as_, "ResourceInUse");
}

TEST_F(TrainingJobs, RefuseAChannelWithoutObjects) {
  Json request = training_request("job");
  request["InputDataConfig"][0] = channel("train", "s3://bucket/nothing/");
  EXPECT_EQ(
      refusal("CreateTrainingJob", request),
      "No S3 objects found under S3 URL \"s3://bucket/nothing/\" given in input data "
      "source. "
      "Please ensure that the bucket exists in the selected region (us-west-2), that "
      "objects "
      "exist under that S3 prefix, and that the role "
      "\"arn:aws:iam::012345678912:role/Execution\" has \"s3:ListBucket\" permissions on "
      "bucket \"bucket\".");
}

TEST_F(TrainingJobs, RefuseAManifestThatIsNone) {
  Json request = training_request("job");
  request["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3DataType"] =
      "ManifestFile";
  EXPECT_THAT(
      refusal("CreateTrainingJob", request),
      HasSubstr(
          "The manifest s3://bucket/csv/train.csv is no JSON array; a manifest reads"));
  put("s3://bucket/csv/train.csv", std::string(100'000, '['));
  EXPECT_THAT(refusal("CreateTrainingJob", request), HasSubstr("is no JSON array"));
  put("s3://bucket/csv/train.csv", R"(["a.csv"])");
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("does not begin with a prefix"));
  put("s3://bucket/csv/train.csv", R"([{"prefix":"s3://bucket/"},1])");
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("has an element that is no text"));
  put("s3://bucket/csv/train.csv", R"([{"prefix":"s3://bucket/"},"none.csv"])");
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("No S3 objects found under S3 URL \"s3://bucket/none.csv\""));
}

TEST_F(TrainingJobs, RefuseWhatIsNotDoneHereByName) {
  Json request = training_request("job");
  request["AlgorithmSpecification"]["MetricDefinitions"] = {
      {{"Name", "m"}, {"Regex", "x"}}};
  EXPECT_EQ(
      refusal("CreateTrainingJob", request),
      "You can't override the metric definitions for Amazon SageMaker algorithms. Please "
      "retry the request without specifying metric definitions.");
  request = training_request("job");
  request["OutputDataConfig"]["CompressionType"] = "NONE";
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("CompressionType NONE is not done here"));
  request = training_request("job");
  request["OutputDataConfig"]["S3OutputPath"] = "https://bucket/models";
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("write it as s3://bucket/folder"));
  request = training_request("job");
  request["AlgorithmSpecification"].erase("TrainingImage");
  EXPECT_THAT(refusal("CreateTrainingJob", request), HasSubstr("has no TrainingImage"));
  request = training_request("job");
  request.erase("InputDataConfig");
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("InputDataConfig is missing"));
  request = training_request("job");
  request["InputDataConfig"][0]["RecordWrapperType"] = "RecordIO";
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("has RecordWrapperType RecordIO"));
  request = training_request("job");
  request["InputDataConfig"][0]["DataSource"] = Json::object();
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("channel train has no S3DataSource"));
  request = training_request("job");
  request["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3DataType"] = "Converse";
  EXPECT_THAT(refusal("CreateTrainingJob", request),
              HasSubstr("S3DataType Converse is not read"));
}

TEST_F(TrainingJobs, CannotBeStoppedAtTheirEnd) {
  run(training_request("job"));
  EXPECT_EQ(refusal("StopTrainingJob", {{"TrainingJobName", "job"}}),
            "The request was rejected because the training job is in status Completed.");
}

TEST_F(TrainingJobs, AreNotFoundByAnotherName) {
  EXPECT_THAT(refusal("DescribeTrainingJob", {{"TrainingJobName", "none"}}),
              StartsWith("Requested resource not found."));
  EXPECT_EQ(refused_as_, "ValidationException");
}

TEST(InstanceTypes, BoundThreadsAndSayWhereTheHostHasLess) {
  const InstanceTypes types(R"({"ml.m4.xlarge": {"vcpus": 4, "memory_gib": 16},
                                "ml.g5.xlarge": {"vcpus": 4, "memory_gib": 16, "gpus": 1}})");
  const Host large{.processors = 8, .memory_gib = 64};
  EXPECT_EQ(allot(types, "ml.m4.xlarge", large, 0, 0).threads, 4);
  EXPECT_TRUE(allot(types, "ml.m4.xlarge", large, 0, 0).warnings.empty());
  EXPECT_EQ(allot(types, "ml.m4.xlarge", large, 2, 0).threads, 2);
  const Host small{.processors = 2, .memory_gib = 7.5};
  const auto given = allot(types, "ml.m4.xlarge", small, 0, 0);
  EXPECT_EQ(given.threads, 2);
  EXPECT_THAT(given.warnings,
              ElementsAre("ml.m4.xlarge has 4 vCPU; this host has 2",
                          "ml.m4.xlarge has 16 GiB of memory; this host has 7.5"));
  EXPECT_THAT(allot(types, "ml.g5.xlarge", large, 0, 0).warnings,
              ElementsAre(HasSubstr("ml.g5.xlarge has 1 GPU, which are not used here")));
  EXPECT_THAT(
      allot(types, "ml.p9.xlarge", large, 0, 0).warnings,
      ElementsAre(HasSubstr("ml.p9.xlarge is not in configs/instance_types.json")));
}

TEST(InstanceTypes, RefuseAnInputThatDoesNotFitOnlyWhereAsked) {
  const InstanceTypes types(R"({"ml.m4.xlarge": {"vcpus": 4, "memory_gib": 16}})");
  auto given = allot(types, "ml.m4.xlarge", {.processors = 4, .memory_gib = 64}, 0,
                     std::uint64_t{17} << 30U);
  EXPECT_THROW(require_size(given, true), engine::Error);
  require_size(given, false);
  EXPECT_THAT(
      given.warnings,
      ElementsAre(
          "the input is 17 GiB and ml.m4.xlarge has 16 GiB of memory: on SageMaker "
          "this job would run out of it; choose a larger InstanceType"));
}

TEST(InstanceTypes, SayWhatIsWrongWithTheirFile) {
  try {
    const InstanceTypes types(R"({"ml.m4.xlarge": {"vcpus": 4}})");
    FAIL() << "memory_gib is missing";
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Configuration);
    EXPECT_THAT(error.what(), HasSubstr("memory_gib"));
  }
}

}  // namespace
}  // namespace espalier::jobs
