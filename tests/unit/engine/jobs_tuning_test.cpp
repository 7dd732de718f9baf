#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/unit/engine/jobs_fixture.hpp"

namespace espalier::jobs {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class TuningJobs : public SageMakerTest {
 protected:
  Json run(const Json& request, const RunOptions& options = {.stop = {}, .seed = 1}) {
    const auto name = request.at("HyperParameterTuningJobName").get<std::string>();
    call("CreateHyperParameterTuningJob", request);
    RunOptions with = options;
    if (with.observer == nullptr) with.observer = &recorder_;
    sage_maker_.run(JobKind::HyperParameterTuningJob, name, with);
    return describe_tuning(name);
  }

  Json training_jobs(const std::string& name, Json filters = Json::object()) {
    filters["HyperParameterTuningJobName"] = name;
    return call("ListTrainingJobsForHyperParameterTuningJob", filters);
  }

  Recorder recorder_;
};

TEST_F(TuningJobs, RunTheSamplesRequest) {
  const auto description = run(tuning_request("tune-a-model-1"));
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Completed");
  EXPECT_EQ(description["TrainingJobStatusCounters"], Json({{"Completed", 2},
                                                            {"InProgress", 0},
                                                            {"RetryableError", 0},
                                                            {"NonRetryableError", 0},
                                                            {"Stopped", 0}}));
  EXPECT_EQ(description["ObjectiveStatusCounters"],
            Json({{"Succeeded", 2}, {"Pending", 0}, {"Failed", 0}}));
  const Json& best = description["BestTrainingJob"];
  const auto name = best["TrainingJobName"].get<std::string>();
  EXPECT_THAT(name, MatchesRegex("tune-a-model-1-00[12]-[0-9a-f]+"));
  EXPECT_EQ(best["TrainingJobStatus"], "Completed");
  EXPECT_EQ(best["ObjectiveStatus"], "Succeeded");
  EXPECT_EQ(best["FinalHyperParameterTuningJobObjectiveMetric"]["MetricName"],
            "validation:rmse");
  EXPECT_EQ(best["TunedHyperParameters"].size(), 4U);
  EXPECT_THAT(best["TunedHyperParameters"]["max_depth"].get<std::string>(),
              MatchesRegex("[0-9]+"));
  EXPECT_TRUE(std::filesystem::exists(home_.path() / "s3/bucket/models" / name /
                                      "output/model.tar.gz"));
  EXPECT_THAT(recorder_.warnings, Contains(HasSubstr("precision_dtype")));
  EXPECT_EQ(recorder_.started.size(), 2U);
  EXPECT_EQ(recorder_.ended.size(), 2U);
  EXPECT_EQ(recorder_.last.done, 2U);
}

TEST_F(TuningJobs, GiveTheirTrainingJobsEveryHyperparameter) {
  run(tuning_request("tune"));
  const auto first = training_jobs("tune")["TrainingJobSummaries"][0];
  const auto job = describe_training(first["TrainingJobName"]);
  EXPECT_EQ(job["TuningJobArn"],
            "arn:aws:sagemaker:us-west-2:012345678912:hyper-parameter-tuning-job/tune");
  EXPECT_EQ(job["HyperParameters"]["_tuning_objective_metric"], "validation:rmse");
  EXPECT_EQ(job["HyperParameters"]["num_round"], "2");
  EXPECT_EQ(job["HyperParameters"]["precision_dtype"], "float32");
  for (const auto& [name, value] : first["TunedHyperParameters"].items()) {
    EXPECT_EQ(job["HyperParameters"][name], value);
  }
  EXPECT_EQ(job["FinalMetricDataList"].back()["MetricName"], "ObjectiveMetric");
  EXPECT_FALSE(job.contains("TunedHyperParameters"));
}

TEST_F(TuningJobs, GiveTheValueOfThePrintedDigitsAsFloat32) {
  run(tuning_request("tune"));
  const auto name = recorder_.ended.at(0).name;
  const double value = recorder_.ended.at(0).objective.value();
  // The last line of a job's log ends "#011validation-rmse:DIGITS".
  std::string digits;
  std::ifstream log(home_.path() / "logs/aws/sagemaker/TrainingJobs" /
                    (name + "-algo-1.log"));
  for (std::string line; std::getline(log, line);) {
    const auto at = line.find("validation-rmse:");
    if (at != std::string::npos)
      digits = line.substr(at + std::string("validation-rmse:").size());
  }
  EXPECT_EQ(value, static_cast<double>(std::strtof(digits.c_str(), nullptr))) << digits;
}

TEST_F(TuningJobs, GiveTheSameBytesForTheSameSeedInAFreshHome) {
  run(tuning_request("tune", 6, 2));
  for (const auto& event : recorder_.ended)
    EXPECT_EQ(event.failure_reason, "") << event.name;
  Home other(folder_ / "other");
  for (const char* file : {"train.csv", "validation.csv", "test.csv"}) {
    const auto uri = data::S3Uri::parse(std::string("s3://bucket/csv/") + file);
    other.objects().put(uri, data::read_all(*home_.objects().get(uri)));
  }
  SageMaker sage_maker(other, options());
  sage_maker.call("CreateHyperParameterTuningJob", tuning_request("tune", 6, 2));
  sage_maker.run(JobKind::HyperParameterTuningJob, "tune",
                 {.stop = {}, .threads = 1, .seed = 1});
  const auto here = objects_of(home_.path());
  EXPECT_EQ(here.size(), 9U);
  EXPECT_EQ(objects_of(other.path()), here);
}

TEST_F(TuningJobs, TakeTheirSeedFromTheRequestFirst) {
  Json request = tuning_request("tune");
  request["HyperParameterTuningJobConfig"]["RandomSeed"] = 5;
  run(request, {.stop = {}, .seed = 99});
  const auto names = objects_of(home_.path());
  Home other(folder_ / "other");
  for (const char* file : {"train.csv", "validation.csv"}) {
    const auto uri = data::S3Uri::parse(std::string("s3://bucket/csv/") + file);
    other.objects().put(uri, data::read_all(*home_.objects().get(uri)));
  }
  SageMaker sage_maker(other, options());
  sage_maker.call("CreateHyperParameterTuningJob", tuning_request("tune"));
  sage_maker.run(JobKind::HyperParameterTuningJob, "tune", {.stop = {}, .seed = 5});
  for (const auto& [name, bytes] : objects_of(other.path()))
    EXPECT_TRUE(names.contains(name)) << name;
}

TEST_F(TuningJobs, RunEveryCombinationOfAGrid) {
  Json request = tuning_request("tune");
  request["HyperParameterTuningJobConfig"]["Strategy"] = "Grid";
  request["HyperParameterTuningJobConfig"]["ResourceLimits"].erase(
      "MaxNumberOfTrainingJobs");
  request["HyperParameterTuningJobConfig"]["ParameterRanges"] = {
      {"CategoricalParameterRanges",
       Json::array({{{"Name", "max_depth"}, {"Values", {"1", "2"}}},
                    {{"Name", "alpha"}, {"Values", {"0", "0.5"}}}})}};
  EXPECT_EQ(run(request)["HyperParameterTuningJobStatus"], "Completed");
  std::vector<std::string> tried;
  const auto listed = training_jobs("tune");
  ASSERT_FALSE(listed["TrainingJobSummaries"].empty());
  for (const auto& of : listed["TrainingJobSummaries"]) {
    tried.push_back(of["TunedHyperParameters"]["max_depth"].get<std::string>() + " " +
                    of["TunedHyperParameters"]["alpha"].get<std::string>());
  }
  EXPECT_THAT(tried, ElementsAre("1 0", "1 0.5", "2 0", "2 0.5"));
}

TEST_F(TuningJobs, FailAfterFiveTrainingJobsWithNoneGood) {
  Json request = tuning_request("tune", 20, 1);
  request["TrainingJobDefinition"]["StaticHyperParameters"].erase("num_round");
  const auto description = run(request);
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Failed");
  EXPECT_EQ(
      description["FailureReason"],
      "No training job succeeded after 5 attempts. For additional details, please take a "
      "look at the training job failures by listing training jobs for the hyperparameter "
      "tuning job.");
  EXPECT_EQ(description["TrainingJobStatusCounters"]["NonRetryableError"], 5);
  EXPECT_FALSE(description.contains("BestTrainingJob"));
  const auto first = training_jobs("tune")["TrainingJobSummaries"][0];
  EXPECT_EQ(first["TrainingJobStatus"], "Failed");
  EXPECT_EQ(first["ObjectiveStatus"], "Failed");
  EXPECT_THAT(first["FailureReason"].get<std::string>(), HasSubstr("num_round"));
}

TEST_F(TuningJobs, FailAllTrainingJobsWithTheReasonTheDataGives) {
  put("s3://bucket/csv/train.csv", "label,x,y\n1,2,3\n");
  const auto description = run(tuning_request("tune"));
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Failed");
  EXPECT_THAT(description["FailureReason"].get<std::string>(),
              StartsWith("No training job succeeded after 2 attempts."));
  const auto listed = training_jobs("tune");
  ASSERT_FALSE(listed["TrainingJobSummaries"].empty());
  for (const auto& of : listed["TrainingJobSummaries"]) {
    EXPECT_THAT(of["FailureReason"].get<std::string>(), StartsWith("ClientError: "));
  }
}

TEST_F(TuningJobs, HaveNoObjectiveWithoutAValidationChannel) {
  Json request = tuning_request("tune");
  request["TrainingJobDefinition"]["InputDataConfig"].erase(1);
  const auto description = run(request);
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Failed");
  EXPECT_EQ(description["ObjectiveStatusCounters"]["Failed"], 2);
}

TEST_F(TuningJobs, EndAtTheirTarget) {
  Json request = tuning_request("tune", 20, 2);
  request["HyperParameterTuningJobConfig"]["TuningJobCompletionCriteria"] = {
      {"TargetObjectiveMetricValue", 100.0}};
  const auto description = run(request);
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Completed");
  // The first result is within the target; by then the second job has been asked for.
  EXPECT_EQ(description["TrainingJobStatusCounters"]["Completed"], 2);
}

TEST_F(TuningJobs, StopWhenAskedAndKeepWhatHasEnded) {
  class Stopper : public Recorder {
   public:
    void training_job_ended(const TrainingJobEvent& event) override {
      Recorder::training_job_ended(event);
      if (ended.size() == 3) stop.request_stop();
    }
    std::stop_source stop;
  } stopper;
  const auto description =
      run(tuning_request("tune", 500, 1),
          {.stop = stopper.stop.get_token(), .observer = &stopper, .seed = 1});
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Stopped");
  EXPECT_EQ(description["TrainingJobStatusCounters"]["Completed"], 3);
  EXPECT_TRUE(description.contains("BestTrainingJob"));
}

TEST_F(TuningJobs, AreListedByNameAndByObjective) {
  run(tuning_request("tune", 5, 2));
  const auto by_name = training_jobs("tune")["TrainingJobSummaries"];
  ASSERT_EQ(by_name.size(), 5U);
  EXPECT_THAT(by_name[4]["TrainingJobName"].get<std::string>(), StartsWith("tune-005-"));
  const auto by_value = training_jobs(
      "tune", {{"SortBy", "FinalObjectiveMetricValue"}, {"SortOrder", "Ascending"}});
  EXPECT_EQ(by_value["TrainingJobSummaries"][0],
            describe_tuning("tune")["BestTrainingJob"]);
  const auto page = training_jobs("tune", {{"MaxResults", 2}});
  EXPECT_EQ(page["TrainingJobSummaries"].size(), 2U);
  const auto next =
      training_jobs("tune", {{"MaxResults", 2}, {"NextToken", page["NextToken"]}});
  EXPECT_EQ(next["TrainingJobSummaries"][0], by_name[2]);
  const auto all = call("ListHyperParameterTuningJobs", Json::object());
  EXPECT_EQ(all["HyperParameterTuningJobSummaries"][0]["Strategy"], "Bayesian");
}

TEST_F(TuningJobs, RefuseANameThatIsTakenInWhateverCase) {
  call("CreateHyperParameterTuningJob", tuning_request("tune"));
  EXPECT_EQ(refusal("CreateHyperParameterTuningJob", tuning_request("TUNE")),
            "A hyperparameter tuning job with the name, TUNE, already exists. Choose a "
            "different "
            "name.");
  EXPECT_EQ(refused_as_, "ResourceInUse");
}

TEST_F(TuningJobs, AreNotFoundByAnotherName) {
  const Json name = {{"HyperParameterTuningJobName", "none"}};
  for (const char* operation :
       {"DescribeHyperParameterTuningJob", "StopHyperParameterTuningJob",
        "ListTrainingJobsForHyperParameterTuningJob"}) {
    EXPECT_EQ(refusal(operation, name),
              "Amazon SageMaker can't find a tuning job called none. Type another name.");
    EXPECT_EQ(refused_as_, "ResourceNotFound");
  }
}

TEST_F(TuningJobs, WhoseProcessDiedAreFailedAndKeepTheirFinishedTrials) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    class Killer : public JobObserver {
     public:
      void training_job_ended(const TrainingJobEvent& event) override {
        if (event.number == 3) ::kill(::getpid(), SIGKILL);
      }
    } killer;
    SageMaker sage_maker(home_, options());
    sage_maker.call("CreateHyperParameterTuningJob", tuning_request("tune", 100, 1));
    sage_maker.run(JobKind::HyperParameterTuningJob, "tune",
                   {.stop = {}, .observer = &killer, .threads = 1, .seed = 1});
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  const auto description = describe_tuning("tune");
  EXPECT_EQ(description["HyperParameterTuningJobStatus"], "Failed");
  EXPECT_EQ(description["FailureReason"],
            "InternalServerError: the process that ran this job (" +
                std::to_string(child) +
                ") ended before the job did; create the job again under another name");
  EXPECT_EQ(description["TrainingJobStatusCounters"]["Completed"], 3);
  EXPECT_EQ(description["TrainingJobStatusCounters"]["InProgress"], 0);
  EXPECT_TRUE(description.contains("BestTrainingJob"));
  for (const auto& [name, bytes] : objects_of(home_.path())) {
    EXPECT_THAT(name, ::testing::Not(HasSubstr("tmp"))) << "a partial file was left";
  }
}

}  // namespace
}  // namespace espalier::jobs
