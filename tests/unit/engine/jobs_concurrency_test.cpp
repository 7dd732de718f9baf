// One tuning job, with its training jobs ending in different orders.
#include <gmock/gmock.h>

#include <thread>

#include "data/byte_source.hpp"
#include "tests/unit/engine/jobs_fixture.hpp"

namespace espalier::jobs {
namespace {

/// Holds training jobs up for a time that depends on their number and on `pattern`.
class Shuffler : public JobObserver {
 public:
  explicit Shuffler(int pattern) : pattern_(pattern) {}
  void training_job_ended(const TrainingJobEvent& event) override {
    std::this_thread::sleep_for(std::chrono::milliseconds((event.number * pattern_) % 7));
  }

 private:
  int pattern_;
};

class TuningInParallel : public SageMakerTest,
                         public ::testing::WithParamInterface<int> {};

TEST_P(TuningInParallel, GivesTheSameOutcomesWhateverTheTiming) {
  const int parallel = GetParam();
  std::map<std::string, std::string> first;
  Json best;
  for (const int pattern : {0, 3, 5}) {
    const auto path = folder_ / ("home-" + std::to_string(pattern));
    Home home(path);
    for (const char* file : {"train.csv", "validation.csv"}) {
      const auto uri = data::S3Uri::parse(std::string("s3://bucket/csv/") + file);
      home.objects().put(uri, data::read_all(*home_.objects().get(uri)));
    }
    SageMaker sage_maker(home, options());
    sage_maker.call("CreateHyperParameterTuningJob", tuning_request("tune", 9, parallel));
    Shuffler shuffler(pattern);
    // More threads than the host may have, so that timing does vary.
    sage_maker.run(
        JobKind::HyperParameterTuningJob, "tune",
        {.stop = {}, .observer = &shuffler, .threads = pattern == 0 ? 1 : 4, .seed = 11});
    const auto description = sage_maker.call("DescribeHyperParameterTuningJob",
                                             {{"HyperParameterTuningJobName", "tune"}});
    EXPECT_EQ(description["TrainingJobStatusCounters"]["Completed"], 9);
    const auto objects = objects_of(path);
    EXPECT_EQ(objects.size(), 11U);
    if (first.empty()) {
      first = objects;
      best = description["BestTrainingJob"]["TrainingJobName"];
    }
    EXPECT_EQ(objects, first);
    EXPECT_EQ(description["BestTrainingJob"]["TrainingJobName"], best);
  }
}

INSTANTIATE_TEST_SUITE_P(MaxParallelTrainingJobs, TuningInParallel,
                         ::testing::Values(1, 2, 4));

TEST_F(SageMakerTest, AnswersWhileAJobRuns) {
  call("CreateHyperParameterTuningJob", tuning_request("tune", 12, 2));
  std::atomic<bool> over = false;
  std::thread asker([&] {
    while (!over) {
      const auto description = describe_tuning("tune");
      const auto& counters = description["TrainingJobStatusCounters"];
      EXPECT_LE(counters["Completed"].get<int>() + counters["InProgress"].get<int>(), 12);
    }
  });
  sage_maker_.run(JobKind::HyperParameterTuningJob, "tune", {.stop = {}, .threads = 2});
  over = true;
  asker.join();
  EXPECT_EQ(describe_tuning("tune")["TrainingJobStatusCounters"]["Completed"], 12);
}

}  // namespace
}  // namespace espalier::jobs
