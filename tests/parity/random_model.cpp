#include "tests/parity/random_model.hpp"

#include <xgboost/c_api.h>

#include <array>
#include <cmath>
#include <limits>

#include "engine/xgb/check.hpp"
#include "engine/xgb/dmatrix.hpp"

namespace espalier::parity {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }
  bool chance(double share) { return unit() < share; }
  /// In [0, 1).
  double unit() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
  template <std::size_t N>
  const char* one_of(const std::array<const char*, N>& choices) {
    return choices.at(below(N));
  }

 private:
  std::mt19937_64 engine_;
};

bool starts(const std::string& text, const char* front) {
  return text.rfind(front, 0) == 0;
}

float label_for(const std::string& objective, double signal, std::size_t classes) {
  const double positive = std::abs(signal) + 0.1;
  if (starts(objective, "multi:")) {
    const auto label = static_cast<std::size_t>(positive * 2) % classes;
    return static_cast<float>(label);
  }
  if (starts(objective, "binary:") || objective == "reg:logistic") {
    return signal > 0 ? 1.0F : 0.0F;
  }
  if (starts(objective, "rank:")) return std::floor(static_cast<float>(positive));
  if (objective == "count:poisson") return std::floor(static_cast<float>(positive * 3));
  if (objective == "survival:cox") {
    return static_cast<float>(signal > -1 ? positive : -positive);
  }
  if (objective == "reg:gamma" || objective == "reg:tweedie" ||
      objective == "reg:squaredlogerror" || objective == "survival:aft") {
    return static_cast<float>(positive);
  }
  return static_cast<float>(signal * 5);
}

data::Table random_table(Dice& dice, const std::string& objective, std::size_t classes) {
  data::Table table;
  table.rows = 20 + dice.below(120);
  table.columns = 1 + dice.below(9);
  const double missing = dice.chance(0.3) ? 0 : dice.unit() * 0.5;
  for (std::size_t r = 0; r < table.rows; ++r) {
    double signal = dice.unit() - 0.5;
    for (std::size_t c = 0; c < table.columns; ++c) {
      // Even columns hold few whole numbers, so that rows meet thresholds exactly.
      const double value =
          c % 2 == 0 ? static_cast<double>(dice.below(8)) - 4 : (dice.unit() - 0.5) * 10;
      signal += (c % 3 == 0 ? 0.5 : -0.2) * value;
      table.values.push_back(dice.chance(missing) ? kNan : static_cast<float>(value));
    }
    table.labels.push_back(label_for(objective, signal, classes));
  }
  return table;
}

void add_tree_params(Dice& dice, xgb::BoosterParams& params) {
  const char* method = dice.one_of(std::array{"exact", "hist", "approx"});
  params.emplace_back("tree_method", method);
  const bool lossguide = method != std::string("exact") && dice.chance(0.4);
  params.emplace_back("grow_policy", lossguide ? "lossguide" : "depthwise");
  params.emplace_back(
      "max_depth",
      std::to_string(lossguide && dice.chance(0.6) ? 0 : 1 + dice.below(10)));
  params.emplace_back(
      "max_leaves",
      std::to_string(lossguide && dice.chance(0.5) ? 2 + dice.below(40) : 0));
  params.emplace_back("max_bin", std::to_string(2 + dice.below(60)));
  params.emplace_back("gamma", std::to_string(dice.chance(0.5) ? 0 : dice.unit() * 3));
  params.emplace_back("min_child_weight", std::to_string(dice.unit() * 2));
  params.emplace_back("subsample", std::to_string(dice.chance(0.5) ? 1 : 0.5));
  for (const char* name : {"colsample_bytree", "colsample_bylevel", "colsample_bynode"}) {
    params.emplace_back(name, std::to_string(dice.chance(0.6) ? 1 : 0.5));
  }
  params.emplace_back("num_parallel_tree", std::to_string(1 + dice.below(4) / 2));
}

void add_dart_params(Dice& dice, xgb::BoosterParams& params) {
  params.emplace_back("sample_type", dice.one_of(std::array{"uniform", "weighted"}));
  params.emplace_back("normalize_type", dice.one_of(std::array{"tree", "forest"}));
  params.emplace_back("rate_drop", std::to_string(dice.unit()));
  params.emplace_back("skip_drop", std::to_string(dice.unit() * 0.5));
  params.emplace_back("one_drop", std::to_string(dice.below(2)));
}

xgb::BoosterParams random_params(Dice& dice, std::uint64_t seed,
                                 const std::string& objective, const std::string& booster,
                                 std::size_t classes) {
  xgb::BoosterParams params = {{"nthread", "1"},
                               {"verbosity", "0"},
                               {"seed", std::to_string(seed)},
                               {"objective", objective},
                               {"booster", booster}};
  if (starts(objective, "multi:"))
    params.emplace_back("num_class", std::to_string(classes));
  if (objective == "survival:aft") {
    params.emplace_back("aft_loss_distribution",
                        dice.one_of(std::array{"normal", "logistic", "extreme"}));
  }
  params.emplace_back("eta", std::to_string(0.05 + dice.unit()));
  params.emplace_back("lambda", std::to_string(dice.unit() * 4));
  params.emplace_back("alpha", std::to_string(dice.chance(0.5) ? 0 : dice.unit()));
  if (dice.chance(0.6)) {
    params.emplace_back("base_score", std::to_string(0.01 + dice.unit() * 0.98));
  }
  if (booster == "gblinear") {
    params.emplace_back("updater", "coord_descent");
    return params;
  }
  params.emplace_back("max_delta_step",
                      std::to_string(dice.chance(0.7) ? 0 : dice.unit()));
  add_tree_params(dice, params);
  if (booster == "dart") add_dart_params(dice, params);
  return params;
}

}  // namespace

const std::vector<std::string>& objectives() {
  static const std::vector<std::string> kAll = {
      "binary:logistic",     "binary:logitraw",   "binary:hinge",
      "count:poisson",       "multi:softmax",     "multi:softprob",
      "rank:pairwise",       "rank:ndcg",         "rank:map",
      "reg:linear",          "reg:squarederror",  "reg:logistic",
      "reg:gamma",           "reg:tweedie",       "reg:pseudohubererror",
      "reg:squaredlogerror", "reg:absoluteerror", "survival:aft",
      "survival:cox"};
  return kAll;
}

RandomModel train_random_model(std::uint64_t seed, const std::string& objective,
                               const std::string& booster) {
  Dice dice(seed);
  const std::size_t classes = 2 + dice.below(5);
  const data::Table table = random_table(dice, objective, classes);
  const xgb::DMatrix train(table);
  if (objective == "survival:aft") {
    for (const char* bound : {"label_lower_bound", "label_upper_bound"}) {
      xgb::check(XGDMatrixSetFloatInfo(train.handle(), bound, table.labels.data(),
                                       table.labels.size()));
    }
  }
  const auto params = random_params(dice, seed, objective, booster, classes);
  const xgb::DMatrix* const cached[] = {&train};
  xgb::Booster model(cached, params);
  const int rounds = static_cast<int>(1 + dice.below(6));
  for (int round = 0; round < rounds; ++round) model.update(round, train);

  RandomModel result;
  for (const auto& [name, value] : params) result.description += name + "=" + value + " ";
  result.ubjson = model.save(xgb::ModelFormat::Ubjson);
  result.json = model.save(xgb::ModelFormat::Json);
  result.binary = model.save(xgb::ModelFormat::Binary);
  return result;
}

std::vector<float> probing_rows(std::uint64_t seed, const predict::Forest& forest,
                                std::size_t rows) {
  std::vector<std::vector<float>> special(forest.features);
  for (const auto& tree : forest.trees) {
    for (const auto& node : tree.nodes) {
      if (node.left >= 0) special[node.feature].push_back(node.value);
    }
  }
  constexpr float kTiny = std::numeric_limits<float>::denorm_min();
  constexpr float kHuge = std::numeric_limits<float>::max();
  constexpr std::array kPlain = {kNan,  0.0F,   -0.0F, kTiny, -kTiny, 1e-40F,
                                 kHuge, -kHuge, 1.0F,  -1.0F, 3.0F,   -2.5F};
  Dice dice(seed);
  std::vector<float> values;
  values.reserve(rows * forest.features);
  for (std::size_t r = 0; r < rows; ++r) {
    const double missing = r % 3 == 0 ? 0 : 0.3;
    for (std::size_t c = 0; c < forest.features; ++c) {
      const auto& thresholds = special[c];
      if (dice.chance(missing)) {
        values.push_back(kNan);
      } else if (!thresholds.empty() && dice.chance(0.6)) {
        const float threshold = thresholds[dice.below(thresholds.size())];
        const std::array near = {threshold, std::nextafter(threshold, kHuge),
                                 std::nextafter(threshold, -kHuge)};
        values.push_back(near.at(dice.below(near.size())));
      } else if (dice.chance(0.5)) {
        values.push_back(static_cast<float>((dice.unit() - 0.5) * 12));
      } else {
        values.push_back(kPlain.at(dice.below(kPlain.size())));
      }
    }
  }
  return values;
}

}  // namespace espalier::parity
