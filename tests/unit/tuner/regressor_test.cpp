#include "tuner/gp/regressor.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <cmath>
#include <numbers>

#include "tuner/gp/acquisition.hpp"
#include "tuner/gp/hyperparameter_chain.hpp"

namespace espalier::tuner::gp {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

SearchSpace mixed_space() {
  return SearchSpace({ContinuousRange{"x", 0, 1}, ContinuousRange{"y", -1, 1},
                      CategoricalRange{"c", {"a", "b", "d"}}});
}

/// Random features of the mixed space, one configuration a row.
MatrixXd random_rows(Index count, Random& random) {
  MatrixXd rows(count, 3);
  for (Index i = 0; i < count; ++i) {
    rows.row(i) << random.uniform(), random.uniform(),
        static_cast<double>(random.below(3));
  }
  return rows;
}

VectorXd random_theta(const HyperparameterLayout& layout, Random& random) {
  VectorXd theta = layout.start();
  for (double& value : theta) value += 0.5 * random.normal();
  return theta;
}

/// The kernel straight from its definition, one pair at a time, one-hot included.
double kernel(const Hyperparameters& hyper, const VectorXd& a, const VectorXd& b) {
  double squared = 0;
  for (Index i = 0; i < a.size(); ++i) {
    const double w2 = hyper.inverse_length_scale[i] * hyper.inverse_length_scale[i];
    if (i == 2) {
      squared += a[i] == b[i] ? 0 : 2 * w2;
      continue;
    }
    const auto z = [&](double x) {
      return 1 - std::pow(1 - std::pow(x, hyper.warp_a[i]), hyper.warp_b[i]);
    };
    squared += w2 * (z(a[i]) - z(b[i])) * (z(a[i]) - z(b[i]));
  }
  const double r = std::sqrt(squared);
  return hyper.signal_variance * (1 + std::sqrt(5.0) * r + 5.0 / 3 * r * r) *
         std::exp(-std::sqrt(5.0) * r);
}

MatrixXd dense_kernel(const Hyperparameters& hyper, const MatrixXd& a,
                      const MatrixXd& b) {
  return MatrixXd::NullaryExpr(a.rows(), b.rows(), [&](Index i, Index j) {
    return kernel(hyper, a.row(i).transpose(), b.row(j).transpose());
  });
}

struct Fixture {
  explicit Fixture(std::uint64_t seed, Index told = 9, Index pending = 0)
      : random({seed}),
        layout(FeatureSpace(mixed_space()), GpPriors{}),
        theta(random_theta(layout, random)),
        hyper(layout.unpack(theta)),
        rows(random_rows(told + pending, random)),
        y(VectorXd::NullaryExpr(told, [&] { return random.normal(); })) {}

  Random random;
  HyperparameterLayout layout;
  VectorXd theta;
  Hyperparameters hyper;
  MatrixXd rows;
  VectorXd y;
};

MatrixXd noisy(const Fixture& f, const MatrixXd& rows) {
  MatrixXd k = dense_kernel(f.hyper, rows, rows);
  k.diagonal().array() += f.hyper.noise_variance + GpPriors{}.jitter;
  return k;
}

// Rounding in the dense inverse is about 1e-16 times its condition number, below 1e6
// here; the inset of 1e-9 at the edges of the warping moves values by about as much.
constexpr double kTolerance = 2e-7;

TEST(Regressor, PosteriorIsTheTextbookFormula) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Fixture f(seed);
    const MatrixXd at = random_rows(5, f.random);
    const Regressor regressor(f.layout, f.theta, f.rows, f.y, MatrixXd(0, 1));
    const Prediction prediction = regressor.predict(at);
    // Rasmussen, Williams, equations 2.25 and 2.26.
    const MatrixXd inverse = noisy(f, f.rows).inverse();
    const MatrixXd cross = dense_kernel(f.hyper, at, f.rows);
    const VectorXd mean = cross * inverse * f.y;
    const VectorXd variance =
        (dense_kernel(f.hyper, at, at) - cross * inverse * cross.transpose()).diagonal();
    EXPECT_LT((prediction.mean - mean).cwiseAbs().maxCoeff(), kTolerance) << seed;
    EXPECT_LT((prediction.variance - variance).cwiseAbs().maxCoeff(), kTolerance) << seed;
  }
}

TEST(Regressor, MarginalLikelihoodIsTheDensityOfAMultivariateNormal) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Fixture f(seed);
    const MatrixXd k = noisy(f, f.rows);
    const double expected = -0.5 * f.y.dot(k.inverse() * f.y) -
                            0.5 * std::log(k.determinant()) -
                            0.5 * 9 * std::log(2 * std::numbers::pi);
    // As kTolerance, but the quadratic form is divided by the noise.
    EXPECT_NEAR(log_marginal_likelihood(f.layout, f.theta, f.rows, f.y), expected,
                kTolerance * std::max(1.0, std::abs(expected)));
  }
}

TEST(Regressor, FantasyIsThePosteriorAfterTellingItsDraw) {
  Fixture f(3, 7, 2);
  const VectorXd xi{{0.7, -1.3}};
  const Regressor fantasy(f.layout, f.theta, f.rows, f.y, xi);
  // The draw itself, from the joint posterior of the two pending values.
  const MatrixXd told = f.rows.topRows(7);
  const MatrixXd pending = f.rows.bottomRows(2);
  const MatrixXd inverse = noisy(f, told).inverse();
  const MatrixXd cross = dense_kernel(f.hyper, pending, told);
  const MatrixXd covariance = noisy(f, pending) - cross * inverse * cross.transpose();
  VectorXd values(9);
  values << f.y, cross * inverse * f.y + MatrixXd(covariance.llt().matrixL()) * xi;
  const Regressor as_told(f.layout, f.theta, f.rows, values, MatrixXd(0, 1));
  const MatrixXd at = random_rows(5, f.random);
  EXPECT_LT((fantasy.predict(at).mean - as_told.predict(at).mean).cwiseAbs().maxCoeff(),
            1e-6);
  EXPECT_NEAR(fantasy.incumbents()[0], as_told.incumbents()[0], 1e-6);
  EXPECT_LT(
      (fantasy.predict(at).variance - as_told.predict(at).variance).cwiseAbs().maxCoeff(),
      1e-9);
}

TEST(Regressor, IncumbentIsTheLeastPosteriorMeanOverItsTrials) {
  const Fixture f(4);
  const Regressor regressor(f.layout, f.theta, f.rows, f.y, MatrixXd(0, 1));
  EXPECT_NEAR(regressor.incumbents()[0], regressor.predict(f.rows).mean.minCoeff(), 1e-7);
}

TEST(Covariance, WarpHasTheSlopeOfItsFiniteDifference) {
  for (const double x : {0.01, 0.3, 0.5, 0.99}) {
    for (const double a : {0.3, 1.0, 3.0}) {
      for (const double b : {0.4, 1.0, 2.5}) {
        constexpr double kStep = 1e-6;
        const double slope =
            (warp(x + kStep, a, b).value - warp(x - kStep, a, b).value) / (2 * kStep);
        // The difference is off by about step^2 f''' and rounding / step.
        EXPECT_NEAR(warp(x, a, b).slope, slope, 1e-5 * std::max(1.0, std::abs(slope)));
      }
    }
  }
}

TEST(Regressor, GradientsAreThoseOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Fixture f(seed, 9, 2);
    const MatrixXd xi = MatrixXd::NullaryExpr(2, 3, [&] { return f.random.normal(); });
    const Regressor regressor(f.layout, f.theta, f.rows, f.y, xi);
    const VectorXd x = random_rows(1, f.random).row(0).transpose() * 0.9;
    VectorXd at = x;
    at[2] = 1;
    PredictionGradient out;
    regressor.predict(at, out);
    const Prediction same = regressor.predict(MatrixXd(at.transpose()));
    EXPECT_LT((out.mean.transpose() - same.mean.row(0)).cwiseAbs().maxCoeff(), 1e-8);
    EXPECT_NEAR(out.variance, same.variance[0], 1e-8);
    for (Index i = 0; i < 2; ++i) {
      MatrixXd both(2, 3);
      both << at.transpose(), at.transpose();
      both(0, i) -= kStep;
      both(1, i) += kStep;
      const Prediction p = regressor.predict(both);
      const VectorXd mean_slope = (p.mean.row(1) - p.mean.row(0)) / (2 * kStep);
      const double variance_slope = (p.variance[1] - p.variance[0]) / (2 * kStep);
      // Rounding / step = 1e-11 times the condition of K, and step^2 f'''.
      EXPECT_LT((out.mean_gradient.row(i).transpose() - mean_slope).cwiseAbs().maxCoeff(),
                2e-4 * std::max(1.0, mean_slope.cwiseAbs().maxCoeff()))
          << seed;
      EXPECT_NEAR(out.variance_gradient[i], variance_slope,
                  2e-4 * std::max(1.0, std::abs(variance_slope)))
          << seed;
    }
    EXPECT_EQ(out.variance_gradient[2], 0.0);
  }
}

TEST(Acquisition, GradientIsThatOfFiniteDifferencesOfItsValues) {
  constexpr double kStep = 1e-5;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Fixture f(seed, 9, 2);
    std::vector<Acquisition::Member> members;
    for (int s = 0; s < 3; ++s) {
      const MatrixXd xi = MatrixXd::NullaryExpr(2, 2, [&] { return f.random.normal(); });
      members.push_back(
          {Regressor(f.layout, random_theta(f.layout, f.random), f.rows, f.y, xi),
           0.5 + s});
    }
    const Acquisition acquisition(std::move(members),
                                  Feasibility(f.layout, f.rows, random_rows(4, f.random)),
                                  0.01);
    VectorXd at = random_rows(1, f.random).row(0).transpose() * 0.9;
    at[2] = 2;
    VectorXd gradient;
    const double value = acquisition.value(at, gradient);
    MatrixXd rows(5, 3);
    for (Index i = 0; i < 5; ++i) rows.row(i) = at.transpose();
    for (Index i = 0; i < 2; ++i) {
      rows(2 * i, i) -= kStep;
      rows(2 * i + 1, i) += kStep;
    }
    const VectorXd values = acquisition.values(rows);
    EXPECT_NEAR(value, values[4], 1e-8 * std::max(1.0, std::abs(value)));
    for (Index i = 0; i < 2; ++i) {
      const double slope = (values[2 * i + 1] - values[2 * i]) / (2 * kStep);
      EXPECT_NEAR(gradient[i], slope, 1e-3 * std::max(1.0, std::abs(slope))) << seed;
    }
    EXPECT_EQ(gradient[2], 0.0);
  }
}

TEST(Feasibility, FailuresLowerTheChanceAroundThemAndSuccessesRaiseItAgain) {
  const Fixture f(6);
  const VectorXd here{{0.5, 0.5, 0.0}};
  const VectorXd far{{0.5, 0.95, 2.0}};
  const MatrixXd none(0, 3);
  VectorXd gradient = VectorXd::Zero(3);
  const auto chance = [&](const MatrixXd& complete, const MatrixXd& failed,
                          const VectorXd& at) {
    return std::exp(
        Feasibility(f.layout, complete, failed).log_probability(at, gradient));
  };
  const MatrixXd once = here.transpose();
  const MatrixXd thrice = here.transpose().replicate(3, 1);
  EXPECT_EQ(chance(once, none, here), 1.0);
  EXPECT_DOUBLE_EQ(chance(none, once, here), std::pow(1.0 / 2, 3));
  EXPECT_DOUBLE_EQ(chance(none, thrice, here), std::pow(1.0 / 4, 3));
  EXPECT_DOUBLE_EQ(chance(thrice, once, here), std::pow(4.0 / 5, 3));
  EXPECT_GT(chance(none, thrice, far), 0.5);
}

TEST(Regressor, FailedTrialAmongSuccessesTeachesNoValueButLeavesNothingToLearn) {
  Fixture f(7, 7, 2);
  const Regressor without(f.layout, f.theta, f.rows.topRows(7), f.y, MatrixXd(0, 1));
  const Regressor with(f.layout, f.theta, f.rows, f.y, MatrixXd(0, 1), VectorXd::Zero(2));
  const MatrixXd at = random_rows(5, f.random);
  EXPECT_LT((without.predict(at).mean - with.predict(at).mean).cwiseAbs().maxCoeff(),
            1e-8);
  EXPECT_NEAR(without.incumbents()[0], with.incumbents()[0], 1e-8);
  // At a failed trial the variance that is left is at most the noise.
  const double noise = f.hyper.noise_variance + GpPriors{}.jitter;
  EXPECT_LE(with.predict(f.rows.bottomRows(2)).variance.maxCoeff(), noise + 1e-8);
}

TEST(Regressor, FailedTrialWhereTrialsFailHasTheWorstValueAndIsNoIncumbent) {
  const Fixture f(8, 7, 2);
  const Regressor with(f.layout, f.theta, f.rows, f.y, MatrixXd(0, 1), VectorXd::Ones(2));
  VectorXd values(9);
  values << f.y, VectorXd::Constant(2, f.y.maxCoeff());
  const Regressor told(f.layout, f.theta, f.rows, values, MatrixXd(0, 1));
  const MatrixXd rows = f.rows;
  // A mean beyond the worst value is kept, so the two agree only where it is not.
  EXPECT_LE(told.predict(rows).mean(7, 0), with.predict(rows).mean(7, 0) + 1e-8);
  EXPECT_LE(told.predict(rows).mean(8, 0), with.predict(rows).mean(8, 0) + 1e-8);
  EXPECT_NEAR(with.incumbents()[0], with.predict(rows.topRows(7)).mean.minCoeff(), 1e-7);
}

TEST(HyperparameterChain, DrawsForABeginningDoNotDependOnWhatWasDrawnBefore) {
  const Fixture f(5, 12);
  const Observations all{f.rows, f.y};
  const Observations half{f.rows.topRows(6), f.y.head(6)};
  HyperparameterChain straight(f.layout, 1, 4);
  HyperparameterChain stepwise(f.layout, 1, 4);
  const auto expected = straight.draw(all);
  EXPECT_NE(stepwise.draw(half), expected);
  EXPECT_EQ(stepwise.draw(all), expected);
  Observations other = all;
  other.values[3] += 1;
  EXPECT_NE(stepwise.draw(other), expected);
  EXPECT_EQ(stepwise.draw(all), expected);
}

}  // namespace
}  // namespace espalier::tuner::gp
