#include "engine/cli/request_command.hpp"

#include <memory>
#include <utility>

#include "engine/cli/commands.hpp"
#include "engine/cli/console_observer.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/job_report.hpp"
#include "engine/cli/request.hpp"
#include "engine/error.hpp"

namespace espalier::cli {

void add_request_options(CLI::App& command, RequestOptions& options) {
  command.add_option("request", options.file, "The request: a JSON file, or - for stdin")
      ->type_name("REQUEST");
  command
      .add_option("--cli-input-json", options.input_json,
                  "The request as the AWS CLI takes it: JSON, or file://PATH")
      ->type_name("JSON");
  command.add_flag("--generate-cli-skeleton", options.skeleton,
                   "Print a request with every field, and do nothing");
  command.add_flag("--print-request", options.print_request,
                   "Print the request that would be made, and do nothing");
}

bool has_request(const RequestOptions& options) noexcept {
  return !options.file.empty() || !options.input_json.empty();
}

jobs::Json request_from(const RequestOptions& options) {
  if (!options.file.empty() && !options.input_json.empty()) {
    throw engine::Error(engine::ErrorKind::Usage, "ValidationException",
                        "there are two requests: a file and --cli-input-json; give one");
  }
  if (!has_request(options)) {
    throw engine::Error(engine::ErrorKind::Usage, "ValidationException",
                        "there is no request: name a JSON file, - for stdin, or use "
                        "--cli-input-json");
  }
  return read_request(options.file.empty() ? options.input_json : options.file);
}

int print_skeleton(Context& context, const std::string& operation) {
  context.console().print(jobs::SageMaker::skeleton(operation).dump(4));
  return kDone;
}

jobs::Json create_and_run(Context& context, jobs::JobKind kind, const jobs::Json& request,
                          Unit unit, std::uint64_t seed) {
  const auto& names = names_of(kind);
  const std::string type(names.type);
  auto& sage_maker = context.sage_maker();
  sage_maker.call("Create" + type, request);
  const std::string name = request.at(type + "Name").get<std::string>();
  {
    ConsoleObserver observer(context.console(), std::string(names.word), unit);
    auto options = context.run_options(&observer);
    options.seed = seed;
    sage_maker.run(kind, name, options);
  }
  return describe(sage_maker, kind, name);
}

void add_request_command(CLI::App& program, Context& context, RequestCommand command) {
  const std::string call = "  espalier " + command.name;
  auto* added = add_command(program, command.name, command.summary,
                            call + " request.json\n" + call + " --generate-cli-skeleton");
  auto options = std::make_shared<RequestOptions>();
  add_request_options(*added, *options);
  added->callback([&context, options, command = std::move(command)] {
    context.run = [&context, options, command] {
      if (options->skeleton) return print_skeleton(context, command.operation);
      const auto request = request_from(*options);
      if (!options->print_request) return command.act(context, request);
      context.console().print(request.dump(2));
      return kDone;
    };
  });
}

int show_result(Context& context, jobs::JobKind kind, const jobs::Json& description) {
  context.console().print(
      context.format == Format::Json
          ? description.dump(2)
          : job_report(context.sage_maker(), kind, description, context.console()));
  const auto status = status_of(kind, description);
  return status == "Failed" || status == "Stopped" ? kJobFailed : kDone;
}

}  // namespace espalier::cli
