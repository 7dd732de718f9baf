/// Models: a name for a model archive, which transform jobs refer to.
#pragma once

#include <memory>
#include <string>

#include "engine/artifact/scorer.hpp"
#include "engine/jobs/context.hpp"

namespace espalier::jobs {

/// A new model's record. Requires: the request has passed validate().
/// Throws: engine::Error (Validation, NotFound; "ValidationException") for what SageMaker
/// refuses, or for what is not done here.
Record new_model_record(Context& context, const Json& request);

/// Loads what a model's record points to.
/// Throws: engine::Error, data::Error.
std::unique_ptr<artifact::Scorer> load_model(Context& context, const Record& model);

}  // namespace espalier::jobs
