// How many bytes of CSV a second one core generates, for each function. README.md has the
// rules. Before it times a function it checks that two runs give the same bytes.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "data/byte_sink.hpp"
#include "data/dataset_generator.hpp"
#include "data/digest.hpp"

namespace {

using namespace espalier::data;

/// Counts bytes, and digests them if it is to.
class Counter final : public ByteSink {
 public:
  explicit Counter(bool digests) : digests_(digests) {}
  void write(std::string_view bytes) override {
    benchmark::DoNotOptimize(bytes.data());
    if (digests_) digest_.update(bytes);
  }
  void commit() override {}
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  std::string finish() { return digest_.finish(); }

 private:
  bool digests_;
  Digest digest_{DigestKind::Sha256};
  std::string name_ = "counter";
};

DatasetRecipe recipe_of(DatasetFunction function) {
  DatasetRecipe recipe;
  recipe.function = function;
  recipe.train_rows = 200'000;
  recipe.validation_rows = recipe.test_rows = 20'000;
  if (function != DatasetFunction::SampleLine) recipe.columns = 10;
  if (function != DatasetFunction::SampleLine) recipe.noise = 1;
  return recipe;
}

std::uint64_t generate(const DatasetRecipe& recipe, Counter& sink) {
  const DatasetSummary made = generate_dataset(recipe, 1, {&sink, &sink, &sink, &sink});
  return made.train.bytes + made.validation.bytes + made.test.bytes +
         made.test_labels.bytes;
}

std::string digest_of(const DatasetRecipe& recipe) {
  Counter sink(true);
  generate(recipe, sink);
  return sink.finish();
}

void time_generation(benchmark::State& state, DatasetFunction function) {
  const DatasetRecipe recipe = recipe_of(function);
  if (digest_of(recipe) != digest_of(recipe)) state.SkipWithError("the bytes differ");
  std::uint64_t bytes = 0;
  Counter sink(false);
  for ([[maybe_unused]] auto unused : state) bytes += generate(recipe, sink);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

}  // namespace

int main(int argc, char** argv) {
  for (const DatasetFunction function :
       {DatasetFunction::SampleLine, DatasetFunction::Friedman1,
        DatasetFunction::Friedman2, DatasetFunction::Friedman3, DatasetFunction::Linear,
        DatasetFunction::Piecewise}) {
    benchmark::RegisterBenchmark(
        std::string(name_of(function)).c_str(),
        [function](benchmark::State& state) { time_generation(state, function); })
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
