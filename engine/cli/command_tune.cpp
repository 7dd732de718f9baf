// espalier tune: a hyperparameter tuning job, from a request or from flags.

#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/data_flags.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/local_input.hpp"
#include "engine/cli/request_builder.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {
namespace {

constexpr auto kKind = jobs::JobKind::HyperParameterTuningJob;
constexpr const char* kGroup = "Without a request";

struct Options {
  RequestOptions request;
  TuneFlags flags;
};

void add_options(CLI::App& command, Options& options) {
  add_request_options(command, options.request);
  add_data_flags(command, options.flags.data);
  auto& flags = options.flags;
  const auto add = [&](const char* name, auto& field, const char* help,
                       const char* type) {
    return command.add_option(name, field, help)->type_name(type)->group(kGroup);
  };
  add("--range", flags.ranges,
      "A hyperparameter to tune: NAME=MIN:MAX[:SCALING] or NAME=a,b,c; repeatable",
      "NAME=RANGE");
  add("--space", flags.space, "Ranges from configs/search_spaces (recommended) or a file",
      "NAME|FILE");
  add("--metric", flags.metric, "What to tune for", "METRIC")->capture_default_str();
  add("--strategy", flags.strategy, "Bayesian, Random or Grid", "STRATEGY")
      ->capture_default_str();
  add("--jobs", flags.jobs, "Training jobs in all", "N")->capture_default_str();
  add("--parallel", flags.parallel, "Training jobs at once", "N")->capture_default_str();
  add("--seed", flags.seed, "Same seed, same training jobs", "N");
  add("--name", flags.name, "The tuning job's name; default: the first free tuning-N",
      "NAME");
}

jobs::Json flags_request(Context& context, TuneFlags& flags) {
  if (flags.name.empty()) flags.name = context.sage_maker().free_name(kKind, "tuning");
  return tuning_request(flags);
}

void import_data(Context& context, const std::string& job, const DataFlags& flags) {
  auto& objects = context.home().objects();
  import_file(objects, flags.train, object_address(flags.train, job, "train"));
  if (!flags.validation.empty()) {
    import_file(objects, flags.validation,
                object_address(flags.validation, job, "validation"));
  }
}

int tune(Context& context, Options& options) {
  if (options.request.skeleton)
    return print_skeleton(context, "CreateHyperParameterTuningJob");
  const bool given = has_request(options.request);
  const auto request =
      given ? request_from(options.request) : flags_request(context, options.flags);
  if (options.request.print_request) {
    context.console().print(request.dump(2));
    return kDone;
  }
  if (!given) import_data(context, options.flags.name, options.flags.data);
  return show_result(context, kKind, create_and_run(context, kKind, request, Unit::Jobs));
}

}  // namespace

void add_tune(CLI::App& program, Context& context) {
  auto* command = add_command(
      program, "tune", "Run a hyperparameter tuning job",
      "  espalier tune request.json\n"
      "  espalier tune --generate-cli-skeleton\n"
      "  espalier tune --train train.csv --validation validation.csv --range "
      "alpha=0:1000 \\\n"
      "      --range max_depth=0:10 --set num_round=50 --jobs 50 --parallel 2 --seed 1\n"
      "  espalier tune --train train.csv --validation validation.csv --space recommended "
      "\\\n"
      "      --print-request > request.json");
  auto options = std::make_shared<Options>();
  add_options(*command, *options);
  command->callback([&context, command, options] {
    context.run = [&context, command, options] {
      refuse_both(*command, options->request);
      return tune(context, *options);
    };
  });
}

}  // namespace espalier::cli
