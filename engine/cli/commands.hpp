/// One function a command: each adds itself to the program and, when it is the one
/// chosen, sets Context::run. Defined in command_NAME.cpp.
#pragma once

#include <CLI/CLI.hpp>

#include "engine/cli/context.hpp"

namespace espalier::cli {

void add_run_sample(CLI::App& program, Context& context);
void add_generate(CLI::App& program, Context& context);
void add_tune(CLI::App& program, Context& context);
void add_train(CLI::App& program, Context& context);
void add_create_model(CLI::App& program, Context& context);
void add_transform(CLI::App& program, Context& context);
void add_predict(CLI::App& program, Context& context);
void add_describe(CLI::App& program, Context& context);
void add_list(CLI::App& program, Context& context);
void add_logs(CLI::App& program, Context& context);
void add_check(CLI::App& program, Context& context);
void add_doctor(CLI::App& program, Context& context);

/// A subcommand with the options that all share (--format and so on come from the
/// program) and its examples at the foot of its help.
CLI::App* add_command(CLI::App& program, const std::string& name,
                      const std::string& description, const std::string& examples);

}  // namespace espalier::cli
