// espalier list KIND

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/job_report.hpp"
#include "engine/cli/text_table.hpp"

namespace espalier::cli {
namespace {

struct Options {
  std::string kind;
  std::string name_contains;
  std::string status;
};

std::string local_time(double seconds) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}",
                     fmt::localtime(static_cast<std::time_t>(seconds)));
}

std::string table_of(const KindNames& names, const jobs::Json& all,
                     const Console& console) {
  const std::string type(names.type);
  const bool has_status = names.kind != jobs::JobKind::Model;
  std::vector<TextTable::Column> columns = {{"name"}};
  if (has_status) columns.push_back({"status"});
  columns.push_back({"created"});
  TextTable table(std::move(columns));
  for (const auto& item : all) {
    std::vector<std::string> cells = {item.at(type + "Name").get<std::string>()};
    const auto status = status_of(names.kind, item);
    if (has_status) cells.push_back(status);
    cells.push_back(local_time(item.at("CreationTime").get<double>()));
    table.add(std::move(cells), status == "Failed" ? Style::Bad : Style::Plain);
  }
  return table.render(console);
}

int list(Context& context, const Options& options) {
  const auto& names = kind_named(options.kind);
  const std::string plural(names.plural);
  jobs::Json request = {{"SortBy", "CreationTime"}, {"SortOrder", "Ascending"}};
  if (!options.name_contains.empty()) request["NameContains"] = options.name_contains;
  if (!options.status.empty()) request["StatusEquals"] = options.status;
  const std::string member = names.kind == jobs::JobKind::Model
                                 ? "Models"
                                 : std::string(names.type) + "Summaries";
  const auto all = list_all(context.sage_maker(), "List" + plural, request, member);
  if (context.format == Format::Json) {
    context.console().print(jobs::Json{{member, all}}.dump(2));
  } else if (all.empty()) {
    context.console().note("there is no " + std::string(names.word) + " in " +
                           context.home_path().string());
  } else {
    context.console().print(table_of(names, all, context.console()));
  }
  return kDone;
}

}  // namespace

void add_list(CLI::App& program, Context& context) {
  auto* command = add_command(program, "list", "List jobs or models, oldest first",
                              "  espalier list tuning-jobs\n"
                              "  espalier list training-jobs --name tune-a-model-1 "
                              "--status Failed");
  auto options = std::make_shared<Options>();
  command
      ->add_option("kind", options->kind,
                   "tuning-job, training-job, model or transform-job")
      ->type_name("KIND")
      ->required();
  command->add_option("--name", options->name_contains, "Only names that contain this")
      ->type_name("TEXT");
  command->add_option("--status", options->status, "Only those of this status")
      ->type_name("STATUS");
  command->callback([&context, options] {
    context.run = [&context, options] { return list(context, *options); };
  });
}

}  // namespace espalier::cli
