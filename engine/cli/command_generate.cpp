// espalier generate: a data set from a recipe.

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "data/byte_source.hpp"
#include "data/dataset_generator.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/dataset_output.hpp"
#include "engine/cli/dataset_recipe.hpp"
#include "engine/cli/embedded_config.hpp"
#include "engine/cli/exit_code.hpp"

namespace espalier::cli {
namespace {

struct Options {
  std::string recipe = "tune-a-model";
  std::string output;
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> rows, validation_rows, test_rows;
  std::optional<std::size_t> columns;
  std::optional<double> noise, missing_share, label_skew;
};

/// A name is a file of configs/datasets; what has a "/" or ends in .json is a path.
data::DatasetRecipe read_recipe(const std::string& name) {
  if (name.find('/') != std::string::npos || name.ends_with(".json")) {
    const auto source = data::open_file(name);
    return parse_dataset_recipe(data::read_all(*source, 1U << 20U), name);
  }
  return parse_dataset_recipe(embedded_config("datasets/" + name + ".json"), name);
}

template <typename T>
void apply(const std::optional<T>& option, T& field) {
  if (option) field = *option;
}

data::DatasetRecipe recipe_of(const Options& options) {
  auto recipe = read_recipe(options.recipe);
  apply(options.rows, recipe.train_rows);
  apply(options.rows, recipe.validation_rows);
  apply(options.rows, recipe.test_rows);
  apply(options.validation_rows, recipe.validation_rows);
  apply(options.test_rows, recipe.test_rows);
  apply(options.columns, recipe.columns);
  apply(options.noise, recipe.noise);
  apply(options.missing_share, recipe.missing_share);
  apply(options.label_skew, recipe.label_skew);
  return recipe;
}

std::string recipe_names() {
  std::string names;
  for (const auto& file : embedded_files()) {
    if (!file.path.starts_with("datasets/")) continue;
    auto name = file.path.substr(file.path.find('/') + 1);
    name.remove_suffix(std::string_view(".json").size());
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

int generate(Context& context, const Options& options) {
  const auto summary = write_dataset(recipe_of(options), options.seed, options.output,
                                     context.home().objects(), context.console());
  context.console().print(
      context.format == Format::Json
          ? dataset_json(summary, options.output).dump(2)
          : dataset_table(summary, options.output, context.console()));
  return kDone;
}

}  // namespace

void add_generate(CLI::App& program, Context& context) {
  auto* command = add_command(
      program, "generate",
      "Write a synthetic data set: train, validation, test, test labels",
      "  espalier generate --recipe friedman1 --rows 100000 --seed 3 --output data\n"
      "  espalier generate --output s3://amzn-s3-demo-bucket/csv\n"
      "  espalier generate --recipe my-recipe.json --missing 0.1 --output data");
  auto options = std::make_shared<Options>();
  command
      ->add_option("--recipe", options->recipe,
                   "A recipe's name (" + recipe_names() + ") or file")
      ->type_name("NAME|FILE")
      ->capture_default_str();
  command->add_option("--output,-o", options->output, "The folder or s3://bucket/prefix")
      ->type_name("DIR|S3URI")
      ->required();
  command->add_option("--seed", options->seed, "Same seed, same bytes")
      ->capture_default_str();
  command->add_option("--rows", options->rows,
                      "Rows of each of train, validation and test");
  command->add_option("--validation-rows", options->validation_rows,
                      "Rows of validation.csv");
  command->add_option("--test-rows", options->test_rows, "Rows of test.csv");
  command->add_option("--columns", options->columns,
                      "Features in all, the rest irrelevant");
  command->add_option("--noise", options->noise, "Standard deviation added to the label");
  command->add_option("--missing", options->missing_share, "Share of cells left empty")
      ->check(CLI::Range(0.0, 1.0))
      ->option_text("SHARE");
  command->add_option("--skew", options->label_skew,
                      "How far labels are stretched; 0: not");
  command->callback([&context, options] {
    context.run = [&context, options] { return generate(context, *options); };
  });
}

}  // namespace espalier::cli
