/// What the commands that take a SageMaker request share: reading it, printing a
/// skeleton, creating the job, running it, showing what became of it.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "engine/cli/context.hpp"
#include "engine/cli/progress_bar.hpp"

namespace espalier::cli {

struct RequestOptions {
  std::string file;        ///< positional: a path, or "-"
  std::string input_json;  ///< --cli-input-json
  bool skeleton = false;   ///< --generate-cli-skeleton
  bool print_request = false;
};

void add_request_options(CLI::App& command, RequestOptions& options);

[[nodiscard]] bool has_request(const RequestOptions& options) noexcept;

/// Throws: engine::Error (Usage) where there is not exactly one request.
jobs::Json request_from(const RequestOptions& options);

/// Prints the skeleton of an operation's request.
int print_skeleton(Context& context, const std::string& operation);

/// Creates the job and runs it to its end; -q and -v as the console has them.
/// Returns: the Describe response.
jobs::Json create_and_run(Context& context, jobs::JobKind kind, const jobs::Json& request,
                          Unit unit, std::uint64_t seed = 0);

/// A command that knows no other input than its request.
struct RequestCommand {
  std::string name;
  std::string summary;
  std::string operation;  ///< whose skeleton it prints
  /// Carries the request out; returns the exit code.
  std::function<int(Context&, const jobs::Json& request)> act;
};

void add_request_command(CLI::App& program, Context& context, RequestCommand command);

/// Prints the Describe response, as JSON or as a person reads it, and gives the exit code
/// that its status means.
int show_result(Context& context, jobs::JobKind kind, const jobs::Json& description);

}  // namespace espalier::cli
