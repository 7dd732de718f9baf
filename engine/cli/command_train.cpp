// espalier train: one training job, from a request or from flags.

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/data_flags.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/local_input.hpp"
#include "engine/cli/request_builder.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

constexpr auto kKind = jobs::JobKind::TrainingJob;

struct Options {
  RequestOptions request;
  DataFlags data;
  std::string name;
};

void import_data(Context& context, const Options& options) {
  auto& objects = context.home().objects();
  const auto& data = options.data;
  import_file(objects, data.train, object_address(data.train, options.name, "train"));
  if (!data.validation.empty()) {
    import_file(objects, data.validation,
                object_address(data.validation, options.name, "validation"));
  }
}

int train(Context& context, Options& options) {
  if (options.request.skeleton) return print_skeleton(context, "CreateTrainingJob");
  const bool given = has_request(options.request);
  if (!given && options.name.empty()) {
    options.name = context.sage_maker().free_name(kKind, "training");
  }
  const auto request = given ? request_from(options.request)
                             : training_request(options.name, options.data);
  if (options.request.print_request) {
    context.console().print(request.dump(2));
    return kDone;
  }
  if (!given) import_data(context, options);
  return show_result(context, kKind,
                     create_and_run(context, kKind, request, Unit::Rounds));
}

}  // namespace

void add_train(CLI::App& program, Context& context) {
  auto* command = add_command(program, "train", "Run one training job",
                              "  espalier train request.json\n"
                              "  espalier train --train train.csv --validation "
                              "validation.csv --set num_round=100 \\\n"
                              "      --set max_depth=6 --name first");
  auto options = std::make_shared<Options>();
  add_request_options(*command, options->request);
  add_data_flags(*command, options->data);
  command
      ->add_option("--name", options->name,
                   "The training job's name; default: the first free training-N")
      ->type_name("NAME")
      ->group("Without a request");
  command->callback([&context, command, options] {
    context.run = [&context, command, options] {
      refuse_both(*command, options->request);
      return train(context, *options);
    };
  });
}

}  // namespace espalier::cli
