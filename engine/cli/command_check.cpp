// espalier check REQUEST: what the real service would make of it.

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/request.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

int check(Context& context, const std::string& argument) {
  const auto request = read_request(argument);
  const auto operation = operation_of(request);
  const auto findings = context.sage_maker().check(operation, request);
  if (context.format == Format::Json) {
    context.console().print(
        jobs::Json{{"Operation", operation}, {"Findings", findings}}.dump(2));
    return kDone;
  }
  context.console().print(operation + (findings.empty() ? ": nothing to say" : ":"));
  for (const auto& finding : findings) context.console().print("- " + finding);
  return kDone;
}

}  // namespace

void add_check(CLI::App& program, Context& context) {
  auto* command =
      add_command(program, "check",
                  "Say what SageMaker would refuse, or do differently, in a request",
                  "  espalier check request.json\n"
                  "  espalier tune --train t.csv --validation v.csv --space recommended "
                  "--print-request \\\n      | espalier check -");
  auto argument = std::make_shared<std::string>();
  command->add_option("request", *argument, "The request: a JSON file, or - for stdin")
      ->type_name("REQUEST")
      ->required();
  command->callback([&context, argument] {
    context.run = [&context, argument] { return check(context, *argument); };
  });
}

}  // namespace espalier::cli
