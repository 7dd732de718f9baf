#include "engine/cli/dataset_output.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <system_error>

#include "data/byte_sink.hpp"
#include "data/error.hpp"
#include "engine/cli/human.hpp"
#include "engine/cli/progress_bar.hpp"
#include "engine/cli/text_table.hpp"

namespace espalier::cli {
namespace {

constexpr std::array kNames = {"train.csv", "validation.csv", "test.csv",
                               "test_labels.csv"};

bool is_s3(const std::string& target) { return target.starts_with("s3://"); }

std::string address(const std::string& target, const char* name) {
  if (is_s3(target)) return data::S3Uri::parse(target).child(name).to_string();
  return (std::filesystem::path(target) / name).string();
}

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw data::Error(data::ErrorKind::CannotCreate,
                      folder + ": cannot make this folder: " + error.message());
  }
}

std::array<data::DatasetSummary::File, 4> files(const data::DatasetSummary& summary) {
  return {summary.train, summary.validation, summary.test, summary.test_labels};
}

}  // namespace

data::DatasetSummary write_dataset(const data::DatasetRecipe& recipe, std::uint64_t seed,
                                   const std::string& target, data::ObjectStore& objects,
                                   Console& console) {
  if (!is_s3(target)) make_folder(target);
  std::array<std::unique_ptr<data::ByteSink>, 4> sinks;
  std::transform(kNames.begin(), kNames.end(), sinks.begin(), [&](const char* name) {
    const std::string where = address(target, name);
    return is_s3(target) ? objects.writer(data::S3Uri::parse(where))
                         : data::atomic_file(where);
  });
  ProgressBar bar(console, "generating", Unit::Bytes);
  const auto summary = data::generate_dataset(
      recipe, seed, {sinks[0].get(), sinks[1].get(), sinks[2].get(), sinks[3].get()},
      [&](std::uint64_t bytes) { bar.update(bytes, 0); });
  for (const auto& sink : sinks) sink->commit();
  return summary;
}

std::string dataset_table(const data::DatasetSummary& summary, const std::string& target,
                          const Console& console) {
  TextTable table({{"file"}, {"rows", Align::Right}, {"bytes", Align::Right}});
  const auto all = files(summary);
  for (std::size_t i = 0; i < all.size(); ++i) {
    table.add({address(target, kNames.at(i)), human_count(all.at(i).rows),
               human_count(all.at(i).bytes)});
  }
  return table.render(console);
}

jobs::Json dataset_json(const data::DatasetSummary& summary, const std::string& target) {
  jobs::Json list = jobs::Json::array();
  const auto all = files(summary);
  for (std::size_t i = 0; i < all.size(); ++i) {
    list.push_back({{"File", address(target, kNames.at(i))},
                    {"Rows", all.at(i).rows},
                    {"Bytes", all.at(i).bytes}});
  }
  return {{"Files", list}};
}

}  // namespace espalier::cli
