#include "engine/cli/data_flags.hpp"

#include "engine/error.hpp"

namespace espalier::cli {

namespace {
constexpr const char* kGroup = "Without a request";
}  // namespace

void add_data_flags(CLI::App& command, DataFlags& flags) {
  command
      .add_option("--train", flags.train, "Training data: CSV, label first, no header")
      ->type_name("FILE|S3URI")
      ->group(kGroup);
  command
      .add_option("--validation", flags.validation, "Validation data, the same layout")
      ->type_name("FILE|S3URI")
      ->group(kGroup);
  command.add_option("--set", flags.set, "A hyperparameter that stays fixed; repeatable")
      ->type_name("NAME=VALUE")
      ->group(kGroup);
  command.add_option("--output-path", flags.output_path, "Where models go")
      ->type_name("S3URI")
      ->group(kGroup);
  command.add_option("--image", flags.image, "The training image whose rules hold")
      ->type_name("IMAGE")
      ->group(kGroup);
  command.add_option("--instance-type", flags.instance_type, "Bounds threads and memory")
      ->type_name("TYPE")
      ->group(kGroup)
      ->capture_default_str();
}

void refuse_both(const CLI::App& command, const RequestOptions& request) {
  if (!has_request(request)) return;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group() == kGroup && option->count() > 0) {
      throw engine::Error(engine::ErrorKind::Usage, "ValidationException",
                          option->get_name() +
                              " stands beside a request, which says it all; "
                              "give one or the other");
    }
  }
}

}  // namespace espalier::cli
