#include "engine/cli/sample_functions.hpp"

#include <string>

#include "engine/error.hpp"

namespace espalier::cli {
namespace {

jobs::Json answer(jobs::Json body) {
  return {{"statusCode", 200}, {"body", std::move(body)}};
}

}  // namespace

jobs::Json extract_model_path(const jobs::Json& event) {
  if (!event.contains("BestTrainingJob")) {
    throw engine::Error(
        engine::ErrorKind::Failed, "",
        "no training job of the tuning job succeeded, so there is no model "
        "to save: " +
            event.value("FailureReason", std::string("see its training jobs")));
  }
  const auto name = event.at("BestTrainingJob").at("TrainingJobName").get<std::string>();
  const auto path = event.at("TrainingJobDefinition")
                        .at("OutputDataConfig")
                        .at("S3OutputPath")
                        .get<std::string>();
  return answer({{"bestTrainingJobName", name},
                 {"modelDataUrl", path + "/" + name + "/output/model.tar.gz"}});
}

jobs::Json extract_model_name(const jobs::Json& event) {
  const auto arn = event.at("ModelArn").get<std::string>();
  return answer({{"jobName", arn.substr(arn.rfind('/') + 1)}});
}

}  // namespace espalier::cli
