#include <cstdio>
#include <exception>

#include "engine/predict/predictor.hpp"

int main() {
  using namespace espalier::predict;
  Forest forest;
  forest.features = 1;
  forest.trees.push_back(
      {{{1, 2, 0, 0.5F, false}, {-1, -1, 0, 3, false}, {-1, -1, 0, 4, false}}});
  const float rows[] = {0, 1};
  float scores[2] = {};
  Predictor(forest).predict(rows, 2, scores);
  std::printf("scores %g %g\n", static_cast<double>(scores[0]),
              static_cast<double>(scores[1]));
  try {
    static_cast<void>(Forest::parse("not a model"));
  } catch (const std::exception& error) {
    std::printf("refused: %s\n", error.what());
  }
}
