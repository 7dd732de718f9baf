#include <gmock/gmock.h>

#include "data/byte_source.hpp"
#include "engine/jobs/sage_maker.hpp"
#include "tests/unit/engine/jobs_fixture.hpp"

namespace espalier::jobs {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Api : public SageMakerTest {
 protected:
  void train(const std::string& name) {
    call("CreateTrainingJob", training_request(name));
    // Idle threads of libgomp spin, which is slow on a busy machine.
    sage_maker_.run(JobKind::TrainingJob, name, {.stop = {}, .threads = 1});
  }

  static Json model_request(const std::string& name, const std::string& training_job) {
    return {{"ModelName", name},
            {"ExecutionRoleArn", "arn:aws:iam::012345678912:role/Execution"},
            {"PrimaryContainer",
             {{"Image", "433757028032.dkr.ecr.us-west-2.amazonaws.com/xgboost:latest"},
              {"Environment", Json::object()},
              {"ModelDataUrl",
               "s3://bucket/models/" + training_job + "/output/model.tar.gz"}}}};
  }

  static Json transform_request(const std::string& name, const std::string& model) {
    return {
        {"TransformJobName", name},
        {"ModelName", model},
        {"TransformInput",
         {{"CompressionType", "None"},
          {"ContentType", "text/csv"},
          {"DataSource",
           {{"S3DataSource",
             {{"S3DataType", "S3Prefix"}, {"S3Uri", "s3://bucket/csv/test.csv"}}}}}}},
        {"TransformOutput", {{"S3OutputPath", "s3://bucket/output"}}},
        {"TransformResources", {{"InstanceCount", 1}, {"InstanceType", "ml.m4.xlarge"}}}};
  }

  Json transform(const Json& request) {
    const auto name = request.at("TransformJobName").get<std::string>();
    call("CreateTransformJob", request);
    sage_maker_.run(JobKind::TransformJob, name, {});
    return call("DescribeTransformJob", {{"TransformJobName", name}});
  }

  void train_and_create_model() {
    train("job");
    call("CreateModel", model_request("model", "job"));
  }
};

std::vector<std::string> texts(const Json& list, const char* name) {
  std::vector<std::string> all;
  for (const auto& of : list) all.push_back(of.at(name));
  return all;
}

TEST_F(Api, CreatesDescribesAndDeletesAModel) {
  train("job");
  EXPECT_EQ(call("CreateModel", model_request("model", "job")),
            Json({{"ModelArn", "arn:aws:sagemaker:us-west-2:012345678912:model/model"}}));
  const auto description = call("DescribeModel", {{"ModelName", "model"}});
  EXPECT_EQ(description["PrimaryContainer"],
            model_request("model", "job")["PrimaryContainer"]);
  EXPECT_EQ(refusal("CreateModel", model_request("model", "job")),
            "Cannot create already existing model "
            "\"arn:aws:sagemaker:us-west-2:012345678912:model/model\".");
  EXPECT_EQ(call("DeleteModel", {{"ModelName", "model"}}), Json::object());
  EXPECT_EQ(
      refusal("DescribeModel", {{"ModelName", "model"}}),
      "Could not find model \"arn:aws:sagemaker:us-west-2:012345678912:model/model\".");
  EXPECT_EQ(
      refusal("DeleteModel", {{"ModelName", "model"}}),
      "Could not find model \"arn:aws:sagemaker:us-west-2:012345678912:model/model\".");
}

TEST_F(Api, RefusesAModelWithoutItsArchive) {
  EXPECT_EQ(refusal("CreateModel", model_request("model", "none")),
            "Could not find model data at s3://bucket/models/none/output/model.tar.gz.");
}

TEST_F(Api, RefusesModelsThatAreNotRunHere) {
  train("job");
  Json request = model_request("model", "job");
  request["Containers"] = Json::array({request["PrimaryContainer"]});
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("Containers and PrimaryContainer cannot both be given"));
  request.erase("PrimaryContainer");
  request["Containers"].push_back(request["Containers"][0]);
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("An inference pipeline of several"));
  request.erase("Containers");
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("A PrimaryContainer or Containers is required"));
  request = model_request("model", "job");
  request["PrimaryContainer"]["Mode"] = "MultiModel";
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("The Mode MultiModel is not run"));
  request = model_request("model", "job");
  request["PrimaryContainer"].erase("ModelDataUrl");
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("The container has no ModelDataUrl"));
  request = model_request("model", "job");
  request["PrimaryContainer"].erase("Image");
  EXPECT_THAT(refusal("CreateModel", request), HasSubstr("The container has no Image"));
  request = model_request("model", "job");
  request["PrimaryContainer"].erase("ModelDataUrl");
  request["PrimaryContainer"]["ModelDataSource"]["S3DataSource"] = {
      {"S3Uri", "s3://bucket/models/"},
      {"S3DataType", "S3Prefix"},
      {"CompressionType", "None"}};
  EXPECT_THAT(refusal("CreateModel", request),
              HasSubstr("read here as one archive only"));
}

TEST_F(Api, TransformsWithAModel) {
  train_and_create_model();
  const auto description = transform(transform_request("transform", "model"));
  EXPECT_EQ(description["TransformJobStatus"], "Completed");
  EXPECT_EQ(description["TransformInput"]["SplitType"], "None");
  EXPECT_EQ(description["MaxPayloadInMB"], 6);
  EXPECT_EQ(description["DataProcessing"]["JoinSource"], "None");
  EXPECT_TRUE(description.contains("TransformEndTime"));
  const auto out = data::read_all(
      *home_.objects().get(data::S3Uri::parse("s3://bucket/output/test.csv.out")));
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 20);
}

TEST_F(Api, FailsATransformNamingTheRowAndKeepsTheOthers) {
  train_and_create_model();
  put("s3://bucket/in/a.csv", "1,2\n3\n");
  put("s3://bucket/in/b.csv", "1,2\n3,4\n");
  Json request = transform_request("transform", "model");
  request["TransformInput"]["DataSource"]["S3DataSource"]["S3Uri"] = "s3://bucket/in/";
  const auto description = transform(request);
  EXPECT_EQ(description["TransformJobStatus"], "Failed");
  EXPECT_THAT(description["FailureReason"].get<std::string>(),
              StartsWith("ClientError: "));
  EXPECT_THAT(description["FailureReason"].get<std::string>(), HasSubstr("a.csv:2"));
  EXPECT_FALSE(home_.objects().head(data::S3Uri::parse("s3://bucket/output/a.csv.out")));
  EXPECT_TRUE(home_.objects().head(data::S3Uri::parse("s3://bucket/output/b.csv.out")));
}

TEST_F(Api, FailsATransformWithoutInput) {
  train_and_create_model();
  Json request = transform_request("transform", "model");
  request["TransformInput"]["DataSource"]["S3DataSource"]["S3Uri"] = "s3://bucket/none/";
  const auto description = transform(request);
  EXPECT_EQ(description["TransformJobStatus"], "Failed");
  EXPECT_THAT(description["FailureReason"].get<std::string>(),
              StartsWith("ClientError: "));
}

TEST_F(Api, RefusesATransformWithoutItsModelOrWithATakenName) {
  EXPECT_EQ(
      refusal("CreateTransformJob", transform_request("transform", "none")),
      "Could not find model \"arn:aws:sagemaker:us-west-2:012345678912:model/none\".");
  train_and_create_model();
  call("CreateTransformJob", transform_request("transform", "model"));
  EXPECT_EQ(refusal("CreateTransformJob", transform_request("transform", "model")),
            "Job name must be unique within an AWS account and region, and a job with "
            "this name "
            "already exists "
            "(arn:aws:sagemaker:us-west-2:012345678912:transform-job/transform)");
  EXPECT_EQ(refused_as_, "ResourceInUse");
  EXPECT_EQ(refusal("DescribeTransformJob", {{"TransformJobName", "none"}}),
            "Could not find requested job with name: none");
}

TEST_F(Api, StopsATransformThatHasNotBegun) {
  train_and_create_model();
  call("CreateTransformJob", transform_request("transform", "model"));
  EXPECT_EQ(call("StopTransformJob", {{"TransformJobName", "transform"}}),
            Json::object());
  EXPECT_EQ(call("DescribeTransformJob",
                 {{"TransformJobName", "transform"}})["TransformJobStatus"],
            "Stopping");
}

TEST_F(Api, ListsWithFiltersOrderAndPages) {
  for (const char* name : {"b-one", "a-two", "c-one"})
    call("CreateTrainingJob", training_request(name));
  const auto list = [&](const Json& request) {
    return call("ListTrainingJobs", request);
  };
  EXPECT_THAT(texts(list(Json::object())["TrainingJobSummaries"], "TrainingJobName"),
              ElementsAre("b-one", "a-two", "c-one"));
  EXPECT_THAT(texts(list({{"SortBy", "Name"},
                          {"SortOrder", "Descending"}})["TrainingJobSummaries"],
                    "TrainingJobName"),
              ElementsAre("c-one", "b-one", "a-two"));
  const Json filtered = {{"NameContains", "one"}, {"MaxResults", 1}};
  const auto first = list(filtered);
  EXPECT_THAT(texts(first["TrainingJobSummaries"], "TrainingJobName"),
              ElementsAre("b-one"));
  Json more = filtered;
  more["NextToken"] = first["NextToken"];
  const auto second = list(more);
  EXPECT_THAT(texts(second["TrainingJobSummaries"], "TrainingJobName"),
              ElementsAre("c-one"));
  EXPECT_FALSE(second.contains("NextToken"));
  EXPECT_TRUE(list({{"StatusEquals", "Failed"}})["TrainingJobSummaries"].empty());
  EXPECT_TRUE(
      list({{"CreationTimeAfter", "2021-01-01T00:00:00Z"}})["TrainingJobSummaries"]
          .empty());
  EXPECT_EQ(list({{"CreationTimeAfter", 1.5e9}})["TrainingJobSummaries"].size(), 3U);
  more["NameContains"] = "two";
  EXPECT_THAT(refusal("ListTrainingJobs", more),
              HasSubstr("The NextToken is not valid for this request."));
  EXPECT_THAT(refusal("ListTrainingJobs", {{"CreationTimeAfter", "yesterday"}}),
              HasSubstr("The CreationTimeAfter [\"yesterday\"] is no time."));
}

TEST_F(Api, KeepsTags) {
  Json request = training_request("job");
  request["Tags"] = {{{"Key", "team"}, {"Value", "a"}}};
  const auto arn = call("CreateTrainingJob", request)["TrainingJobArn"];
  EXPECT_EQ(call("ListTags", {{"ResourceArn", arn}}),
            Json({{"Tags", Json::array({{{"Key", "team"}, {"Value", "a"}}})}}));
  const auto added = call(
      "AddTags",
      {{"ResourceArn", arn},
       {"Tags", {{{"Key", "team"}, {"Value", "b"}}, {{"Key", "more"}, {"Value", ""}}}}});
  EXPECT_EQ(added["Tags"].size(), 2U);
  EXPECT_EQ(added["Tags"][0]["Value"], "b");
  Json many = Json::array();
  for (int i = 0; i < 49; ++i)
    many.push_back({{"Key", std::to_string(i)}, {"Value", ""}});
  EXPECT_THAT(refusal("AddTags", {{"ResourceArn", arn}, {"Tags", many}}),
              HasSubstr("would have 51 tags; 50 are allowed."));
  EXPECT_EQ(refused_as_, "ResourceLimitExceeded");
}

TEST_F(Api, FindsTheFirstFreeName) {
  EXPECT_EQ(sage_maker_.free_name(JobKind::HyperParameterTuningJob, "tune-a-model"),
            "tune-a-model-1");
  call("CreateHyperParameterTuningJob", tuning_request("tune-a-model-1"));
  EXPECT_EQ(sage_maker_.free_name(JobKind::HyperParameterTuningJob, "Tune-A-Model"),
            "Tune-A-Model-2");
  EXPECT_EQ(sage_maker_.free_name(JobKind::TransformJob, "tune-a-model"),
            "tune-a-model-1");
}

TEST_F(Api, RefusesAnOperationThatIsNotThere) {
  EXPECT_THAT(refusal("CreateEndpoint", Json::object()),
              HasSubstr("there is no operation \"CreateEndpoint\" here"));
}

TEST_F(Api, GivesASkeletonThatItReadsItself) {
  const auto skeleton = SageMaker::skeleton("CreateHyperParameterTuningJob");
  EXPECT_EQ(skeleton["HyperParameterTuningJobConfig"]["Strategy"], "Bayesian");
  EXPECT_THAT(refusal("CreateHyperParameterTuningJob", skeleton),
              HasSubstr("validation errors detected"));
}

TEST_F(Api, ChecksTheSamplesTuningRequest) {
  const auto said =
      sage_maker_.check("CreateHyperParameterTuningJob", tuning_request("tune"));
  EXPECT_THAT(said, Contains(HasSubstr("The hyperparameter precision_dtype is not one of "
                                       "XGBoost's")));
  EXPECT_THAT(said, Contains(HasSubstr("so Bayesian search is random search")));
  EXPECT_THAT(said, Contains(HasSubstr("is XGBoost 0.72, which AWS has deprecated")));
  EXPECT_THAT(said, Contains(HasSubstr("sagemaker:AddTags")));
  EXPECT_THAT(said, Contains(HasSubstr("There is no RandomSeed")));
  EXPECT_TRUE(call("ListHyperParameterTuningJobs",
                   Json::object())["HyperParameterTuningJobSummaries"]
                  .empty());
}

TEST_F(Api, ChecksForALaterImage) {
  Json request = tuning_request("tune", 800, 20);
  request["TrainingJobDefinition"]["AlgorithmSpecification"]["TrainingImage"] =
      "x.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1";
  request["TrainingJobDefinition"]["InputDataConfig"].erase(1);
  request["TrainingJobDefinition"]["ResourceConfig"]["InstanceCount"] = 2;
  request["HyperParameterTuningJobConfig"]["TrainingJobEarlyStoppingType"] = "Auto";
  const auto said = sage_maker_.check("CreateHyperParameterTuningJob", request);
  EXPECT_THAT(said,
              Contains(HasSubstr("Extraneous hyperparameter found: precision_dtype")));
  EXPECT_THAT(
      said, Contains(HasSubstr("max_delta_step takes any number, and its range is one of "
                               "integers")));
  EXPECT_THAT(said, Contains(HasSubstr("at most 750 training jobs a tuning job")));
  EXPECT_THAT(said, Contains(HasSubstr("An account may run 10 training jobs")));
  EXPECT_THAT(said, Contains(HasSubstr("There is no channel validation")));
  EXPECT_THAT(said, Contains(HasSubstr("InstanceCount is 2")));
  EXPECT_THAT(said, Contains(HasSubstr("every training job runs all its rounds")));
}

TEST_F(Api, ChecksSayWhatIsRefused) {
  Json request = tuning_request("tune");
  request["HyperParameterTuningJobName"] = "tune a model";
  EXPECT_THAT(sage_maker_.check("CreateHyperParameterTuningJob", request),
              Contains(HasSubstr("1 validation error detected")));
  call("CreateHyperParameterTuningJob", tuning_request("tune"));
  EXPECT_THAT(sage_maker_.check("CreateHyperParameterTuningJob", tuning_request("tune")),
              Contains(HasSubstr("already exists. Choose a different name.")));
}

TEST_F(Api, ChecksThePayloadOfATransform) {
  train_and_create_model();
  put("s3://bucket/csv/test.csv", std::string(7 * 1024 * 1024, '1'));
  Json request = transform_request("transform", "model");
  request["ModelClientConfig"] = {{"InvocationsMaxRetries", 1}};
  const auto said = sage_maker_.check("CreateTransformJob", request);
  EXPECT_THAT(
      said, Contains("s3://bucket/csv/test.csv has 7340032 bytes and SplitType is None: "
                     "SageMaker would send it in one request, which may have 6 MB; set "
                     "SplitType to Line."));
  EXPECT_THAT(said, Contains(HasSubstr("ModelClientConfig changes nothing here")));
  request["TransformInput"]["SplitType"] = "Line";
  EXPECT_THAT(sage_maker_.check("CreateTransformJob", request),
              Not(Contains(HasSubstr("6 MB"))));
}

TEST_F(Api, ChecksAModelOfTheOldImage) {
  train("job");
  Json request = model_request("model", "job");
  request.erase("ExecutionRoleArn");
  const auto said = sage_maker_.check("CreateModel", request);
  EXPECT_THAT(said, Contains(HasSubstr("loads pickled models only")));
  EXPECT_THAT(said, Contains(HasSubstr("ExecutionRoleArn is not given")));
}

TEST(Home, NamesItsParts) {
  const Home home("/tmp/some-home");
  EXPECT_EQ(home.registry_path(), "/tmp/some-home/registry.sqlite");
  EXPECT_EQ(home.logs_path(), "/tmp/some-home/logs");
  EXPECT_EQ(home.path(), "/tmp/some-home");
}

}  // namespace
}  // namespace espalier::jobs
