#include "engine/artifact/scorer.hpp"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <utility>
#include <variant>

#include "engine/artifact/model_archive.hpp"
#include "engine/artifact/native_model.hpp"
#include "engine/error.hpp"
#include "engine/predict/model.hpp"
#include "engine/predict/predictor.hpp"
#include "engine/xgb/booster.hpp"

namespace espalier::artifact {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError", what);
}

class ForestScorer final : public Scorer {
 public:
  explicit ForestScorer(predict::Forest forest) : predictor_(std::move(forest)) {}

  [[nodiscard]] std::size_t features() const noexcept override {
    return predictor_.forest().features;
  }
  [[nodiscard]] std::size_t outputs() const noexcept override {
    return predictor_.outputs(predict::Output::Value);
  }
  [[nodiscard]] const std::string& objective() const noexcept override {
    return predictor_.forest().objective;
  }
  void score(std::span<const float> values, std::size_t rows,
             std::span<float> out) const override {
    predictor_.predict(values, rows, out);
  }

 private:
  predict::Predictor predictor_;
};

/// XGBoost's own booster. It changes while it predicts, so that callers take turns; what
/// it keeps per thread is only the buffer that is copied from within a turn.
class BoosterScorer final : public Scorer {
 public:
  BoosterScorer(predict::LinearModel model, xgb::Booster booster)
      : model_(std::move(model)), booster_(std::move(booster)) {
    booster_.set("nthread", "1");
  }

  [[nodiscard]] std::size_t features() const noexcept override { return model_.features; }
  [[nodiscard]] std::size_t outputs() const noexcept override {
    return predict::outputs_of(model_.transform, model_.groups);
  }
  [[nodiscard]] const std::string& objective() const noexcept override {
    return model_.objective;
  }
  void score(std::span<const float> values, std::size_t rows,
             std::span<float> out) const override {
    assert(values.size() == rows * features() && out.size() == rows * outputs());
    if (rows == 0) return;
    const xgb::DMatrix matrix(values, rows, model_.features);
    const std::lock_guard turn(mutex_);
    const auto scores = booster_.predict(matrix, xgb::PredictType::Value);
    assert(scores.size() == out.size());
    std::copy(scores.begin(), scores.end(), out.begin());
  }

 private:
  predict::LinearModel model_;
  mutable std::mutex mutex_;
  mutable xgb::Booster booster_;
};

xgb::Booster load_booster(std::string_view model) {
  try {
    return xgb::Booster::load(model);
  } catch (const engine::Error& error) {
    refuse(std::string("XGBoost cannot load the model: ") + error.what());
  }
}

}  // namespace

std::unique_ptr<Scorer> load_scorer(std::string_view model) {
  std::string converted;
  switch (format_of(model)) {
    case ModelFileFormat::Json:
    case ModelFileFormat::Ubjson:
      break;
    case ModelFileFormat::Binary:
      check_native_model(model);
      converted = load_booster(model).save(xgb::ModelFormat::Ubjson);
      model = converted;
      break;
    case ModelFileFormat::Pickle:
      refuse(
          "the model is a Python pickle, which is a program and is not run here; convert "
          "it with the Python and XGBoost that wrote it: booster = pickle.load(open("
          "\"xgboost-model\", \"rb\")); booster.save_model(\"xgboost-model\")");
    case ModelFileFormat::Unknown:
      refuse(
          "the model is neither JSON, UBJSON nor XGBoost's binary format; save it with "
          "XGBoost's save_model");
  }
  auto parsed = predict::parse_model(model);
  if (auto* forest = std::get_if<predict::Forest>(&parsed)) {
    return std::make_unique<ForestScorer>(std::move(*forest));
  }
  return std::make_unique<BoosterScorer>(
      std::get<predict::LinearModel>(std::move(parsed)), load_booster(model));
}

}  // namespace espalier::artifact
