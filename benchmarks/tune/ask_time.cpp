/// How long an ask takes as the study grows: four continuous ranges, a smooth function.
/// Prints the median of ten asks around each number of told trials.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "tuner/gp_sampler.hpp"
#include "tuner/study.hpp"

int main() {
  using namespace espalier::tuner;
  constexpr int kTrials = 1010;
  const SearchSpace space({ContinuousRange{"a"}, ContinuousRange{"b"},
                           ContinuousRange{"c"}, ContinuousRange{"d"}});
  Study study(space, std::make_unique<GpSampler>(GpOptions{.seed = Seed{1}}), {});
  std::vector<double> milliseconds;
  for (int i = 0; i < kTrials; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const Trial trial = study.ask();
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - start;
    milliseconds.push_back(took.count());
    double value = 0;
    for (const double x : trial.point.coordinates) value += std::sin(5 * x) + x * x;
    study.tell(trial.id, value);
  }
  for (const int n : {10, 20, 50, 100, 200, 300, 500, 1000}) {
    std::vector<double> window(milliseconds.begin() + n, milliseconds.begin() + n + 10);
    std::sort(window.begin(), window.end());
    std::printf("%4d told: %8.2f ms\n", n, window[5]);
  }
  const double slowest = *std::max_element(milliseconds.begin(), milliseconds.end());
  std::printf("slowest:   %8.2f ms\n", slowest);
}
