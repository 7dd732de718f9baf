#include "tuner/gp_sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "tuner/random_sampler.hpp"
#include "tuner/study.hpp"

namespace espalier::tuner {
namespace {

/// Branin's function on [-5, 10] x [0, 15]; its least value is 0.397887.
double branin(const Params& params) {
  constexpr double kPi = std::numbers::pi;
  const double a = std::get<double>(params.values[0]);
  const double b = std::get<double>(params.values[1]);
  const double parabola = b - 5.1 / (4 * kPi * kPi) * a * a + 5 / kPi * a - 6;
  return parabola * parabola + 10 * (1 - 1 / (8 * kPi)) * std::cos(a) + 10;
}

SearchSpace branin_space() {
  return SearchSpace({ContinuousRange{"x1", -5, 10}, ContinuousRange{"x2", 0, 15}});
}

TEST(GpSampler, FindsTheLeastOfBraninWithinFortyTrials) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Study study(branin_space(),
                std::make_unique<GpSampler>(GpOptions{.seed = Seed{seed}}), {});
    for (int i = 0; i < 40; ++i) {
      const Trial trial = study.ask();
      study.tell(trial.id, branin(trial.params));
    }
    // Uniform draws come within 0.1 of the minimum in one of 500.
    EXPECT_LT(*study.best_trial()->value, 0.397887 + 0.1) << seed;
  }
}

TEST(GpSampler, ExhaustsASmallSpaceBeforeRepeating) {
  const SearchSpace space({IntegerRange{"k", 0, 4}, CategoricalRange{"c", {"a", "b"}}});
  Study study(space, std::make_unique<GpSampler>(GpOptions{.seed = Seed{3}}), {});
  std::set<std::vector<ParameterValue>> seen;
  for (int i = 0; i < 10; ++i) {
    const Trial trial = study.ask();
    EXPECT_TRUE(seen.insert(trial.params.values).second) << i;
    study.tell(trial.id, std::abs(i - 4));
  }
  EXPECT_NO_THROW(study.ask());
}

TEST(GpSampler, SameSeedSameParallelSameTrialsWhateverTheTiming) {
  const auto run = [](std::uint64_t timing) {
    Study study(branin_space(), std::make_unique<GpSampler>(GpOptions{.seed = Seed{9}}),
                {.max_parallel = 4});
    Random random({timing});
    std::vector<Trial> running;
    while (study.trials().size() < 16) {
      while (study.can_ask() && running.size() < 4) running.push_back(study.ask());
      const auto finished = static_cast<std::ptrdiff_t>(random.below(running.size()));
      study.tell(running[static_cast<std::size_t>(finished)].id,
                 branin(running[static_cast<std::size_t>(finished)].params));
      running.erase(running.begin() + finished);
    }
    std::vector<Params> asked;
    for (int i = 0; i < 16; ++i) {
      asked.push_back(study.trials()[static_cast<std::size_t>(i)].params);
    }
    return asked;
  };
  const auto first = run(0);
  for (std::uint64_t timing = 1; timing < 4; ++timing) EXPECT_EQ(run(timing), first);
}

TEST(GpSampler, RebuiltStudyGoesOnAsItWouldHave) {
  const auto make = [] {
    return Study(branin_space(), std::make_unique<GpSampler>(GpOptions{.seed = Seed{5}}),
                 {});
  };
  Study whole = make();
  for (int i = 0; i < 12; ++i) {
    const Trial trial = whole.ask();
    whole.tell(trial.id, branin(trial.params));
  }
  Study rebuilt = make();
  for (const Trial& trial : whole.trials()) rebuilt.add_trial(trial);
  EXPECT_EQ(rebuilt.ask().params, whole.ask().params);
}

}  // namespace
}  // namespace espalier::tuner
