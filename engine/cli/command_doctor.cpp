// espalier doctor: whether this machine and this home are fit to work.

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <thread>

#include "data/byte_sink.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/human.hpp"
#include "engine/cli/text_table.hpp"
#include "engine/cli/version.hpp"

namespace espalier::cli {
namespace {

struct Finding {
  std::string subject;
  bool good = true;
  std::string text;
};

/// Runs a check; what it throws is its finding.
Finding examine(const std::string& subject, const std::function<std::string()>& check) {
  try {
    return {subject, true, check()};
  } catch (const std::exception& error) {
    return {subject, false, error.what()};
  }
}

std::uint64_t memory_bytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long size = sysconf(_SC_PAGESIZE);
  return pages > 0 && size > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size)
             : 0;
}

std::string home_text(Context& context) {
  const auto path = context.home().path();
  std::filesystem::create_directories(path);
  const auto probe = path / ".doctor";
  data::atomic_file(probe)->commit();
  std::filesystem::remove(probe);
  const auto space = std::filesystem::space(path);
  return path.string() + ", writable, " + human_bytes(space.available) + " free";
}

std::string registry_text(Context& context) {
  auto& sage_maker = context.sage_maker();
  const auto page = sage_maker.call("ListHyperParameterTuningJobs", {{"MaxResults", 1}});
  return context.home().registry_path().string() + ", readable" +
         (page.at("HyperParameterTuningJobSummaries").empty() ? ", no tuning job yet"
                                                              : "");
}

int doctor(Context& context) {
  const std::vector<Finding> findings = {
      examine("version", [] { return version_text(); }),
      examine(
          "processor",
          [] { return fmt::format("{} threads", std::thread::hardware_concurrency()); }),
      examine("memory", [] { return human_bytes(memory_bytes()); }),
      examine("home", [&] { return home_text(context); }),
      examine("registry", [&] { return registry_text(context); }),
  };
  bool good = true;
  jobs::Json json = jobs::Json::array();
  TextTable table({{"what"}, {"state"}, {"finding"}});
  for (const auto& finding : findings) {
    good = good && finding.good;
    const std::string state = finding.good ? "ok" : "bad";
    table.add({finding.subject, state, finding.text},
              finding.good ? Style::Plain : Style::Bad);
    json.push_back(
        {{"Subject", finding.subject}, {"State", state}, {"Finding", finding.text}});
  }
  context.console().print(context.format == Format::Json
                              ? jobs::Json{{"Findings", json}}.dump(2)
                              : table.render(context.console()));
  return good ? kDone : kBadConfiguration;
}

}  // namespace

void add_doctor(CLI::App& program, Context& context) {
  auto* command =
      add_command(program, "doctor", "Examine this machine and the home folder",
                  "  espalier doctor\n  espalier doctor --format json");
  command->callback([&context] { context.run = [&context] { return doctor(context); }; });
}

}  // namespace espalier::cli
