#include "tuner/gp_sampler.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "tuner/gp/acquisition_search.hpp"
#include "tuner/gp/hyperparameter_chain.hpp"
#include "tuner/gp/sobol.hpp"
#include "tuner/gp/targets.hpp"
#include "tuner/seen_params.hpp"

namespace espalier::tuner {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Last key of each random stream, so that none is used twice.
enum class Purpose : std::uint64_t {
  Initial,
  Candidates,
  Neighbours,
  Fantasies,
  Fallback,
  Chain
};

/// Told trials around which candidates are placed.
constexpr std::size_t kCentres = 4;

std::uint64_t stream(Seed seed, Purpose purpose, std::uint64_t number = 0) {
  return Random({static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(purpose),
                 number})
      .next();
}

/// The features of those trials that `wanted` picks, one a row.
template <class Wanted>
MatrixXd rows_of(const gp::FeatureSpace& features, std::span<const Trial> trials,
                 Wanted wanted) {
  MatrixXd rows(std::count_if(trials.begin(), trials.end(), wanted), features.size());
  Index row = 0;
  for (const Trial& trial : trials) {
    if (wanted(trial)) rows.row(row++) = features.from_unit(trial.point).transpose();
  }
  return rows;
}

bool is_complete(const Trial& trial) { return trial.value.has_value(); }

gp::Observations observe(const gp::FeatureSpace& features, std::span<const Trial> told) {
  gp::Observations observations{rows_of(features, told, is_complete), VectorXd()};
  observations.values.resize(observations.features.rows());
  Index row = 0;
  for (const Trial& trial : told) {
    if (trial.value) observations.values[row++] = *trial.value;
  }
  return observations;
}

}  // namespace

class GpSampler::Implementation {
 public:
  explicit Implementation(const GpOptions& options) : options_(options) {}

  Params propose(const History& history) {
    const gp::FeatureSpace features(*history.space);
    const gp::Observations observations = observe(features, history.told);
    const SeenParams seen(history);
    const std::size_t model_from = std::max<std::size_t>(options_.initial_trials, 1);
    if (static_cast<std::size_t>(observations.values.size()) < model_from) {
      return initial(history, features, seen);
    }
    const gp::Acquisition acquisition = fit(history, features, observations);
    const auto ranked =
        gp::rank(acquisition, features, candidates(history, features, observations),
                 options_.local_searches);
    for (const gp::Ranked& at : ranked) {
      Params params = history.space->decode(features.to_unit(at.features));
      if (!seen.contains(params)) return params;
    }
    return anything_new(history, seen);
  }

 private:
  [[nodiscard]] Params anything_new(const History& history,
                                    const SeenParams& seen) const {
    Random random({stream(options_.seed, Purpose::Fallback,
                          static_cast<std::uint64_t>(history.next))});
    if (auto params = seen.draw_unseen(*history.space, random)) return *std::move(params);
    return history.space->sample(random);
  }

  [[nodiscard]] Params initial(const History& history, const gp::FeatureSpace& features,
                               const SeenParams& seen) const {
    const gp::ScrambledSobol sobol(static_cast<std::size_t>(features.size()),
                                   stream(options_.seed, Purpose::Initial));
    const auto point = sobol.point(static_cast<std::uint32_t>(history.next));
    Params params = history.space->decode(features.to_unit(features.from_uniform(point)));
    if (!seen.contains(params)) return params;
    return anything_new(history, seen);
  }

  [[nodiscard]] std::vector<VectorXd> candidates(
      const History& history, const gp::FeatureSpace& features,
      const gp::Observations& observations) const {
    const auto number = static_cast<std::uint64_t>(history.next);
    const gp::ScrambledSobol sobol(static_cast<std::size_t>(features.size()),
                                   stream(options_.seed, Purpose::Candidates, number));
    std::vector<VectorXd> candidates;
    for (std::uint32_t i = 0; i < options_.candidates; ++i) {
      candidates.push_back(features.from_uniform(sobol.point(i)));
    }
    Random random({stream(options_.seed, Purpose::Neighbours, number)});
    const std::vector<Index> best = gp::best_rows(observations.values, kCentres);
    for (std::size_t i = 0; i < options_.neighbours; ++i) {
      const Index centre = best[i % best.size()];
      candidates.push_back(
          features.perturb(observations.features.row(centre).transpose(), random));
    }
    return candidates;
  }

  gp::Acquisition fit(const History& history, const gp::FeatureSpace& features,
                      const gp::Observations& all) {
    const std::size_t most = std::max<std::size_t>(options_.max_observations, 2);
    const std::vector<Index> kept = gp::bounded_rows(all.values, most);
    const gp::Observations observations{all.features(kept, Eigen::all), all.values(kept)};
    const auto first = std::min<Index>(all.values.size(), static_cast<Index>(most));
    const gp::HyperparameterLayout layout(features, options_.priors);
    if (!chain_) {
      chain_.emplace(layout, stream(options_.seed, Purpose::Chain),
                     std::max<std::size_t>(options_.hyperparameter_samples, 1));
    }
    const VectorXd y = gp::standardise(observations.values);
    const MatrixXd failed =
        rows_of(features, history.told, [](const Trial& t) { return !is_complete(t); });
    const MatrixXd pending =
        rows_of(features, history.pending, [](const Trial&) { return true; });
    MatrixXd rows(y.size() + pending.rows() + failed.rows(), features.size());
    rows << observations.features, pending, failed;
    Random random({stream(options_.seed, Purpose::Fantasies,
                          static_cast<std::uint64_t>(history.next))});
    const auto fantasies = static_cast<Index>(
        pending.rows() == 0 ? 1 : std::max<std::size_t>(options_.fantasies, 1));
    gp::Feasibility feasibility(layout, observations.features, failed);
    const VectorXd failure_chances = feasibility.failure_chances();
    std::vector<gp::Acquisition::Member> members;
    for (const VectorXd& theta :
         chain_->draw({all.features.topRows(first), all.values.head(first)})) {
      MatrixXd xi(pending.rows(), fantasies);
      for (double& draw : xi.reshaped()) draw = random.normal();
      const gp::Targets targets = gp::compress(y, layout.compression(theta));
      members.push_back(
          {gp::Regressor(layout, theta, rows, targets.values, xi, failure_chances),
           targets.scale});
    }
    return {std::move(members), std::move(feasibility), improvement_of(history.next)};
  }

  [[nodiscard]] double improvement_of(TrialId id) const noexcept {
    const bool explores = options_.explore_every != 0 &&
                          static_cast<std::uint64_t>(id) % options_.explore_every == 0;
    return explores ? options_.exploring_improvement : options_.improvement;
  }

  GpOptions options_;
  std::optional<gp::HyperparameterChain> chain_;
};

GpSampler::GpSampler(GpOptions options)
    : implementation_(std::make_unique<Implementation>(options)) {
  if (options.candidates == 0) {
    throw std::invalid_argument("candidates is 0; the search needs at least 1");
  }
}

GpSampler::~GpSampler() = default;

Params GpSampler::propose(const History& history) {
  return implementation_->propose(history);
}

}  // namespace espalier::tuner
