#include "tuner/study.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tuner/random_sampler.hpp"

namespace espalier::tuner {
namespace {

/// Proposes the number of the trial, and notes what it was shown.
class Recorder final : public Sampler {
 public:
  struct Shown {
    std::vector<TrialId> told;
    std::vector<TrialId> pending;
    std::vector<double> values;
    std::size_t values_of_pending = 0;
  };

  explicit Recorder(std::vector<Shown>& log) : log_(log) {}

  Params propose(const History& history) override {
    Shown shown;
    for (const Trial& trial : history.told) {
      shown.told.push_back(trial.id);
      if (trial.value) shown.values.push_back(*trial.value);
    }
    for (const Trial& trial : history.pending) {
      shown.pending.push_back(trial.id);
      shown.values_of_pending += trial.value ? 1 : 0;
    }
    log_.push_back(shown);
    return {{static_cast<std::int64_t>(history.next)}};
  }

 private:
  std::vector<Shown>& log_;
};

SearchSpace numbers() { return SearchSpace({IntegerRange{"k", 0, 1000}}); }

Study recorded(std::vector<Recorder::Shown>& log, StudyOptions options) {
  return Study(numbers(), std::make_unique<Recorder>(log), options);
}

Study drawn() { return Study(numbers(), std::make_unique<RandomSampler>(Seed{1}), {}); }

TEST(Study, AsksInOrderAndEncodesWhatItHandsOut) {
  std::vector<Recorder::Shown> log;
  Study study = recorded(log, {});
  const Trial first = study.ask();
  EXPECT_EQ(first.id, TrialId{0});
  EXPECT_EQ(first.point.coordinates, study.space().encode(first.params).coordinates);
  study.tell(first.id, 1.0);
  EXPECT_EQ(study.ask().id, TrialId{1});
}

TEST(Study, WithFixedLagShowsOnlyTrialsUpToNMinusParallel) {
  std::vector<Recorder::Shown> log;
  Study study = recorded(log, {.max_parallel = 3});
  for (int i = 0; i < 3; ++i) study.ask();
  EXPECT_FALSE(study.can_ask());
  study.tell(TrialId{2}, 2.0);
  study.tell(TrialId{1}, 1.0);
  EXPECT_FALSE(study.can_ask());  // trial 3 waits for trial 0
  EXPECT_THROW(study.ask(), std::logic_error);
  study.tell(TrialId{0}, 0.5);
  study.ask();
  EXPECT_EQ(log[3].told, (std::vector<TrialId>{TrialId{0}}));
  EXPECT_EQ(log[3].pending, (std::vector<TrialId>{TrialId{1}, TrialId{2}}));
  EXPECT_EQ(log[3].values_of_pending, 0U);
}

TEST(Study, AsToldShowsWhateverHasBeenTold) {
  std::vector<Recorder::Shown> log;
  Study study = recorded(log, {.max_parallel = 3, .visibility = Visibility::AsTold});
  for (int i = 0; i < 3; ++i) study.ask();
  study.tell(TrialId{2}, 2.0);
  EXPECT_TRUE(study.can_ask());
  study.ask();
  EXPECT_EQ(log[3].told, (std::vector<TrialId>{TrialId{2}}));
  EXPECT_EQ(log[3].pending, (std::vector<TrialId>{TrialId{0}, TrialId{1}}));
}

TEST(Study, MaximisingHandsValuesOverNegated) {
  std::vector<Recorder::Shown> log;
  Study study = recorded(log, {.direction = Direction::Maximize});
  study.tell(study.ask().id, 3.0);
  study.tell(study.ask().id, 5.0);
  study.ask();
  EXPECT_EQ(log[2].values, (std::vector<double>{-3.0, -5.0}));
  EXPECT_EQ(study.best_trial()->id, TrialId{1});
  EXPECT_EQ(*study.best_trial()->value, 5.0);
}

TEST(Study, BestTrialIsTheEarliestOfEqualsAndNeverAFailedOne) {
  Study study = drawn();
  EXPECT_EQ(study.best_trial(), nullptr);
  study.tell_failed(study.ask().id);
  EXPECT_EQ(study.best_trial(), nullptr);
  for (const double value : {2.0, 1.0, 1.0}) study.tell(study.ask().id, value);
  EXPECT_EQ(study.best_trial()->id, TrialId{2});
}

TEST(Study, EnqueuedConfigurationsComeFirstInTheirOrder) {
  Study study = drawn();
  study.enqueue({{std::int64_t{77}}});
  study.enqueue({{std::int64_t{78}}});
  for (const std::int64_t expected : {77, 78}) {
    const Trial trial = study.ask();
    EXPECT_EQ(std::get<std::int64_t>(trial.params.values[0]), expected);
    study.tell(trial.id, 0.0);
  }
  EXPECT_THROW(study.enqueue({{std::int64_t{1001}}}), std::invalid_argument);
}

TEST(Study, TellRefusesUnknownToldAndNotFinite) {
  Study study = drawn();
  EXPECT_THROW(study.tell(TrialId{0}, 1.0), std::invalid_argument);
  EXPECT_THROW(study.tell(TrialId{-1}, 1.0), std::invalid_argument);
  study.ask();
  EXPECT_THROW(study.tell(TrialId{0}, NAN), std::invalid_argument);
  EXPECT_THROW(study.tell(TrialId{0}, INFINITY), std::invalid_argument);
  study.tell(TrialId{0}, 1.0);
  EXPECT_THROW(study.tell(TrialId{0}, 1.0), std::invalid_argument);
  EXPECT_THROW(study.tell_failed(TrialId{0}), std::invalid_argument);
}

TEST(Study, RefusesToRunNothingInParallel) {
  EXPECT_THROW(
      Study(numbers(), std::make_unique<RandomSampler>(Seed{1}), {.max_parallel = 0}),
      std::invalid_argument);
}

TEST(Study, RebuiltFromItsTrialsGoesOnAsItWouldHave) {
  Study whole = drawn();
  Study rebuilt = drawn();
  for (int i = 0; i < 10; ++i) {
    const Trial trial = whole.ask();
    if (i % 3 == 0) {
      whole.tell_failed(trial.id);
    } else {
      whole.tell(trial.id, i);
    }
  }
  for (const Trial& trial : whole.trials()) rebuilt.add_trial(trial);
  EXPECT_EQ(rebuilt.ask().params, whole.ask().params);
}

TEST(Study, AddTrialRefusesWhatCouldNotHaveHappened) {
  Study study = drawn();
  const Params params{{std::int64_t{5}}};
  EXPECT_THROW(study.add_trial({TrialId{1}, params, {}, TrialState::Failed, {}}),
               std::invalid_argument);
  EXPECT_THROW(study.add_trial({TrialId{0}, params, {}, TrialState::Complete, {}}),
               std::invalid_argument);
  EXPECT_THROW(study.add_trial({TrialId{0}, params, {}, TrialState::Failed, 1.0}),
               std::invalid_argument);
  EXPECT_THROW(
      study.add_trial({TrialId{0}, {{std::int64_t{-1}}}, {}, TrialState::Failed, {}}),
      std::invalid_argument);
  EXPECT_TRUE(study.trials().empty());
}

TEST(Study, RunningTrialAddedMayBeTold) {
  Study study = drawn();
  study.add_trial({TrialId{0}, {{std::int64_t{5}}}, {}, TrialState::Running, {}});
  EXPECT_FALSE(study.can_ask());
  study.tell(TrialId{0}, 4.0);
  EXPECT_EQ(*study.best_trial()->value, 4.0);
}

}  // namespace
}  // namespace espalier::tuner
