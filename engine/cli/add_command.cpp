#include "engine/cli/commands.hpp"

namespace espalier::cli {

CLI::App* add_command(CLI::App& program, const std::string& name,
                      const std::string& description, const std::string& examples) {
  CLI::App* command = program.add_subcommand(name, description);
  command->footer("Examples:\n" + examples +
                  "\n\nOptions that every command takes: espalier --help");
  return command;
}

}  // namespace espalier::cli
