#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"
#include "engine/train/parameter_values.hpp"
#include "engine/train/python_literal.hpp"

namespace espalier::train {
namespace {

[[noreturn]] void refuse_tuning(const std::string& message) {
  throw engine::Error(engine::ErrorKind::Validation, "ValidationException", message);
}

std::string tunable_names(Profile profile) {
  std::string names;
  for (const Hyperparameter& row : hyperparameters(profile)) {
    if (!row.tunable) continue;
    names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names;
}

}  // namespace

void check_tunable(Profile profile, std::string_view name, double min, double max) {
  const Hyperparameter* row = find_hyperparameter(profile, name);
  if (row == nullptr || !row->tunable) {
    refuse_tuning("The hyperparameter " + std::string(name) +
                  " cannot be tuned; the training image can tune " +
                  tunable_names(profile) + ".");
  }
  if (!in_range(*row, min) || !in_range(*row, max)) {
    refuse_tuning("The hyperparameter " + std::string(name) + " cannot be tuned over [" +
                  repr(min) + ", " + repr(max) +
                  "], which holds values that the training image does not accept.");
  }
}

}  // namespace espalier::train
