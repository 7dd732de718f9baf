/// XGBoost's Booster: a model being trained or used.
///
/// Move-only. XGBoost keeps predictions in thread-local storage: create, use and destroy
/// a booster on one thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/xgb/dmatrix.hpp"

namespace espalier::xgb {

/// XGBoost's parameters in the order in which they are set; a name may stand twice
/// (eval_metric).
using BoosterParams = std::vector<std::pair<std::string, std::string>>;

enum class ModelFormat { Ubjson, Json, Binary };

enum class PredictType {
  Value,   ///< after the objective's transform
  Margin,  ///< the sum of the leaves and base_score
};

class Booster {
 public:
  /// An untrained booster that keeps room for the predictions of `cached` matrices, which
  /// outlive it.
  /// Throws: engine::Error for a parameter that XGBoost refuses (some only at the first
  /// update).
  Booster(std::span<const DMatrix* const> cached, const BoosterParams& params);

  /// A model as save() wrote it, in any of its formats.
  static Booster load(std::string_view model);

  void set(const std::string& name, const std::string& value);
  /// One round of boosting. Requires: iterations are 0, 1, 2, …
  void update(int iteration, const DMatrix& train);
  /// "[iteration]\tname-metric:value\t…", as XGBoost prints it.
  [[nodiscard]] std::string evaluate(int iteration,
                                     std::span<const DMatrix* const> matrices,
                                     std::span<const std::string> names);
  /// Shape (rows) or, for a model with several outputs, (rows × outputs).
  [[nodiscard]] std::vector<float> predict(const DMatrix& matrix, PredictType type);
  /// The model of the rounds begin .. end - 1; end 0 means all.
  [[nodiscard]] Booster slice(int begin, int end) const;
  [[nodiscard]] int boosted_rounds() const;
  [[nodiscard]] std::size_t features() const;
  [[nodiscard]] std::string save(ModelFormat format) const;
  /// Every parameter in force, as JSON.
  [[nodiscard]] std::string config() const;
  void set_attribute(const std::string& name, const std::string& value);

 private:
  struct Free {
    void operator()(void* handle) const noexcept;
  };
  explicit Booster(void* handle) noexcept : handle_(handle) {}
  std::unique_ptr<void, Free> handle_;
};

static_assert(std::is_nothrow_move_constructible_v<Booster> &&
              !std::is_copy_constructible_v<Booster>);

}  // namespace espalier::xgb
