#include <regex>
#include <string>

#include "engine/error.hpp"
#include "engine/train/hyperparameters.hpp"

namespace espalier::train {
namespace {

[[noreturn]] void refuse_image(std::string_view image, const std::string& why) {
  throw engine::Error(engine::ErrorKind::Validation, "ValidationException",
                      "TrainingImage '" + std::string(image) + "' " + why +
                          "; give …/xgboost:latest or …/sagemaker-xgboost:1.7-1");
}

}  // namespace

Profile profile_of_image(std::string_view image) {
  const std::string_view name = image.substr(image.rfind('/') + 1);
  const auto colon = name.find(':');
  const std::string repository(name.substr(0, colon));
  // Without a tag a registry serves "latest".
  const std::string tag(colon == std::string_view::npos ? "latest"
                                                        : name.substr(colon + 1));
  if (repository != "xgboost" && repository != "sagemaker-xgboost") {
    refuse_image(image, "is not an image of the XGBoost algorithm");
  }
  if (repository == "xgboost" && (tag == "latest" || tag == "1")) return Profile::Legacy;
  static const std::regex kVersion(R"(\d+\.\d+-\d+(-[a-z0-9]+)*)");
  if (std::regex_match(tag, kVersion)) return Profile::Strict;
  refuse_image(image, "has a tag that no XGBoost image has");
}

}  // namespace espalier::train
