// The program: reads the command line, runs one command, and turns every failure into one
// clear message and an exit code.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/context.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/nearest.hpp"
#include "engine/cli/openmp_environment.hpp"
#include "engine/cli/signals.hpp"
#include "engine/cli/version.hpp"

namespace espalier::cli {
namespace {

constexpr const char* kDescription =
    "Tunes, trains and batch-transforms with XGBoost on this machine, from the very "
    "JSON\n"
    "that Amazon SageMaker takes: same requests, same artifacts, same errors.";

constexpr const char* kFooter =
    "Examples:\n"
    "  espalier run-sample                          the AWS sample, end to end\n"
    "  espalier generate --recipe friedman1 --output data\n"
    "  espalier tune --train data/train.csv --validation data/validation.csv \\\n"
    "      --range alpha=0:1000 --range max_depth=0:10 --set num_round=50 --jobs 50\n"
    "  espalier tune request.json                   a CreateHyperParameterTuningJob "
    "request\n"
    "  espalier predict --model model.tar.gz --input data/test.csv --output out.csv\n"
    "  espalier tune --help                         more of one command\n"
    "\n"
    "All state lies under one folder: --home, else $ESPALIER_HOME, else\n"
    "$XDG_DATA_HOME/espalier (~/.local/share/espalier).\n"
    "Exit codes: 0 done, 1 the job failed, 64 usage, 65 bad data or request, 66 no such\n"
    "input, 73/74 cannot write, 77 not permitted, 78 bad configuration, 130/143 signals.";

void add_shared_options(CLI::App& program, Context& context, bool& quiet, bool& verbose) {
  program.add_option("--home", context.home_option, "The folder that holds all state")
      ->type_name("DIR");
  program
      .add_option("--format", context.format, "How results are written: table or json")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Format>{
          {"table", Format::Table}, {"json", Format::Json}}))
      ->option_text("table|json");
  program
      .add_option("--threads", context.threads, "Threads in all; 0: as the machine has")
      ->check(CLI::Range(0, 1024))
      ->option_text("N");
  program.add_flag("--strict", context.strict,
                   "Refuse what SageMaker would refuse for its size, instead of warning");
  program.add_flag("-q,--quiet", quiet, "Say nothing but results, warnings and errors");
  program.add_flag("-v,--verbose", verbose, "Say more: each job's log as it is written");
}

void add_commands(CLI::App& program, Context& context) {
  add_run_sample(program, context);
  add_generate(program, context);
  add_tune(program, context);
  add_train(program, context);
  add_create_model(program, context);
  add_transform(program, context);
  add_predict(program, context);
  add_describe(program, context);
  add_list(program, context);
  add_logs(program, context);
  add_check(program, context);
  add_doctor(program, context);
}

/// What is wrong with a command line that names no command.
std::string without_command(const CLI::App& program, int argc, char** argv) {
  const auto* given = std::find_if(argv + 1, argv + argc, [](const char* argument) {
    return *argument != '-' && *argument != '\0';
  });
  if (given == argv + argc) return "there is no command";
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return "there is no command \"" + std::string(*given) + "\"; did you mean \"" +
         nearest(*given, names) + "\"?";
}

/// Runs what the command line chose; every failure becomes a message here.
int guarded(Context& context, const Signals& signals) {
  Console& console = context.console();
  try {
    const int code = context.run();
    if (std::fflush(stdout) != 0) {
      console.error("cannot write to standard output");
      return kInputOutput;
    }
    return signals.received() != 0 ? kSignalled + signals.received() : code;
  } catch (const data::Error& error) {
    console.error(error.what());
    return exit_code(error.kind());
  } catch (const engine::Error& error) {
    const bool named =
        error.kind() != engine::ErrorKind::Usage && !error.aws_name().empty();
    console.error(named ? error.aws_name() + ": " + error.what() : error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    console.error("out of memory");
    return kInternal;
  } catch (const std::exception& error) {
    console.error(std::string("internal error: ") + error.what());
    return kInternal;
  }
}

int main(int argc, char** argv) {
  const Signals signals;
  Console console(detect_console());
  Context context(console, signals.token());

  CLI::App program(kDescription, "espalier");
  program.footer(kFooter);
  program.set_version_flag("--version", version_text());
  program.require_subcommand(1);
  program.fallthrough();
  program.get_formatter()->column_width(34);
  bool quiet = false;
  bool verbose = false;
  add_shared_options(program, context, quiet, verbose);
  add_commands(program, context);

  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    if (argc == 1) {
      std::fputs(program.help().c_str(), stderr);
      return kUsage;
    }
    const auto chosen = program.get_subcommands();
    console.error(chosen.empty() ? without_command(program, argc, argv) : error.what());
    console.note("try: espalier " +
                 (chosen.empty() ? "" : chosen.front()->get_name() + " ") + "--help");
    return kUsage;
  }
  if (quiet) console.set_verbosity(Verbosity::Quiet);
  if (verbose) console.set_verbosity(Verbosity::Verbose);
  return guarded(context, signals);
}

}  // namespace
}  // namespace espalier::cli

int main(int argc, char** argv) {
  espalier::cli::settle_openmp(argv);
  return espalier::cli::main(argc, argv);
}
