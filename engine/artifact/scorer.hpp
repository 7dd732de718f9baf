/// A model ready to score rows, whichever way its booster needs: our own Predictor for
/// forests, XGBoost itself for gblinear.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace espalier::artifact {

class Scorer {
 public:
  virtual ~Scorer() = default;
  /// Columns that a row must have.
  [[nodiscard]] virtual std::size_t features() const noexcept = 0;
  /// Values that a row gets.
  [[nodiscard]] virtual std::size_t outputs() const noexcept = 0;
  [[nodiscard]] virtual const std::string& objective() const noexcept = 0;
  /// Shapes and layout as predict::Predictor::predict. May be called from any number of
  /// threads at once.
  virtual void score(std::span<const float> values, std::size_t rows,
                     std::span<float> out) const = 0;
};

/// Loads a model file (native binary, JSON or UBJSON).
/// Throws: engine::Error (Validation, "ClientError"): a pickle gets a message that says
/// what it is and how to convert it.
std::unique_ptr<Scorer> load_scorer(std::string_view model);

}  // namespace espalier::artifact
