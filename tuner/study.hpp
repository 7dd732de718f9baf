/// Ask and tell: a study hands out trials and takes their objective values.
///
///   Study study(SearchSpace({ContinuousRange{"x", -5, 5}, IntegerRange{"k", 1, 9}}),
///               std::make_unique<GpSampler>(GpOptions{.seed = Seed{7}}),
///               {.direction = Direction::Minimize});
///   for (int n = 0; n < 50; ++n) {
///     const Trial trial = study.ask();
///     const double x = std::get<double>(trial.params.values[0]);
///     const auto k =
///     static_cast<double>(std::get<std::int64_t>(trial.params.values[1]));
///     study.tell(trial.id, (x - 1) * (x - 1) + k);
///   }
///   const Trial* best = study.best_trial();
///
/// A study belongs to one thread at a time; evaluations may run anywhere.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "tuner/sampler.hpp"
#include "tuner/search_space.hpp"
#include "tuner/trial.hpp"

namespace espalier::tuner {

enum class Direction { Minimize, Maximize };

/// Which results a proposal may look at.
enum class Visibility {
  /// Trial n is proposed from the results of trials 0 .. n - max_parallel alone, so the
  /// same seed gives the same trials whatever the timing. ask() for n then needs those
  /// told.
  FixedLag,
  /// Whatever has been told by now, as SageMaker does; not reproducible in parallel.
  AsTold,
};

struct StudyOptions {
  Direction direction = Direction::Minimize;
  std::size_t max_parallel = 1;
  Visibility visibility = Visibility::FixedLag;
};

class Study {
 public:
  /// Throws: std::invalid_argument if max_parallel is 0.
  Study(SearchSpace space, std::unique_ptr<Sampler> sampler, StudyOptions options);

  /// Puts a configuration at the front of the queue: the next ask() that finds the queue
  /// not empty takes its configuration from there instead of the sampler.
  /// Throws: std::invalid_argument if `params` is not in the space.
  void enqueue(Params params);

  /// Whether the next ask() has the results it needs.
  [[nodiscard]] bool can_ask() const noexcept;

  /// The next trial.
  /// Requires: can_ask(). Throws: std::logic_error if that is not so.
  Trial ask();

  /// Tells the study how a trial ended.
  /// Throws: std::invalid_argument if `id` was not asked or has been told, or if `value`
  /// is not finite.
  void tell(TrialId id, double value);
  /// Tells the study that a trial has no value; it is never the best, and avoided.
  void tell_failed(TrialId id);

  /// All trials in the order of their ids.
  [[nodiscard]] const std::vector<Trial>& trials() const noexcept { return trials_; }
  /// The best complete trial, the earliest of equals; null where there is none.
  [[nodiscard]] const Trial* best_trial() const noexcept;
  [[nodiscard]] const SearchSpace& space() const noexcept { return space_; }

  /// Rebuilds a study: the trial is appended as if it had been asked and told.
  /// Throws: std::invalid_argument if its id is not the next one, if `params` is not in
  /// the space, or if it has a value without being complete, or the reverse.
  void add_trial(Trial trial);

 private:
  /// How many trials, counted from the first, the next proposal may look at.
  [[nodiscard]] std::size_t visible() const noexcept;
  [[nodiscard]] Params propose();
  [[nodiscard]] Trial& running(TrialId id);

  SearchSpace space_;
  std::unique_ptr<Sampler> sampler_;
  StudyOptions options_;
  std::vector<Trial> trials_;
  std::deque<Params> queue_;
};

}  // namespace espalier::tuner
