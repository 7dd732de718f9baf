/// The sample's two small functions between its jobs: event in, {"statusCode", "body"}
/// out.
#pragma once

#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

/// Extract Model Path: from a DescribeHyperParameterTuningJob response to
/// body.bestTrainingJobName and body.modelDataUrl.
/// Throws: engine::Error (Failed) if no training job is the best.
jobs::Json extract_model_path(const jobs::Json& event);

/// Extract Model Name: from a CreateModel response to body.jobName, the last part of the
/// model's ARN.
jobs::Json extract_model_name(const jobs::Json& event);

}  // namespace espalier::cli
