// espalier create-model: names a model archive, so that transform jobs can use it.

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

int create_model(Context& context, const RequestOptions& options) {
  if (options.skeleton) return print_skeleton(context, "CreateModel");
  const auto request = request_from(options);
  if (options.print_request) {
    context.console().print(request.dump(2));
    return kDone;
  }
  auto& sage_maker = context.sage_maker();
  sage_maker.call("CreateModel", request);
  return show_result(context, jobs::JobKind::Model,
                     describe(sage_maker, jobs::JobKind::Model,
                              request.at("ModelName").get<std::string>()));
}

}  // namespace

void add_create_model(CLI::App& program, Context& context) {
  auto* command = add_command(program, "create-model", "Save a model under a name",
                              "  espalier create-model request.json\n"
                              "  espalier create-model --generate-cli-skeleton");
  auto options = std::make_shared<RequestOptions>();
  add_request_options(*command, *options);
  command->callback([&context, options] {
    context.run = [&context, options] { return create_model(context, *options); };
  });
}

}  // namespace espalier::cli
