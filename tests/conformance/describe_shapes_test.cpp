// Every response of the API has the shape that AWS's service model gives it: each
// required member, no other member than the shape's, the right types, within the
// constraints.
#include <gmock/gmock.h>

#include <set>

#include "engine/jobs/service_model.hpp"
#include "engine/jobs/validator.hpp"
#include "tests/unit/engine/jobs_fixture.hpp"

namespace espalier::jobs {
namespace {

using ::testing::IsEmpty;

class Shapes : public SageMakerTest {
 protected:
  Json conforming(const std::string& operation, const Json& request) {
    const Json answer = call(operation, request);
    answered_.insert(operation);
    const Shape* output = service_model().operation(operation).output;
    if (output == nullptr) {
      EXPECT_EQ(answer, Json::object()) << operation;
      return answer;
    }
    EXPECT_THAT(type_errors(*output, answer), IsEmpty())
        << operation << ": " << answer.dump(2);
    EXPECT_THAT(constraint_errors(*output, answer), IsEmpty())
        << operation << ": " << answer.dump(2);
    return answer;
  }

  /// Describes and lists everything there is.
  void ask_everything() {
    conforming("DescribeHyperParameterTuningJob",
               {{"HyperParameterTuningJobName", "tune"}});
    conforming("ListHyperParameterTuningJobs", Json::object());
    const auto trained = conforming("ListTrainingJobsForHyperParameterTuningJob",
                                    {{"HyperParameterTuningJobName", "tune"}});
    for (const auto& of : trained["TrainingJobSummaries"]) {
      conforming("DescribeTrainingJob", {{"TrainingJobName", of["TrainingJobName"]}});
    }
    conforming("ListTrainingJobs", {{"MaxResults", 1}});
    conforming("ListTransformJobs", Json::object());
    conforming("ListModels", Json::object());
  }

  void run_all() {
    conforming("CreateHyperParameterTuningJob", tuning_request("tune"));
    ask_everything();
    sage_maker_.run(JobKind::HyperParameterTuningJob, "tune",
                    {.stop = {}, .threads = 1, .seed = 1});
    ask_everything();
    const auto best = describe_tuning("tune")["BestTrainingJob"]["TrainingJobName"];
    const auto url =
        describe_training(best)["ModelArtifacts"]["S3ModelArtifacts"].get<std::string>();
    const auto arn = conforming(
        "CreateModel",
        {{"ModelName", best},
         {"ExecutionRoleArn", "arn:aws:iam::012345678912:role/Execution"},
         {"PrimaryContainer", {{"Image", "xgboost:latest"}, {"ModelDataUrl", url}}}});
    conforming("DescribeModel", {{"ModelName", best}});
    conforming("AddTags", {{"ResourceArn", arn["ModelArn"]},
                           {"Tags", {{{"Key", "k"}, {"Value", "v"}}}}});
    conforming("ListTags", {{"ResourceArn", arn["ModelArn"]}});
    conforming(
        "CreateTransformJob",
        {{"TransformJobName", best},
         {"ModelName", best},
         {"TransformInput",
          {{"ContentType", "text/csv"},
           {"DataSource",
            {{"S3DataSource",
              {{"S3DataType", "S3Prefix"}, {"S3Uri", "s3://bucket/csv/test.csv"}}}}}}},
         {"TransformOutput", {{"S3OutputPath", "s3://bucket/output"}}},
         {"TransformResources",
          {{"InstanceCount", 1}, {"InstanceType", "ml.m4.xlarge"}}}});
    conforming("DescribeTransformJob", {{"TransformJobName", best}});
    sage_maker_.run(JobKind::TransformJob, best, {.stop = {}, .threads = 1});
    conforming("DescribeTransformJob", {{"TransformJobName", best}});
    ask_everything();
    conforming("DeleteModel", {{"ModelName", best}});
  }

  std::set<std::string> answered_;
};

TEST_F(Shapes, OfEveryResponseFitTheServiceModel) {
  run_all();
  conforming("CreateTrainingJob", training_request("stopped"));
  conforming("StopTrainingJob", {{"TrainingJobName", "stopped"}});
  conforming("DescribeTrainingJob", {{"TrainingJobName", "stopped"}});
  sage_maker_.run(JobKind::TrainingJob, "stopped", {.stop = {}, .threads = 1});
  EXPECT_EQ(conforming("DescribeTrainingJob",
                       {{"TrainingJobName", "stopped"}})["TrainingJobStatus"],
            "Stopped");
  Json failing = training_request("failed");
  failing["HyperParameters"] = Json::object();
  conforming("CreateTrainingJob", failing);
  sage_maker_.run(JobKind::TrainingJob, "failed", {.stop = {}, .threads = 1});
  EXPECT_EQ(conforming("DescribeTrainingJob",
                       {{"TrainingJobName", "failed"}})["TrainingJobStatus"],
            "Failed");
  conforming("CreateHyperParameterTuningJob", tuning_request("stopped"));
  conforming("StopHyperParameterTuningJob", {{"HyperParameterTuningJobName", "stopped"}});
  sage_maker_.run(JobKind::HyperParameterTuningJob, "stopped",
                  {.stop = {}, .threads = 1});
  EXPECT_EQ(conforming("DescribeHyperParameterTuningJob",
                       {{"HyperParameterTuningJobName",
                         "stopped"}})["HyperParameterTuningJobStatus"],
            "Stopped");
  for (const auto& operation : service_model().operations()) {
    if (operation == "StopTransformJob") continue;  // needs a model that is still there
    EXPECT_TRUE(answered_.contains(operation)) << operation;
  }
}

}  // namespace
}  // namespace espalier::jobs
