/// Whatever the space and the history, samplers propose what is legal and new.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>
#include <string>

#include "tuner/gp_sampler.hpp"
#include "tuner/random_sampler.hpp"
#include "tuner/study.hpp"

namespace espalier::tuner {
namespace {

/// Settings that make an ask cheap; what is proved here does not depend on them.
GpOptions quick(std::uint64_t seed) {
  return {.seed = Seed{seed},
          .initial_trials = 2,
          .hyperparameter_samples = 2,
          .fantasies = 2,
          .candidates = 8,
          .neighbours = 8,
          .local_searches = 1};
}

Range random_range(Random& random, const std::string& name) {
  switch (random.below(4)) {
    case 0: {
      const double min = 2000 * random.uniform() - 1000;
      return ContinuousRange{name, min, min + std::pow(10, 6 * random.uniform() - 3)};
    }
    case 1: {
      const double min = std::pow(10, 6 * random.uniform() - 3);
      return ContinuousRange{name, min, min * (1 + 1e4 * random.uniform()),
                             Scaling::Logarithmic};
    }
    case 2: {
      const auto min = static_cast<std::int64_t>(random.below(20)) - 10;
      const auto width = static_cast<std::int64_t>(random.below(12));
      IntegerRange range{name, min, min + width};
      if (random.below(2) == 0) range.unlimited = min;
      return range;
    }
    default: {
      std::vector<std::string> values;
      const std::uint64_t count = 1 + random.below(5);
      for (std::uint64_t i = 0; i < count; ++i) values.push_back(std::to_string(i));
      return CategoricalRange{name, values};
    }
  }
}

SearchSpace random_space(Random& random) {
  std::vector<Range> ranges;
  const std::uint64_t count = 1 + random.below(5);
  for (std::uint64_t i = 0; i < count; ++i) {
    ranges.push_back(random_range(random, "p" + std::to_string(i)));
  }
  return SearchSpace(std::move(ranges));
}

/// A value of any size, often one that was there before.
double random_value(Random& random) {
  switch (random.below(4)) {
    case 0:
      return 1.0;
    case 1:
      return random.normal() * std::pow(10, 600 * random.uniform() - 300);
    default:
      return random.normal();
  }
}

/// Ends one of the running trials at random.
void finish_one(Study& study, std::vector<TrialId>& running, Random& random) {
  const auto which = static_cast<std::ptrdiff_t>(random.below(running.size()));
  const TrialId id = running[static_cast<std::size_t>(which)];
  running.erase(running.begin() + which);
  if (random.below(5) == 0) {
    study.tell_failed(id);
  } else {
    study.tell(id, random_value(random));
  }
}

TEST(Proposals, AreLegalAndNewForRandomSpacesAndHistories) {
  constexpr std::uint64_t kStudies = 2000;
  for (std::uint64_t round = 0; round < kStudies; ++round) {
    Random random({round});
    const std::size_t parallel = 1 + random.below(4);
    Study study(
        random_space(random), std::make_unique<GpSampler>(quick(round)),
        {.direction = random.below(2) == 0 ? Direction::Minimize : Direction::Maximize,
         .max_parallel = parallel,
         .visibility = random.below(2) == 0 ? Visibility::FixedLag : Visibility::AsTold});
    std::set<std::vector<ParameterValue>> seen;
    std::vector<TrialId> running;
    for (int i = 0; i < 8; ++i) {
      while (!running.empty() && (!study.can_ask() || running.size() >= parallel)) {
        finish_one(study, running, random);
      }
      // ask() encodes the proposal, which throws where it is not in the space.
      const Trial trial = study.ask();
      running.push_back(trial.id);
      const bool exhausted =
          static_cast<double>(seen.size()) >= study.space().combinations();
      ASSERT_TRUE(seen.insert(trial.params.values).second || exhausted) << round;
    }
  }
}

/// Whether a study of `trials` whose values come from `value` runs and has a best trial.
template <class Value>
bool survives(const SearchSpace& space, int trials, Value value) {
  Study study(space, std::make_unique<GpSampler>(quick(1)), {});
  for (int i = 0; i < trials; ++i) study.tell(study.ask().id, value(i));
  return study.best_trial() != nullptr;
}

SearchSpace unit_square() {
  return SearchSpace({ContinuousRange{"x"}, ContinuousRange{"y"}});
}

TEST(Proposals, SurviveIdenticalTargets) {
  EXPECT_TRUE(survives(unit_square(), 15, [](int) { return 7.0; }));
}

TEST(Proposals, SurviveTargetsOf1e300) {
  EXPECT_TRUE(
      survives(unit_square(), 15, [](int i) { return i % 2 == 0 ? 1e300 : -1e300; }));
  EXPECT_TRUE(survives(unit_square(), 15, [](int i) { return i == 5 ? 1e300 : i; }));
}

TEST(Proposals, SurviveThirtyRangesWithThirtyCategories) {
  std::vector<Range> ranges;
  std::vector<std::string> thirty;
  for (int i = 0; i < 30; ++i) thirty.push_back(std::to_string(i));
  for (int i = 0; i < 30; ++i) {
    const std::string name = "p" + std::to_string(i);
    ranges.push_back(i % 2 == 0 ? Range(ContinuousRange{name})
                                : Range(CategoricalRange{name, thirty}));
  }
  EXPECT_TRUE(survives(SearchSpace(ranges), 12, [](int i) { return i; }));
}

TEST(Proposals, SurviveColumnsThatNeverChange) {
  const SearchSpace space({ContinuousRange{"x"}, ContinuousRange{"c", 2, 2},
                           IntegerRange{"k", 3, 3}, CategoricalRange{"o", {"only"}}});
  EXPECT_TRUE(survives(space, 15, [](int i) { return i; }));
}

TEST(Proposals, SurviveDuplicatePointsWithDifferentValues) {
  const SearchSpace space({IntegerRange{"k", 0, 1}});
  EXPECT_TRUE(survives(space, 12, [](int i) { return i % 5; }));
}

TEST(Proposals, SurviveWhenEveryTrialFails) {
  Study study(unit_square(), std::make_unique<GpSampler>(quick(2)), {});
  for (int i = 0; i < 15; ++i) study.tell_failed(study.ask().id);
  EXPECT_EQ(study.best_trial(), nullptr);
}

TEST(Proposals, LeaveARegionWhereTrialsFail) {
  // The values fall towards x = 1, but trials beyond 0.5 fail.
  Study study(unit_square(), std::make_unique<GpSampler>(GpOptions{.seed = Seed{3}}), {});
  int late_failures = 0;
  for (int i = 0; i < 30; ++i) {
    const Trial trial = study.ask();
    const double x = std::get<double>(trial.params.values[0]);
    if (x > 0.5) {
      study.tell_failed(trial.id);
      late_failures += i >= 20 ? 1 : 0;
    } else {
      study.tell(trial.id, 1 - x);
    }
  }
  // The best value lies at the edge of the region, so that some failures go on.
  EXPECT_LE(late_failures, 7);
  EXPECT_LT(*study.best_trial()->value, 0.55);
}

}  // namespace
}  // namespace espalier::tuner
