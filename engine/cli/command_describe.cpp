// espalier describe KIND NAME

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/job_report.hpp"

namespace espalier::cli {
namespace {

struct Options {
  std::string kind;
  std::string name;
};

int describe_job(Context& context, const Options& options) {
  const auto kind = kind_named(options.kind).kind;
  const auto description = describe(context.sage_maker(), kind, options.name);
  context.console().print(
      context.format == Format::Json
          ? description.dump(2)
          : job_report(context.sage_maker(), kind, description, context.console()));
  return kDone;
}

}  // namespace

void add_describe(CLI::App& program, Context& context) {
  auto* command =
      add_command(program, "describe", "Show a job or a model, as AWS describes it",
                  "  espalier describe tuning-job tune-a-model-1\n"
                  "  espalier describe model tune-a-model-1-002-1a2b3c4d --format json");
  auto options = std::make_shared<Options>();
  command
      ->add_option("kind", options->kind,
                   "tuning-job, training-job, model or transform-job")
      ->type_name("KIND")
      ->required();
  command->add_option("name", options->name, "Its name")->type_name("NAME")->required();
  command->callback([&context, options] {
    context.run = [&context, options] { return describe_job(context, *options); };
  });
}

}  // namespace espalier::cli
