// espalier run-sample: the AWS sample "Tune a machine learning model", its six states in
// their order, with the requests of configs/requests.

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "engine/cli/commands.hpp"
#include "engine/cli/dataset_output.hpp"
#include "engine/cli/dataset_recipe.hpp"
#include "engine/cli/embedded_config.hpp"
#include "engine/cli/exit_code.hpp"
#include "engine/cli/human.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/job_report.hpp"
#include "engine/cli/request.hpp"
#include "engine/cli/request_command.hpp"
#include "engine/cli/sample_functions.hpp"
#include "engine/cli/score.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

using jobs::Json;
using Clock = std::chrono::steady_clock;

constexpr const char* kJobName = "tune-a-model";

struct Options {
  std::uint64_t seed = 1;
};

Json request_named(const std::string& name) {
  const std::string path = "requests/" + name + ".json";
  return parse_json(embedded_config(path), path);
}

/// The run: each step does its work, then says what came of it and how long it took.
class Sample {
 public:
  Sample(Context& context, std::uint64_t seed)
      : context_(&context),
        seed_(seed),
        tuning_(request_named("create-hyper-parameter-tuning-job")),
        model_(request_named("create-model")),
        transform_(request_named("create-transform-job")) {}

  int run() {
    const auto start = Clock::now();
    generate();
    if (const int code = tune(); code != kDone) return code;
    save_model();
    if (const int code = transform(); code != kDone) return code;
    show_score();
    result_["Seconds"] = seconds_since(start);
    if (context_->format == Format::Json) {
      context_->console().print(result_.dump(2));
    } else {
      print("\n" + context_->console().styled(Style::Bold, "Done") + " in " +
            human_duration(Clock::now() - start) + "; everything is under " +
            context_->home().path().string());
    }
    return kDone;
  }

 private:
  static double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  void print(const std::string& text) {
    if (context_->format == Format::Table) context_->console().print(text);
  }

  /// Ends a step: its title and time, then what it made.
  void step(const std::string& title, Clock::time_point start, const std::string& text) {
    print((result_.empty() ? "" : "\n") + context_->console().styled(Style::Bold, title) +
          "  " +
          context_->console().styled(Style::Dim, human_duration(Clock::now() - start)) +
          "\n" + text);
    result_["Steps"].push_back({{"Name", title}, {"Seconds", seconds_since(start)}});
  }

  void generate() {
    const auto start = Clock::now();
    const std::string recipe = "datasets/tune-a-model.json";
    const auto summary =
        write_dataset(parse_dataset_recipe(embedded_config(recipe), recipe), seed_,
                      folder(), context_->home().objects(), context_->console());
    step("Generate Training Dataset", start,
         dataset_table(summary, folder(), context_->console()));
    result_["Dataset"] = dataset_json(summary, folder());
  }

  int tune() {
    const auto start = Clock::now();
    constexpr auto kKind = jobs::JobKind::HyperParameterTuningJob;
    tuning_["HyperParameterTuningJobName"] =
        context_->sage_maker().free_name(kKind, kJobName);
    tuned_ = create_and_run(*context_, kKind, tuning_, Unit::Jobs, seed_);
    step("HyperparameterTuning (XGBoost)", start,
         job_report(context_->sage_maker(), kKind, tuned_, context_->console()));
    result_["HyperParameterTuningJob"] = tuned_;
    return ended_well(kKind, tuned_);
  }

  void save_model() {
    const auto start = Clock::now();
    const Json body = extract_model_path(tuned_).at("body");
    model_["ModelName"] = body.at("bestTrainingJobName");
    model_["PrimaryContainer"]["ModelDataUrl"] = body.at("modelDataUrl");
    auto& sage_maker = context_->sage_maker();
    const Json created = sage_maker.call("CreateModel", model_);
    name_ = extract_model_name(created).at("body").at("jobName").get<std::string>();
    const Json described = describe(sage_maker, jobs::JobKind::Model, name_);
    step("HyperparameterTuning - Save Model", start,
         job_report(sage_maker, jobs::JobKind::Model, described, context_->console()));
    result_["Model"] = described;
  }

  int transform() {
    const auto start = Clock::now();
    constexpr auto kKind = jobs::JobKind::TransformJob;
    transform_["ModelName"] = name_;
    transform_["TransformJobName"] = name_;
    const Json job = create_and_run(*context_, kKind, transform_, Unit::Bytes);
    step("Batch transform", start,
         job_report(context_->sage_maker(), kKind, job, context_->console()));
    result_["TransformJob"] = job;
    return ended_well(kKind, job);
  }

  void show_score() {
    const auto start = Clock::now();
    auto& objects = context_->home().objects();
    const auto output =
        data::S3Uri::parse(
            transform_.at("TransformOutput").at("S3OutputPath").get<std::string>())
            .child("test.csv.out");
    const auto labels = data::S3Uri::parse(folder()).child("test_labels.csv");
    const auto result = score(objects.get(output), objects.get(labels));
    step("Test", start,
         fmt::format("{}  {} predictions, {}\nRMSE {} against {}", output.to_string(),
                     human_count(result.rows), human_bytes(objects.head(output)->bytes),
                     human_number(result.rmse), labels.to_string()));
    result_["Test"] = {
        {"Output", output.to_string()}, {"Rows", result.rows}, {"RMSE", result.rmse}};
  }

  /// The data's folder: that of the request's train channel.
  [[nodiscard]] std::string folder() const {
    const auto train = tuning_.at("TrainingJobDefinition")
                           .at("InputDataConfig")
                           .at(0)
                           .at("DataSource")
                           .at("S3DataSource")
                           .at("S3Uri")
                           .get<std::string>();
    return train.substr(0, train.rfind('/'));
  }

  int ended_well(jobs::JobKind kind, const Json& description) {
    const auto status = status_of(kind, description);
    if (status == "Completed") return kDone;
    context_->console().error(
        std::string(names_of(kind).word) + " ended as " + status + ": " +
        description.value("FailureReason", std::string("no reason given")));
    return kJobFailed;
  }

  Context* context_;
  std::uint64_t seed_;
  Json tuning_;
  Json model_;
  Json transform_;
  Json tuned_;
  std::string name_;
  Json result_ = Json::object();
};

}  // namespace

void add_run_sample(CLI::App& program, Context& context) {
  auto* command =
      add_command(program, "run-sample",
                  "Run the AWS sample \"Tune a machine learning model\", end to end",
                  "  espalier run-sample\n"
                  "  espalier run-sample --seed 7 --home /tmp/trial --format json");
  auto options = std::make_shared<Options>();
  command->add_option("--seed", options->seed, "Same seed in a fresh home, same bytes")
      ->capture_default_str();
  command->callback([&context, options] {
    context.run = [&context, options] { return Sample(context, options->seed).run(); };
  });
}

}  // namespace espalier::cli
