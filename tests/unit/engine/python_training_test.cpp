// A run of the strict image is a run of XGBoost's Python with its EvaluationMonitor and
// EarlyStopping: the same log, the same model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/byte_source.hpp"
#include "engine/train/trainer.hpp"
#include "tests/unit/data/python.hpp"

namespace espalier::train {
namespace {

using nlohmann::json;

constexpr auto kProgram = R"(
import contextlib, io, json, sys
import numpy, xgboost
with open(sys.argv[1]) as file:
    question = json.load(file)
def matrix(text):
    values = numpy.array([[float(cell or 'nan') for cell in line.split(',')]
                          for line in text.split()], dtype=numpy.float32)
    return xgboost.DMatrix(values[:, 1:], values[:, 0])
evals = [(matrix(question[name]), name) for name in ('train', 'validation')]
answers = []
for run in question['runs']:
    callbacks = [xgboost.callback.EvaluationMonitor()]
    if run['early_stopping']:
        callbacks.append(xgboost.callback.EarlyStopping(
            data_name='validation', save_best=True, **run['early_stopping']))
    log = io.StringIO()
    history = {}
    with contextlib.redirect_stdout(log):
        model = xgboost.train(dict(run['params'], nthread=1, verbosity=0), evals[0][0],
                              run['rounds'], evals=evals, verbose_eval=False, evals_result=history,
                              callbacks=callbacks)
    answers.append({'log': log.getvalue(),
                    'rounds': len(next(iter(history['train'].values()))),
                    'model': model.save_raw('ubj').hex()})
with open(sys.argv[2], 'w') as file:
    json.dump(answers, file)
)";

/// Labels 0 and 1, three features, one of them often missing.
std::string csv(int rows, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int row = 0; row < rows; ++row) {
    const auto x = random() % 100U;
    const auto y = random() % 100U;
    const auto noise = random() % 40U;
    text += x + noise > y ? "1," : "0,";
    text += std::to_string(x) + "," + (random() % 4U == 0 ? "" : std::to_string(y)) +
            "," + std::to_string(random() % 7U) + "\n";
  }
  return text;
}

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    text += kDigits[code >> 4U];
    text += kDigits[code & 15U];
  }
  return text;
}

Channel channel(std::string name, const std::string& text) {
  return {std::move(name),
          ContentType::Csv,
          {{"file.csv", [&text] { return data::from_memory(text); }}}};
}

/// A run as the request has it, and what Python is told instead.
struct Request {
  HyperparameterTexts texts;
  json params;
  json early_stopping;
};

std::vector<Request> requests() {
  return {{{}, json::object(), nullptr},
          {{{"objective", "binary:logistic"},
            {"eval_metric", "logloss,error@0.3"},
            {"_tuning_objective_metric", "validation:auc"},
            {"tree_method", "hist"},
            {"max_depth", "0"}},
           {{"objective", "binary:logistic"},
            {"eval_metric", {"auc", "error@0.3", "logloss"}},
            {"tree_method", "hist"},
            {"max_depth", 0}},
           nullptr},
          {{{"num_round", "40"},
            {"objective", "reg:squarederror"},
            {"eval_metric", "mae,rmse"},
            {"early_stopping_rounds", "3"},
            {"subsample", "0.5"},
            {"eta", "0.7"},
            {"seed", "5"}},
           {{"objective", "reg:squarederror"},
            {"eval_metric", {"mae", "rmse"}},
            {"subsample", 0.5},
            {"eta", 0.7},
            {"seed", 5}},
           {{"rounds", 3}, {"metric_name", "rmse"}, {"maximize", false}}},
          {{{"num_round", "30"},
            {"objective", "binary:logistic"},
            {"eval_metric", "auc"},
            {"early_stopping_rounds", "2"},
            {"booster", "dart"},
            {"rate_drop", "0.3"},
            {"num_parallel_tree", "2"},
            {"colsample_bynode", "0.5"}},
           {{"objective", "binary:logistic"},
            {"eval_metric", {"auc"}},
            {"booster", "dart"},
            {"rate_drop", 0.3},
            {"num_parallel_tree", 2},
            {"colsample_bynode", 0.5}},
           {{"rounds", 2}, {"metric_name", "auc"}, {"maximize", true}}}};
}

TEST(PythonTraining, GivesTheSameLogAndTheSameModel) {
  const std::string train_csv = csv(300, 1);
  const std::string validation_csv = csv(120, 2);
  json question = {{"train", train_csv}, {"validation", validation_csv}};
  std::vector<TrainingPlan> plans;
  for (const Request& run : requests()) {
    HyperparameterTexts texts = run.texts;
    texts.try_emplace("num_round", "5");
    plans.push_back(plan_training(texts, Profile::Strict, 300));
    question["runs"].push_back({{"params", run.params},
                                {"early_stopping", run.early_stopping},
                                {"rounds", plans.back().num_round}});
  }
  const json answers = json::parse(data::ask_python(kProgram, question.dump()));

  for (std::size_t i = 0; i < plans.size(); ++i) {
    std::string log;
    TrainerOptions options;
    options.log = [&log](std::string_view line) {
      if (!line.starts_with('[')) return;
      std::string tabbed(line);
      for (auto at = tabbed.find("#011"); at != tabbed.npos; at = tabbed.find("#011")) {
        tabbed.replace(at, 4, "\t");
      }
      log += tabbed + "\n";
    };
    // Exact and hist would make different indices of one matrix: each run has its own.
    const auto own = load_channels(
        {channel("train", train_csv), channel("validation", validation_csv)},
        Profile::Strict, false, 1);
    const auto outcome = train(own, plans[i], options);
    // Python asks its callbacks in the order of a set of addresses and leaves out the
    // rest once one of them stops the run: its log of the last round is a matter of
    // chance.
    const auto their_log = answers[i].at("log").get<std::string>();
    EXPECT_THAT(log, testing::StartsWith(their_log)) << i;
    EXPECT_EQ(outcome.rounds.size(), answers[i].at("rounds").get<std::size_t>()) << i;
    EXPECT_EQ(std::ranges::count(log, '\n'), outcome.rounds.size()) << i;
    EXPECT_GE(std::ranges::count(their_log, '\n') + 1, outcome.rounds.size()) << i;
    EXPECT_EQ(hex(outcome.model), answers[i].at("model").get<std::string>()) << i;
  }
}

}  // namespace
}  // namespace espalier::train
