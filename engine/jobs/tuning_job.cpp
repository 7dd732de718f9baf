#include "engine/jobs/tuning_job.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "engine/error.hpp"
#include "engine/jobs/ignored_members.hpp"
#include "engine/jobs/s3_input.hpp"
#include "engine/jobs/shared_data.hpp"
#include "engine/jobs/training_job.hpp"
#include "engine/jobs/tuning_plan.hpp"
#include "engine/jobs/tuning_progress.hpp"
#include "tuner/gp_sampler.hpp"
#include "tuner/random_sampler.hpp"

namespace espalier::jobs {
namespace {

using Clock = std::chrono::steady_clock;

std::unique_ptr<tuner::Sampler> sampler_of(Strategy strategy, std::uint64_t seed) {
  if (strategy == Strategy::Bayesian) {
    return std::make_unique<tuner::GpSampler>(
        tuner::GpOptions{.seed = tuner::Seed{seed}});
  }
  return std::make_unique<tuner::RandomSampler>(tuner::Seed{seed});
}

/// A tuning job while it runs. Threads share it; `mutex_` guards the study and what is
/// known of its trials.
class TuningRun {
 public:
  TuningRun(Context& context, const Record& job, const RunOptions& options,
            std::stop_token stop)
      : context_(context),
        name_(job.name),
        document_(job.document),
        plan_(plan_tuning(job.request)),
        seed_(plan_.seed.value_or(options.seed)),
        options_(options),
        audience_(options.observer),
        stop_(std::move(stop)),
        deadline_(plan_.max_runtime ? std::optional(Clock::now() + *plan_.max_runtime)
                                    : std::nullopt),
        data_([this](const train::TrainingPlan& plan) { return load(plan); }),
        study_(plan_.space, sampler_of(plan_.strategy, seed_),
               {.direction = plan_.direction, .max_parallel = plan_.max_parallel}) {
    if (plan_.strategy == Strategy::Grid) {
      for (auto& params : grid(plan_.space)) study_.enqueue(std::move(params));
    }
  }

  /// Returns when every training job that was begun has ended.
  /// Throws: what a thread met outside the training itself.
  void run() {
    for (const auto& text : ignored_members(
             service_model().operation("CreateHyperParameterTuningJob"), document_)) {
      audience_.warning(text);
    }
    const int threads = options_.threads > 0 ? options_.threads : this_host().processors;
    const auto workers =
        std::min({plan_.max_parallel, plan_.max_jobs, static_cast<std::size_t>(threads)});
    {
      std::vector<std::jthread> pool;
      for (std::size_t i = 0; i < workers; ++i) pool.emplace_back([this] { work(); });
    }
    if (failure_) std::rethrow_exception(failure_);
  }

  [[nodiscard]] const std::vector<Outcome>& outcomes() const noexcept {
    return outcomes_;
  }
  [[nodiscard]] tuner::Direction direction() const noexcept { return plan_.direction; }

 private:
  void work() noexcept {
    try {
      while (auto trial = next()) {
        const Outcome outcome = evaluate(*trial);
        tell(*trial, outcome);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
    changed_.notify_all();
  }

  /// The next trial; nothing when there is to be none.
  std::optional<tuner::Trial> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop_, [this] { return is_over() || study_.can_ask(); });
    if (stop_.stop_requested() || is_over()) return {};
    auto trial = study_.ask();
    outcomes_.resize(study_.trials().size());
    return trial;
  }

  /// Requires: mutex_ is held.
  bool is_over() {
    const std::size_t begun = study_.trials().size();
    if (failure_ || begun >= plan_.max_jobs) return true;
    if (deadline_ && Clock::now() >= *deadline_) return true;
    if (!study_.can_ask()) return false;
    // What the next trial may look at, and nothing more, says whether there is a next
    // one.
    const std::size_t seen = begun + 1 - std::min(begun + 1, plan_.max_parallel);
    return is_complete(std::span(outcomes_).first(seen), plan_.criteria, plan_.direction);
  }

  void tell(const tuner::Trial& trial, const Outcome& outcome) {
    {
      const std::lock_guard lock(mutex_);
      outcomes_[static_cast<std::size_t>(trial.id)] = outcome;
      if (outcome) {
        study_.tell(trial.id, *outcome);
      } else {
        study_.tell_failed(trial.id);
      }
      ++ended_;
      audience_.progress({ended_, plan_.max_jobs, 0});
    }
    changed_.notify_all();
  }

  train::TrainingData load(const train::TrainingPlan& plan) {
    const Json& definition = member(document_, "TrainingJobDefinition");
    const auto inputs = open_channels(
        member(definition, "InputDataConfig"), context_.home.objects(),
        {context_.options.region, text_of(definition, "RoleArn")}, plan_.profile);
    auto allotment = allot(context_.instance_types, instance_type_of(definition),
                           this_host(), options_.threads, inputs.bytes);
    require_size(allotment, options_.strict);
    for (const auto& text : allotment.warnings) audience_.warning(text);
    auto data = train::load_channels(inputs.channels, plan_.profile, plan.csv_weights,
                                     allotment.threads);
    for (const auto& text : data.warnings) audience_.warning(text);
    return data;
  }

  /// The request of one training job, and the values that were tuned.
  Record new_training_job(const tuner::Trial& trial, TrainingJobEvent& event) {
    const Json& definition = member(document_, "TrainingJobDefinition");
    Json request = definition;
    request["TrainingJobName"] = event.name;
    Json hyperparameters = Json::object();
    auto texts = plan_.static_texts;
    for (std::size_t i = 0; i < plan_.space.ranges().size(); ++i) {
      const auto& name = tuner::name_of(plan_.space.ranges()[i]);
      event.tuned[name] = texts[name] = text_of(trial.params.values[i]);
    }
    texts["_tuning_objective_metric"] = plan_.metric;
    for (const auto& [name, text] : texts) hyperparameters[name] = text;
    request["HyperParameters"] = std::move(hyperparameters);
    Record record = new_training_record(context_, request);
    record.parent = name_;
    record.number = event.number;
    record.request = nullptr;
    record.document["TuningJobArn"] =
        context_.arn(JobKind::HyperParameterTuningJob, name_);
    record.document["TunedHyperParameters"] = event.tuned;
    if (const auto& of = member(definition, "DefinitionName"); !of.is_null()) {
      record.document["TrainingJobDefinitionName"] = of;
    }
    return record;
  }

  /// Runs one training job; its end is in the registry when this returns.
  Outcome evaluate(const tuner::Trial& trial) {
    TrainingJobEvent event;
    event.number = static_cast<int>(trial.id) + 1;
    event.name = training_job_name(name_, static_cast<std::size_t>(event.number), seed_);
    event.status = "InProgress";
    TrainingRecord record(new_training_job(trial, event), context_.options.clock);
    record.enter(Stage::Downloading);
    record.enter(Stage::Training);
    if (!context_.registry.insert(record.record())) {
      throw engine::Error(engine::ErrorKind::AlreadyExists, "ResourceInUse",
                          "there is a training job called " + event.name +
                              " already; choose another name for the tuning job");
    }
    audience_.training_job_started(event);
    JobLog log(context_.home, JobKind::TrainingJob, event.name, context_.options.clock,
               audience_);
    try {
      train(record, log);
    } catch (const std::exception&) {
      event.failure_reason = current_failure();
      log.line(event.failure_reason);
      record.fail(event.failure_reason);
    }
    context_.registry.update(record.record());
    event.status = record.record().status;
    event.objective = record.record().objective;
    audience_.training_job_ended(event);
    return event.objective;
  }

  void train(TrainingRecord& record, JobLog& log) {
    const auto texts = hyperparameters_of(record.record().document);
    const auto data = data_.get([&](std::size_t rows) {
      return train::plan_training(texts, plan_.profile, rows);
    });
    for (const auto& line : data->log) log.line(line);
    const auto plan = train::plan_training(texts, plan_.profile, data->train->rows());
    for (const auto& text : plan.warnings) audience_.warning(text);
    train_and_store(context_, record, *data, plan,
                    {.threads = 1,
                     .stop = stop_,
                     .deadline = trial_deadline(),
                     .objective_metric = plan_.metric},
                    log, audience_);
  }

  [[nodiscard]] std::optional<Clock::time_point> trial_deadline() const {
    constexpr std::int64_t kYear = std::int64_t{366} * 86400;
    const auto seconds = integer_of(
        member(member(document_, "TrainingJobDefinition"), "StoppingCondition"),
        "MaxRuntimeInSeconds", 0);
    if (seconds <= 0 || seconds > kYear) return deadline_;
    const auto own = Clock::now() + std::chrono::seconds(seconds);
    return deadline_ ? std::min(own, *deadline_) : own;
  }

  Context& context_;
  std::string name_;
  Json document_;
  TuningPlan plan_;
  std::uint64_t seed_;
  const RunOptions& options_;
  Audience audience_;
  std::stop_token stop_;
  std::optional<Clock::time_point> deadline_;
  SharedData data_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  tuner::Study study_;
  std::vector<Outcome> outcomes_;
  std::uint64_t ended_ = 0;
  std::exception_ptr failure_;
};

void end_tuning(Record& record, TimePoint now, const std::string& status,
                const std::string& reason) {
  Json& document = record.document;
  record.status = status;
  record.modified = now;
  document["HyperParameterTuningEndTime"] = epoch_seconds(now);
  if (!reason.empty()) document["FailureReason"] = failure_reason(reason);
  const double seconds = epoch_seconds(now) - epoch_seconds(record.created);
  document["ConsumedResources"] = {
      {"RuntimeInSeconds", std::max<std::int64_t>(0, std::llround(seconds))}};
}

}  // namespace

std::string training_job_name(const std::string& tuning_job, std::size_t number,
                              std::uint64_t seed) {
  // FNV-1a of 64 bits, folded to 32.
  std::uint64_t hash = 0xcbf29ce484222325U;
  const std::string text =
      tuning_job + "/" + std::to_string(number) + "/" + std::to_string(seed);
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  std::array<char, 48> suffix{};
  std::snprintf(suffix.data(), suffix.size(), "-%03zu-%08x", number,
                static_cast<unsigned>((hash >> 32U) ^ (hash & 0xffffffffU)));
  return tuning_job + suffix.data();
}

Record new_tuning_record(const Context& context, const Json& request) {
  Record record;
  record.kind = JobKind::HyperParameterTuningJob;
  record.name = text_of(request, "HyperParameterTuningJobName");
  record.status = "InProgress";
  record.created = context.now();
  record.modified = record.created;
  record.request = request;
  record.document =
      pick(*service_model().operation("DescribeHyperParameterTuningJob").output, request);
  record.document["HyperParameterTuningJobArn"] =
      context.arn(JobKind::HyperParameterTuningJob, record.name);
  record.document["CreationTime"] = epoch_seconds(record.created);
  return record;
}

void run_tuning_job(Context& context, Record record, const RunOptions& options,
                    const std::stop_token& stop) {
  std::string status = "Completed";
  std::string reason;
  try {
    TuningRun run(context, record, options, stop);
    run.run();
    const auto& outcomes = run.outcomes();
    const bool any_good =
        std::any_of(outcomes.begin(), outcomes.end(),
                    [](const Outcome& outcome) { return outcome.has_value(); });
    if (stop.stop_requested()) {
      status = "Stopped";
    } else if (!any_good) {
      status = "Failed";
      reason =
          "No training job succeeded after " +
          std::to_string(std::min(outcomes.size(), kMostFailures)) +
          " attempts. For additional details, please take a look at the training job "
          "failures by listing training jobs for the hyperparameter tuning job.";
    } else {
      record.document["TuningJobCompletionDetails"] = {
          {"NumberOfTrainingJobsObjectiveNotImproving",
           jobs_not_improving(outcomes, run.direction())}};
    }
  } catch (const std::exception&) {
    status = "Failed";
    reason = current_failure();
  }
  end_tuning(record, context.now(), status, reason);
  context.registry.update(record);
}

}  // namespace espalier::jobs
