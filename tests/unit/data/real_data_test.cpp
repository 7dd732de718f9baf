// configs/datasets/export-real-data, which needs the R packages that the project lists.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/scratch_folder.hpp"

namespace espalier::data {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;
  std::string talk;
};

/// Runs the script; `talk` is its stdout and stderr.
Outcome export_real_data(const std::string& arguments) {
  const std::string command =
      ESPALIER_SOURCE_DIR "/configs/datasets/export-real-data " + arguments + " 2>&1";
  Outcome outcome;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    outcome.talk.append(buffer.data(), count);
  }
  outcome.status = WEXITSTATUS(::pclose(pipe));
  return outcome;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Sizes from the packages' own documentation: 53,940 diamonds with 10 variables, 506
// districts with 14, 1,000 earthquakes with 5. 60 % train, 20 % validation, the rest
// test.
TEST(RealData, IsExportedInTheLayoutOfTheGeneratedSets) {
  const test::ScratchFolder scratch;
  const Outcome outcome =
      export_real_data(scratch.path().string() + " diamonds boston quakes");
  ASSERT_EQ(outcome.status, 0) << outcome.talk;
  EXPECT_EQ(outcome.talk,
            "diamonds 53940 rows, 9 features\nboston 506 rows, 13 features\nquakes 1000 "
            "rows, 4 features\n");
  struct Expected {
    std::string name;
    std::size_t train, validation, test;
    std::ptrdiff_t features;
  };
  for (const Expected& set :
       {Expected{"diamonds", 32364, 10788, 10788, 9},
        Expected{"boston", 303, 101, 102, 13}, Expected{"quakes", 600, 200, 200, 4}}) {
    const fs::path folder = scratch.path() / set.name;
    const auto train = lines_of(folder / "train.csv");
    const auto test = lines_of(folder / "test.csv");
    EXPECT_EQ(train.size(), set.train);
    EXPECT_EQ(lines_of(folder / "validation.csv").size(), set.validation);
    EXPECT_EQ(test.size(), set.test);
    EXPECT_EQ(lines_of(folder / "test_labels.csv").size(), set.test);
    const auto commas = [](const std::string& line) {
      return std::count(line.begin(), line.end(), ',');
    };
    EXPECT_EQ(commas(train.front()), set.features);
    EXPECT_EQ(commas(test.front()), set.features - 1);
    EXPECT_EQ(train.front().find_first_not_of("0123456789.,-"), std::string::npos);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 4);
  }
  // The first row of the documentation's table: 326 dollars, 0.23 carat, cut Ideal (5th),
  // colour E (2nd), clarity SI2 (2nd).
  std::string all;
  for (const char* file : {"train.csv", "validation.csv"}) {
    all += text_of(scratch.path() / "diamonds" / file);
  }
  const std::string first = "0.23,5,2,2,61.5,55,3.95,3.98,2.43\n";
  EXPECT_NE((all + text_of(scratch.path() / "diamonds" / "test.csv")).find(first),
            std::string::npos);
}

TEST(RealData, IsTheSameEachTime) {
  const test::ScratchFolder scratch;
  for (const char* folder : {"one", "two"}) {
    const Outcome outcome =
        export_real_data((scratch.path() / folder).string() + " quakes");
    ASSERT_EQ(outcome.status, 0) << outcome.talk;
  }
  for (const char* file : {"train.csv", "validation.csv", "test.csv"}) {
    EXPECT_EQ(text_of(scratch.path() / "one" / "quakes" / file),
              text_of(scratch.path() / "two" / "quakes" / file));
  }
}

TEST(RealData, RefusesASetThatIsNotThereBeforeItWritesAnything) {
  const test::ScratchFolder scratch;
  const Outcome outcome = export_real_data(scratch.path().string() + " quakes rubies");
  EXPECT_EQ(outcome.status, 64);
  EXPECT_EQ(outcome.talk,
            "export-real-data: there is no set rubies; choose from diamonds, txhousing, "
            "mathachieve, boston, quakes\n");
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

TEST(RealData, SaysHowItIsUsed) {
  const Outcome outcome = export_real_data("");
  EXPECT_EQ(outcome.status, 64);
  EXPECT_EQ(outcome.talk,
            "export-real-data: usage: export-real-data OUTPUT_DIR "
            "[diamonds|txhousing|mathachieve|boston|quakes]...\n");
}

TEST(RealData, SaysThatAFileCannotBeWritten) {
  const test::ScratchFolder scratch;
  std::ofstream(scratch.path() / "quakes") << "a file where the folder would be";
  const Outcome outcome = export_real_data(scratch.path().string() + " quakes");
  EXPECT_EQ(outcome.status, 73);
  EXPECT_EQ(outcome.talk, "export-real-data: cannot write " + scratch.path().string() +
                              "/quakes/train.csv; choose another folder\n");
}

}  // namespace
}  // namespace espalier::data
