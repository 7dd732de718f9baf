// espalier transform: a batch transform job from a request.

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

constexpr auto kKind = jobs::JobKind::TransformJob;

int transform(Context& context, const RequestOptions& options) {
  if (options.skeleton) return print_skeleton(context, "CreateTransformJob");
  const auto request = request_from(options);
  if (options.print_request) {
    context.console().print(request.dump(2));
    return kDone;
  }
  return show_result(context, kKind,
                     create_and_run(context, kKind, request, Unit::Bytes));
}

}  // namespace

void add_transform(CLI::App& program, Context& context) {
  auto* command = add_command(program, "transform", "Run a batch transform job",
                              "  espalier transform request.json\n"
                              "  espalier transform --generate-cli-skeleton");
  auto options = std::make_shared<RequestOptions>();
  add_request_options(*command, *options);
  command->callback([&context, options] {
    context.run = [&context, options] { return transform(context, *options); };
  });
}

}  // namespace espalier::cli
