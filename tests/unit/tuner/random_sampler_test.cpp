#include "tuner/random_sampler.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tuner/study.hpp"

namespace espalier::tuner {
namespace {

TEST(RandomSampler, AsksEveryConfigurationOnceBeforeAnyTwice) {
  const SearchSpace space({IntegerRange{"k", 0, 4}, CategoricalRange{"c", {"a", "b"}}});
  Study study(space, std::make_unique<RandomSampler>(Seed{3}), {});
  std::set<std::vector<ParameterValue>> seen;
  for (int i = 0; i < 10; ++i) {
    const Trial trial = study.ask();
    EXPECT_TRUE(seen.insert(trial.params.values).second) << i;
    study.tell(trial.id, i);
  }
  EXPECT_NO_THROW(study.ask());  // all ten are used up: a repetition
}

TEST(RandomSampler, FindsTheLastNewValueOfAVeryUnevenRange) {
  // The last of 2^20 integers takes 4e-8 of a logarithmic range: no draw would find it.
  const SearchSpace space({IntegerRange{"k", 1, 1048576, Scaling::Logarithmic}});
  std::vector<Trial> told;
  for (std::int64_t k = 1; k < 2000; ++k) {
    told.push_back(
        {TrialId{k - 1}, {{k}}, space.encode({{k}}), TrialState::Complete, 0.0});
  }
  RandomSampler sampler(Seed{4});
  const Params params = sampler.propose({&space, told, {}, TrialId{1999}});
  EXPECT_GE(std::get<std::int64_t>(params.values[0]), 2000);
}

TEST(RandomSampler, DependsOnSeedAndTrialNumberOnly) {
  const SearchSpace space({ContinuousRange{"x", 0, 1}});
  RandomSampler a(Seed{5});
  RandomSampler b(Seed{5});
  RandomSampler other(Seed{6});
  EXPECT_EQ(a.propose({&space, {}, {}, TrialId{7}}),
            b.propose({&space, {}, {}, TrialId{7}}));
  EXPECT_NE(a.propose({&space, {}, {}, TrialId{7}}),
            a.propose({&space, {}, {}, TrialId{8}}));
  EXPECT_NE(a.propose({&space, {}, {}, TrialId{7}}),
            other.propose({&space, {}, {}, TrialId{7}}));
}

}  // namespace
}  // namespace espalier::tuner
