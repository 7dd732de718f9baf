// Any bytes are a forest that can be walked or are refused; nothing else. Rows of every
// kind then get a score, the same one row by row as together.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <vector>

#include "engine/error.hpp"
#include "engine/predict/predictor.hpp"

namespace {

using namespace espalier;

void require(bool holds) {
  if (!holds) std::abort();
}

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// What the headers promise of a Forest.
void require_walkable(const predict::Forest& forest) {
  for (const auto& tree : forest.trees) {
    require(!tree.nodes.empty() && tree.group < forest.groups);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      const auto& node = tree.nodes[i];
      if (node.left < 0) continue;
      require(static_cast<std::size_t>(node.left) > i && node.right == node.left + 1);
      require(static_cast<std::size_t>(node.right) < tree.nodes.size());
      require(node.feature < forest.features);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const predict::Predictor predictor(predict::Forest::parse(text));
    const auto& forest = predictor.forest();
    require_walkable(forest);
    constexpr std::size_t kRows = 3;
    constexpr std::size_t kMost = 10'000;  // of rows and scores; a model may ask for more
    if (forest.features > kMost || forest.groups > kMost) return 0;
    std::vector<float> rows(kRows * forest.features);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i] = i % 4 == 1 ? std::numeric_limits<float>::quiet_NaN()
                           : static_cast<float>(i % 9) - 3;
    }
    const std::size_t outputs = predictor.outputs(predict::Output::Value);
    std::vector<float> together(kRows * outputs);
    predictor.predict(rows, kRows, together);
    std::vector<float> alone(outputs);
    for (std::size_t r = 0; r < kRows; ++r) {
      predictor.predict({rows.data() + r * forest.features, forest.features}, 1, alone);
      for (std::size_t o = 0; o < outputs; ++o) {
        require(same(alone[o], together[r * outputs + o]));
      }
    }
  } catch (const engine::Error& error) {
    require(error.kind() == engine::ErrorKind::Validation);
  }
  return 0;
}
