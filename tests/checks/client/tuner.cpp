#include <cstdio>
#include <memory>

#include "tuner/random_sampler.hpp"
#include "tuner/study.hpp"

int main() {
  using namespace espalier::tuner;
  Study study(SearchSpace({ContinuousRange{"x", -5, 5}}),
              std::make_unique<RandomSampler>(Seed{1}), {});
  for (int n = 0; n < 20; ++n) {
    const Trial trial = study.ask();
    const double x = std::get<double>(trial.params.values[0]);
    study.tell(trial.id, (x - 1) * (x - 1));
  }
  std::printf("%zu trials, the best %s\n", study.trials().size(),
              study.best_trial() != nullptr ? "known" : "unknown");
}
