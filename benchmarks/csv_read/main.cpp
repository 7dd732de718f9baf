// csv_read [ROWS]: checks that all contestants read the same numbers, then times them.

#include <time.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/csv_read/contestants.hpp"

namespace {

struct Contestant {
  const char* name;
  std::vector<float> (*read)(std::string_view);
};

constexpr std::array kContestants = {
    Contestant{"ours (CsvReader)", csv_read::ours},
    Contestant{"std::from_chars loop", csv_read::from_chars},
    Contestant{"fast_float loop", csv_read::fast_float},
    Contestant{"fast-cpp-csv-parser", csv_read::fast_cpp_csv_parser},
};

constexpr int kColumns = 20;
constexpr std::size_t kRuns = 11;

/// Decimals of eight digits, about ten bytes a cell.
std::string make_text(long rows) {
  std::mt19937_64 random(1);
  std::string text;
  std::array<char, 64> cell{};
  for (long r = 0; r < rows; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      const double value = static_cast<double>(random() >> 11U) / 9007199254740992.0;
      const int length = std::snprintf(cell.data(), cell.size(), "%.8f", value);
      text.append(cell.data(), static_cast<std::size_t>(length));
      text += c + 1 == kColumns ? '\n' : ',';
    }
  }
  return text;
}

/// Of the whole process, since a contestant may have threads, and other programs may run.
double cpu_seconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  const long rows = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 200'000;
  const std::string text = make_text(rows);
  const std::vector<float> expected = csv_read::from_chars(text);
  for (const Contestant& contestant : kContestants) {
    if (contestant.read(text) != expected) {
      std::fprintf(stderr, "%s reads other numbers\n", contestant.name);
      return EXIT_FAILURE;
    }
  }
  // In turns, so that a slow stretch of the machine meets everyone.
  std::array<std::vector<double>, kContestants.size()> seconds;
  for (std::size_t run = 0; run < kRuns; ++run) {
    for (std::size_t i = 0; i < kContestants.size(); ++i) {
      const double begin = cpu_seconds();
      if (kContestants[i].read(text).size() != expected.size()) return EXIT_FAILURE;
      seconds[i].push_back(cpu_seconds() - begin);
    }
  }
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  std::printf("%ld x %d, %.1f MB, CPU time, median (fastest to slowest) of %zu runs\n",
              rows, kColumns, megabytes, kRuns);
  for (std::size_t i = 0; i < kContestants.size(); ++i) {
    std::ranges::sort(seconds[i]);
    const double median = seconds[i][kRuns / 2];
    std::printf("%-22s %7.1f ms (%.1f to %.1f) %6.0f MB/s\n", kContestants[i].name,
                median * 1e3, seconds[i].front() * 1e3, seconds[i].back() * 1e3,
                megabytes / median);
  }
  return EXIT_SUCCESS;
}
