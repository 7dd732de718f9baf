// espalier create-model: names a model archive, so that transform jobs can use it.

#include "engine/cli/commands.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

int create_model(Context& context, const jobs::Json& request) {
  auto& sage_maker = context.sage_maker();
  sage_maker.call("CreateModel", request);
  return show_result(context, jobs::JobKind::Model,
                     describe(sage_maker, jobs::JobKind::Model,
                              request.at("ModelName").get<std::string>()));
}

}  // namespace

void add_create_model(CLI::App& program, Context& context) {
  add_request_command(
      program, context,
      {"create-model", "Save a model under a name", "CreateModel", create_model});
}

}  // namespace espalier::cli
