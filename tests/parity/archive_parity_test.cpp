#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX's

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/artifact/model_archive.hpp"
#include "engine/artifact/scorer.hpp"
#include "tests/parity/random_model.hpp"

namespace espalier {
namespace {

constexpr std::size_t kRows = 200;

class ArchiveForPython : public testing::Test {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "parity-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream file(folder_ / name, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    ASSERT_TRUE(file.flush());
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::filesystem::path folder_;
};

std::string_view bytes_of(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::string archive_of(std::string_view model) {
  std::string archive;
  artifact::write_model_archive(*data::to_string(archive), model);
  return archive;
}

TEST_F(ArchiveForPython, ScoresThereAsHereBitForBit) {
  struct Case {
    const char* objective;
    const char* booster;
  };
  constexpr std::array kCases = {
      Case{"reg:squarederror", "gbtree"}, Case{"binary:logistic", "gbtree"},
      Case{"multi:softprob", "dart"},     Case{"multi:softmax", "gbtree"},
      Case{"count:poisson", "dart"},      Case{"reg:squarederror", "gblinear"}};
  std::vector<std::vector<float>> ours;
  for (std::size_t i = 0; i < kCases.size(); ++i) {
    const auto model =
        parity::train_random_model(3000 + i, kCases[i].objective, kCases[i].booster);
    const std::string archive = archive_of(model.ubjson);
    const auto source = data::from_memory(archive);
    const auto scorer = artifact::load_scorer(artifact::read_model_archive(*source));
    predict::Forest shape;
    if (kCases[i].booster != std::string("gblinear")) {
      shape = predict::Forest::parse(model.ubjson);
    }
    shape.features = scorer->features();
    const auto rows = parity::probing_rows(i, shape, kRows);
    ours.emplace_back(kRows * scorer->outputs());
    scorer->score(rows, kRows, ours.back());
    write(std::to_string(i) + ".tar.gz", archive);
    write(std::to_string(i) + ".rows", bytes_of(rows));
  }
  const std::string command = "/usr/bin/python3 " ESPALIER_SOURCE_DIR
                              "/tests/parity/predict_archives.py " +
                              folder_.string();
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (std::size_t i = 0; i < kCases.size(); ++i) {
    EXPECT_EQ(read(std::to_string(i) + ".scores"), bytes_of(ours[i]))
        << kCases[i].objective << " of " << kCases[i].booster;
  }
}

}  // namespace
}  // namespace espalier
