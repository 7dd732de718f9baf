// espalier logs NAME: the log of a job, and of a tuning job those of its training jobs.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "data/byte_source.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

struct Stream {
  std::string name;  ///< from HOME/logs, "aws/sagemaker/TrainingJobs/…"
  fs::path path;
};

/// Every log whose stream begins with the job's name, in the order of their names.
std::vector<Stream> streams_of(const fs::path& logs, const std::string& job) {
  std::vector<Stream> streams;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(logs, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string stem = entry->path().filename().string();
    if (entry->is_regular_file() && stem.starts_with(job) &&
        (stem.size() == job.size() || stem[job.size()] == '-' ||
         stem[job.size()] == '.')) {
      streams.push_back({entry->path().lexically_relative(logs).string(), entry->path()});
    }
  }
  std::sort(streams.begin(), streams.end(),
            [](const Stream& a, const Stream& b) { return a.name < b.name; });
  return streams;
}

int logs(Context& context, const std::string& job) {
  const auto streams = streams_of(context.home().logs_path(), job);
  if (streams.empty()) {
    throw engine::Error(engine::ErrorKind::NotFound, "ResourceNotFoundException",
                        "no job \"" + job + "\" has written a log in " +
                            context.home().logs_path().string());
  }
  jobs::Json json = jobs::Json::array();
  for (const auto& stream : streams) {
    std::string text = data::read_all(*data::open_file(stream.path));
    while (text.ends_with('\n')) text.pop_back();
    if (context.format == Format::Json) {
      json.push_back({{"logStreamName", stream.name}, {"text", text}});
      continue;
    }
    if (streams.size() > 1) {
      context.console().print(
          context.console().styled(Style::Bold, "==> " + stream.name));
    }
    context.console().print(text);
  }
  if (context.format == Format::Json) context.console().print(json.dump(2));
  return kDone;
}

}  // namespace

void add_logs(CLI::App& program, Context& context) {
  auto* command = add_command(program, "logs", "Show the log of a job",
                              "  espalier logs tune-a-model-1\n"
                              "  espalier logs tune-a-model-1-002-1a2b3c4d");
  auto job = std::make_shared<std::string>();
  command
      ->add_option("name", *job,
                   "A job's name; a tuning job's gives all its training jobs")
      ->type_name("NAME")
      ->required();
  command->callback(
      [&context, job] { context.run = [&context, job] { return logs(context, *job); }; });
}

}  // namespace espalier::cli
