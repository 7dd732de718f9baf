#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/jobs/tuning_job.hpp"
#include "engine/jobs/tuning_progress.hpp"

namespace espalier::jobs {
namespace {

using ::testing::HasSubstr;

TEST(TuningProgress, CountsJobsThatDoNotImproveByOnePercent) {
  const auto minimize = tuner::Direction::Minimize;
  EXPECT_EQ(jobs_not_improving({}, minimize), 0);
  // 0.995 betters 1.0 by half a percent, 0.99 by one.
  const std::vector<Outcome> outcomes = {1.0, 0.995, {}, 0.99, 2.0};
  EXPECT_EQ(jobs_not_improving(std::span(outcomes).first(3), minimize), 2);
  EXPECT_EQ(jobs_not_improving(outcomes, minimize), 1);
  EXPECT_EQ(jobs_not_improving(outcomes, tuner::Direction::Maximize), 0);
}

TEST(TuningProgress, IsCompleteAfterFiveFailures) {
  std::vector<Outcome> outcomes(4);
  EXPECT_FALSE(is_complete(outcomes, {}, tuner::Direction::Minimize));
  outcomes.emplace_back();
  EXPECT_TRUE(is_complete(outcomes, {}, tuner::Direction::Minimize));
  outcomes[0] = 1.0;
  EXPECT_FALSE(is_complete(outcomes, {}, tuner::Direction::Minimize));
}

TEST(TuningProgress, IsCompleteAtItsTargetAndWithoutImprovement) {
  const std::vector<Outcome> outcomes = {0.5, 0.4, 0.4, 0.4};
  const auto minimize = tuner::Direction::Minimize;
  EXPECT_TRUE(is_complete(outcomes, {.target = 0.4, .not_improving = {}}, minimize));
  EXPECT_FALSE(is_complete(outcomes, {.target = 0.39, .not_improving = {}}, minimize));
  EXPECT_TRUE(is_complete(outcomes, {.target = 0.5, .not_improving = {}},
                          tuner::Direction::Maximize));
  EXPECT_TRUE(is_complete(outcomes, {.target = {}, .not_improving = 2}, minimize));
  EXPECT_FALSE(is_complete(outcomes, {.target = {}, .not_improving = 3}, minimize));
}

TEST(TuningProgress, TheBestIsTheEarliestOfEquals) {
  const std::vector<ChildState> children = {{"a", "Failed", 1, {}},
                                            {"b", "Completed", 2, 0.5},
                                            {"c", "Completed", 3, 0.5},
                                            {"d", "Completed", 4, 0.7}};
  EXPECT_EQ(best_of(children, tuner::Direction::Minimize)->name, "b");
  EXPECT_EQ(best_of(children, tuner::Direction::Maximize)->name, "d");
  EXPECT_EQ(best_of({}, tuner::Direction::Maximize), nullptr);
}

TEST(TuningProgress, CountsByStatusAndByObjective) {
  const std::vector<ChildState> children = {
      {"a", "Failed", 1, {}},     {"b", "Completed", 2, 0.5}, {"c", "Completed", 3, {}},
      {"d", "InProgress", 4, {}}, {"e", "Stopping", 5, {}},   {"f", "Stopped", 6, {}}};
  EXPECT_EQ(status_counters(children), Json({{"Completed", 2},
                                             {"InProgress", 2},
                                             {"RetryableError", 0},
                                             {"NonRetryableError", 1},
                                             {"Stopped", 1}}));
  EXPECT_EQ(objective_counters(children),
            Json({{"Succeeded", 1}, {"Pending", 2}, {"Failed", 3}}));
}

TEST(TuningJob, NamesTrainingJobsByTuningJobNumberAndSeedAlone) {
  const auto name = training_job_name("tune", 1, 7);
  EXPECT_THAT(name, ::testing::MatchesRegex("tune-001-[0-9a-f]+"));
  EXPECT_EQ(name.size(), std::string("tune-001-").size() + 8);
  EXPECT_EQ(training_job_name("tune", 1, 7), name);
  EXPECT_NE(training_job_name("tune", 1, 8), name);
  EXPECT_NE(training_job_name("tune", 2, 7).substr(9), name.substr(9));
  EXPECT_THAT(training_job_name("tune", 1234, 7), HasSubstr("tune-1234-"));
}

}  // namespace
}  // namespace espalier::jobs
