#include "data/dataset_function.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "data/error.hpp"
#include "data/plain_math.hpp"

namespace espalier::data {
namespace {

struct Definition {
  DatasetFunction function;
  std::string_view name;
  std::size_t used;
};

constexpr std::array kDefinitions = {
    Definition{DatasetFunction::SampleLine, "sample_line", 2},
    Definition{DatasetFunction::Friedman1, "friedman1", 5},
    Definition{DatasetFunction::Friedman2, "friedman2", 4},
    Definition{DatasetFunction::Friedman3, "friedman3", 4},
    Definition{DatasetFunction::Linear, "linear", 5},
    Definition{DatasetFunction::Piecewise, "piecewise", 5},
};

const Definition& definition_of(DatasetFunction function) {
  return kDefinitions[static_cast<std::size_t>(function)];
}

constexpr FeatureGrid kUnit = {0, 1'000'000, 6};        // [0, 1)
constexpr FeatureGrid kZeroToHundred = {0, 101, 0};     // 0 .. 100
constexpr FeatureGrid kResistance = {1, 1'000'000, 4};  // (0, 100]
// [40 pi, 560 pi] = [125.6637…, 1759.2918…]
constexpr FeatureGrid kFrequency = {125'664, 1'633'628, 3};
constexpr FeatureGrid kCapacity = {100'000, 1'000'000, 5};  // [1, 11)

double square(double x) { return x * x; }

/// Whether a point lies on or above the line y = 3 x + 5.
double sample_line(std::span<const double> x) { return x[1] >= 3 * x[0] + 5 ? 1 : 0; }

/// Friedman, "Multivariate Adaptive Regression Splines", Annals of Statistics 19 (1991),
/// equation 56; Breiman, "Bagging Predictors", Machine Learning 24 (1996), section 3.
/// Five more features, irrelevant, make its usual ten.
double friedman1(std::span<const double> x) {
  return 10 * plain_math::sin_pi(x[0] * x[1]) + 20 * square(x[2] - 0.5) + 10 * x[3] +
         5 * x[4];
}

/// x2 x3 - 1 / (x2 x4), of both that follow.
double reactance(std::span<const double> x) { return x[1] * x[2] - 1 / (x[1] * x[3]); }

/// The impedance of an alternating-current circuit (Friedman 1991, equation 57).
double friedman2(std::span<const double> x) {
  return std::sqrt(square(x[0]) + square(reactance(x)));
}

/// Its phase shift (Friedman 1991, equation 58). x1 is never 0.
double friedman3(std::span<const double> x) {
  return plain_math::atan(reactance(x) / x[0]);
}

/// A linear model with coefficients of both signs that fall evenly; ours.
double linear(std::span<const double> x) {
  return 10 * x[0] - 8 * x[1] + 6 * x[2] - 4 * x[3] + 2 * x[4];
}

/// Two regimes with a jump, and an interaction that neither of its features shows alone;
/// ours.
double piecewise(std::span<const double> x) {
  const double regime =
      x[0] < 0.5 ? (x[1] < 0.3 ? 0 : 10) + 8 * x[2] : 5 + 12 * x[1] * x[3];
  const double corner = (x[3] < 0.5) == (x[4] < 0.5) ? 6 : 0;
  return regime + corner;
}

}  // namespace

std::size_t used_features(DatasetFunction function) {
  return definition_of(function).used;
}

FeatureGrid feature_grid(DatasetFunction function, std::size_t column) {
  if (function == DatasetFunction::SampleLine) return kZeroToHundred;
  const bool circuit =
      function == DatasetFunction::Friedman2 || function == DatasetFunction::Friedman3;
  constexpr std::array kCircuit = {kResistance, kFrequency, kUnit, kCapacity};
  return circuit && column < kCircuit.size() ? kCircuit[column] : kUnit;
}

double label_of(DatasetFunction function, std::span<const double> x) {
  switch (function) {
    case DatasetFunction::SampleLine:
      return sample_line(x);
    case DatasetFunction::Friedman1:
      return friedman1(x);
    case DatasetFunction::Friedman2:
      return friedman2(x);
    case DatasetFunction::Friedman3:
      return friedman3(x);
    case DatasetFunction::Linear:
      return linear(x);
    case DatasetFunction::Piecewise:
      break;
  }
  return piecewise(x);
}

DatasetFunction dataset_function(std::string_view name) {
  std::string known;
  for (const Definition& definition : kDefinitions) {
    if (definition.name == name) return definition.function;
    known += (known.empty() ? "" : ", ") + std::string(definition.name);
  }
  throw Error(ErrorKind::BadArgument, "there is no data set function \"" +
                                          std::string(name) + "\"; choose one of " +
                                          known);
}

std::string_view name_of(DatasetFunction function) {
  return definition_of(function).name;
}

}  // namespace espalier::data
