// espalier transform: a batch transform job from a request.

#include "engine/cli/commands.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

int transform(Context& context, const jobs::Json& request) {
  constexpr auto kKind = jobs::JobKind::TransformJob;
  return show_result(context, kKind,
                     create_and_run(context, kKind, request, Unit::Bytes));
}

}  // namespace

void add_transform(CLI::App& program, Context& context) {
  add_request_command(
      program, context,
      {"transform", "Run a batch transform job", "CreateTransformJob", transform});
}

}  // namespace espalier::cli
