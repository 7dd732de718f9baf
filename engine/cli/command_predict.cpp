// espalier predict: scores a CSV file with a model file; no job, no registry.

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "data/byte_sink.hpp"
#include "data/byte_source.hpp"
#include "data/object_store.hpp"
#include "engine/artifact/model_archive.hpp"
#include "engine/artifact/scorer.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/human.hpp"
#include "engine/cli/progress_bar.hpp"
#include "engine/jobs/predict_stream.hpp"

namespace espalier::cli {
namespace {

struct Options {
  std::string model;
  std::string input = "-";
  std::string output = "-";
  std::string delimiter = ",";
  bool header = false;
  bool join = false;
  bool shortest = false;
  bool crlf = false;
};

bool is_s3(const std::string& name) { return name.starts_with("s3://"); }

std::unique_ptr<data::ByteSource> open_input(Context& context, const std::string& name) {
  if (name == "-") return data::from_descriptor(0, "<stdin>");
  if (is_s3(name)) return context.home().objects().get(data::S3Uri::parse(name));
  return data::open_file(name);
}

std::unique_ptr<data::ByteSource> open_rows(Context& context, const std::string& name) {
  auto source = open_input(context, name);
  return name.ends_with(".gz") ? data::gunzip(std::move(source)) : std::move(source);
}

std::unique_ptr<data::ByteSink> open_output(Context& context, const std::string& name) {
  if (name == "-") return data::to_descriptor(1, "<stdout>");
  if (is_s3(name)) return context.home().objects().writer(data::S3Uri::parse(name));
  return data::atomic_file(name);
}

/// An archive, or a bare model in any of XGBoost's formats.
std::unique_ptr<artifact::Scorer> load_model(Context& context, const std::string& name) {
  auto source = open_input(context, name);
  std::string bytes = data::read_all(*source);
  const bool gzip = bytes.starts_with("\x1f\x8b");
  if (!gzip) return artifact::load_scorer(bytes);
  const auto archive = data::from_memory(bytes, name);
  return artifact::load_scorer(artifact::read_model_archive(*archive));
}

/// Nothing: to be sniffed.
std::optional<char> delimiter_of(const std::string& text) {
  if (text == "auto") return std::nullopt;
  if (text == "tab" || text == "\\t") return '\t';
  return text.front();
}

jobs::PredictOptions predict_options(Context& context, const Options& options) {
  jobs::PredictOptions result;
  result.rows.delimiter = delimiter_of(options.delimiter);
  result.rows.header = options.header ? data::Header::Skip : data::Header::Refuse;
  result.rows.processing.join_input = options.join;
  if (options.shortest) result.format.number = data::FloatFormat::Shortest;
  if (options.crlf) result.line_end = data::LineEnd::CrLf;
  const int host = static_cast<int>(std::thread::hardware_concurrency());
  result.threads = context.threads > 0 ? context.threads : std::max(1, host);
  result.stop = context.stop();
  return result;
}

void report(Context& context, const Options& options, const jobs::PredictSummary& summary,
            std::chrono::nanoseconds took) {
  if (context.format == Format::Json && options.output != "-") {
    context.console().print(
        jobs::Json{{"Output", options.output},
                   {"Rows", summary.rows},
                   {"BytesIn", summary.bytes_in},
                   {"BytesOut", summary.bytes_out},
                   {"Seconds", std::chrono::duration<double>(took).count()}}
            .dump(2));
    return;
  }
  context.console().note(fmt::format("{} rows from {} to {} in {}",
                                     human_count(summary.rows), options.input,
                                     options.output, human_duration(took)));
}

int predict(Context& context, const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const auto scorer = load_model(context, options.model);
  auto source = open_rows(context, options.input);
  const std::uint64_t total = source->size().value_or(0);
  const auto sink = open_output(context, options.output);
  auto settings = predict_options(context, options);
  jobs::PredictSummary summary;
  {
    ProgressBar bar(context.console(), "predicting", Unit::Bytes);
    settings.progress = [&](const jobs::PredictSummary& so_far) {
      bar.update(so_far.bytes_in, total, human_count(so_far.rows) + " rows");
    };
    summary = jobs::predict_stream(std::move(source), *scorer, *sink, settings);
  }
  if (summary.stopped) {
    context.console().error("stopped after " + human_count(summary.rows) +
                            " rows; nothing is written");
    return kJobFailed;
  }
  sink->commit();
  report(context, options, summary, std::chrono::steady_clock::now() - start);
  return kDone;
}

}  // namespace

void add_predict(CLI::App& program, Context& context) {
  auto* command = add_command(
      program, "predict", "Score a CSV file with a model: one prediction a line",
      "  espalier predict --model model.tar.gz --input test.csv --output out.csv\n"
      "  zcat big.csv.gz | espalier predict --model xgboost-model > out.csv\n"
      "  espalier predict --model s3://bucket/models/JOB/output/model.tar.gz \\\n"
      "      --input s3://bucket/csv/test.csv --join");
  auto options = std::make_shared<Options>();
  command
      ->add_option("--model,-m", options->model,
                   "model.tar.gz, or a bare model (native binary, JSON, UBJSON)")
      ->type_name("FILE|S3URI")
      ->required();
  command->add_option("--input,-i", options->input, "Rows without a label; - is stdin")
      ->type_name("FILE|S3URI")
      ->capture_default_str();
  command->add_option("--output,-o", options->output, "Predictions; - is stdout")
      ->type_name("FILE|S3URI")
      ->capture_default_str();
  command->add_option("--delimiter", options->delimiter, "One character, tab, or auto")
      ->capture_default_str()
      ->check([](const std::string& text) {
        return text.size() == 1 || text == "tab" || text == "\\t" || text == "auto"
                   ? std::string()
                   : "\"" + text + "\" is not one character, tab or auto";
      });
  command->add_flag("--header", options->header,
                    "The first line is a header: pass it over");
  command->add_flag("--join", options->join,
                    "Write the input's columns before the prediction");
  command->add_flag("--shortest", options->shortest,
                    "Shortest digits that read back to the same float32, rather than the "
                    "digits of the SageMaker container");
  command->add_flag("--crlf", options->crlf, "End lines with CR LF");
  command->callback([&context, options] {
    context.run = [&context, options] { return predict(context, *options); };
  });
}

}  // namespace espalier::cli
