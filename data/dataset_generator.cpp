#include "data/dataset_generator.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset_function.hpp"
#include "data/error.hpp"
#include "data/plain_math.hpp"
#include "data/random_stream.hpp"

namespace espalier::data {
namespace {

constexpr std::uint64_t kMaxRows = 1'000'000'000'000;
constexpr std::size_t kMaxColumns = 100'000;
constexpr double kMaxNoise = 1e6;
constexpr double kMaxSkew = 2;

constexpr int kLabelDecimals = 6;
constexpr std::size_t kBufferBytes = std::size_t{1} << 18U;
/// More than any cell and its delimiter, and any label and its line end, take.
constexpr std::size_t kMaxCellBytes = 32;
constexpr int kPilotRows = 4096;

// What keys a stream besides the seed: the file and the purpose. So each file's rows are
// the same whatever the others' sizes, and the features whatever the noise and the gaps.
enum class File : std::uint64_t { Train, Validation, Test, Pilot };
enum class Purpose : std::uint64_t { Features, Noise, Missing };

RandomStream stream_of(std::uint64_t seed, File file, Purpose purpose) {
  return RandomStream(
      {seed, static_cast<std::uint64_t>(file), static_cast<std::uint64_t>(purpose)});
}

constexpr std::array<double, 7> kPowersOfTen = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

constexpr std::array<char, 200> two_digit_table() {
  std::array<char, 200> table{};
  for (std::size_t i = 0; i < 100; ++i) {
    table[2 * i] = static_cast<char>('0' + i / 10);
    table[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return table;
}

/// Writes `units` in units of 10^-decimals, as in 0.012300, and returns the end.
template <class Unsigned>
char* write_decimal(char* out, Unsigned units, int decimals) {
  static constexpr std::array<char, 200> kTwoDigits = two_digit_table();
  std::array<char, kMaxCellBytes> digits;  // NOLINT(*-member-init): filled from its end
  char* const end = digits.data() + digits.size();
  char* at = end;
  int left = decimals;
  for (; left >= 2; left -= 2) {
    const char* pair = &kTwoDigits[static_cast<std::size_t>(units % 100) * 2];
    *--at = pair[1];
    *--at = pair[0];
    units /= 100;
  }
  if (left == 1) {
    *--at = static_cast<char>('0' + units % 10);
    units /= 10;
  }
  if (decimals > 0) *--at = '.';
  do {
    *--at = static_cast<char>('0' + units % 10);
    units /= 10;
  } while (units != 0);
  return std::copy(at, end, out);
}

char* write_label(char* out, double label, int decimals) {
  const double scaled =
      plain_math::floor(label * kPowersOfTen[static_cast<std::size_t>(decimals)] + 0.5);
  if (scaled < 0) *out++ = '-';
  const double magnitude = scaled < 0 ? -scaled : scaled;
  return write_decimal(out, static_cast<std::uint64_t>(magnitude), decimals);
}

/// One row after the other of one file.
class Rows {
 public:
  Rows(const DatasetRecipe& recipe, std::uint64_t seed, File file)
      : function_(recipe.function),
        noise_(recipe.noise),
        missing_below_(static_cast<std::uint64_t>(recipe.missing_share * 0x1p32)),
        feature_stream_(stream_of(seed, file, Purpose::Features)),
        noise_stream_(stream_of(seed, file, Purpose::Noise)),
        missing_stream_(stream_of(seed, file, Purpose::Missing)),
        used_(used_features(recipe.function)) {
    const std::size_t columns = std::max(recipe.columns, used_);
    for (std::size_t c = 0; c < columns; ++c) {
      grids_.push_back(feature_grid(function_, c));
    }
    units_.resize(columns);
  }

  /// Draws the next row and returns its label.
  double next() {
    std::array<double, 5> x{};
    for (std::size_t c = 0; c < grids_.size(); ++c) {
      units_[c] = grids_[c].first + feature_stream_.below(grids_[c].count);
    }
    for (std::size_t c = 0; c < used_; ++c) {
      x[c] = units_[c] / kPowersOfTen[static_cast<std::size_t>(grids_[c].decimals)];
    }
    double label = label_of(function_, std::span(x).first(used_));
    if (noise_ > 0) {
      label += noise_ * plain_math::normal_quantile(noise_stream_.open_uniform());
    }
    return label;
  }

  /// Writes the row's features between commas. Requires: room for kMaxCellBytes each.
  char* write_features(char* out) {
    for (std::size_t c = 0; c < grids_.size(); ++c) {
      if (c > 0) *out++ = ',';
      const bool missing =
          missing_below_ > 0 && (missing_stream_.next() >> 32U) < missing_below_;
      if (!missing) out = write_decimal(out, units_[c], grids_[c].decimals);
    }
    return out;
  }

  [[nodiscard]] std::size_t columns() const { return grids_.size(); }

 private:
  DatasetFunction function_;
  double noise_;
  std::uint64_t missing_below_;
  RandomStream feature_stream_;
  RandomStream noise_stream_;
  RandomStream missing_stream_;
  std::size_t used_;
  std::vector<FeatureGrid> grids_;
  std::vector<std::uint32_t> units_;
};

/// What becomes of a label before it is written.
class LabelSkew {
 public:
  LabelSkew(const DatasetRecipe& recipe, std::uint64_t seed) : skew_(recipe.label_skew) {
    if (skew_ == 0) return;
    Rows pilot(recipe, seed, File::Pilot);
    std::vector<double> labels(kPilotRows);
    for (double& label : labels) mean_ += (label = pilot.next());
    mean_ /= kPilotRows;
    double variance = 0;
    for (const double label : labels) variance += (label - mean_) * (label - mean_);
    deviation_ = std::sqrt(variance / kPilotRows);
  }

  [[nodiscard]] double operator()(double label) const {
    if (skew_ == 0) return label;
    const double z = (label - mean_) / deviation_;
    const double size = (plain_math::exp(skew_ * (z < 0 ? -z : z)) - 1) / skew_;
    return z < 0 ? -size : size;
  }

 private:
  double skew_;
  double mean_ = 0;
  double deviation_ = 1;
};

/// A sink behind a buffer, counting.
class Output {
 public:
  Output(ByteSink& sink, std::size_t row_bytes, std::string_view line_end)
      : sink_(&sink), buffer_(kBufferBytes + row_bytes), line_end_(line_end) {}

  /// Where the next row goes; there is room for a row.
  char* begin_row() { return buffer_.data() + filled_; }

  /// Returns whether the buffer was handed on.
  bool end_row(char* end) {
    end = std::copy(line_end_.begin(), line_end_.end(), end);
    filled_ = static_cast<std::size_t>(end - buffer_.data());
    ++file_.rows;
    if (filled_ < kBufferBytes) return false;
    flush();
    return true;
  }

  void flush() {
    sink_->write({buffer_.data(), filled_});
    file_.bytes += filled_;
    filled_ = 0;
  }

  [[nodiscard]] const DatasetSummary::File& file() const { return file_; }

 private:
  ByteSink* sink_;
  std::vector<char> buffer_;
  std::size_t filled_ = 0;
  std::string_view line_end_;
  DatasetSummary::File file_;
};

/// Makes the files of one recipe and seed.
class Generator {
 public:
  Generator(const DatasetRecipe& recipe, std::uint64_t seed,
            const std::function<void(std::uint64_t)>& progress)
      : recipe_(recipe), seed_(seed), progress_(progress), skew_(recipe, seed) {
    const bool whole = recipe.function == DatasetFunction::SampleLine &&
                       recipe.noise == 0 && recipe.label_skew == 0;
    label_decimals_ = whole ? 0 : kLabelDecimals;
    line_end_ = recipe.line_end == LineEnd::CrLf ? "\r\n" : "\n";
  }

  DatasetSummary::File labelled(ByteSink& sink, File which, std::uint64_t count) {
    Rows rows(recipe_, seed_, which);
    Output out(sink, row_bytes(rows), line_end_);
    for (std::uint64_t i = 0; i < count; ++i) {
      char* at = write_label(out.begin_row(), skew_(rows.next()), label_decimals_);
      *at++ = ',';
      if (out.end_row(rows.write_features(at))) report(out.file().bytes);
    }
    return finish(out);
  }

  void split(const DatasetSinks& sinks, std::uint64_t count, DatasetSummary& summary) {
    Rows rows(recipe_, seed_, File::Test);
    Output features(*sinks.test, row_bytes(rows), line_end_);
    Output labels(*sinks.test_labels, kMaxCellBytes, line_end_);
    for (std::uint64_t i = 0; i < count; ++i) {
      const double label = skew_(rows.next());
      labels.end_row(write_label(labels.begin_row(), label, label_decimals_));
      if (features.end_row(rows.write_features(features.begin_row()))) {
        report(features.file().bytes + labels.file().bytes);
      }
    }
    summary.test = finish(features);
    summary.test_labels = finish(labels);
  }

 private:
  [[nodiscard]] static std::size_t row_bytes(const Rows& rows) {
    return (rows.columns() + 1) * kMaxCellBytes;
  }

  void report(std::uint64_t of_this_file) const {
    if (progress_) progress_(done_ + of_this_file);
  }

  DatasetSummary::File finish(Output& out) {
    out.flush();
    done_ += out.file().bytes;
    report(0);
    return out.file();
  }

  const DatasetRecipe& recipe_;
  std::uint64_t seed_;
  const std::function<void(std::uint64_t)>& progress_;
  LabelSkew skew_;
  int label_decimals_ = 0;
  std::string_view line_end_;
  std::uint64_t done_ = 0;
};

[[noreturn]] void refuse(const std::string& field, const std::string& why) {
  throw Error(ErrorKind::BadArgument, field + ": " + why);
}

/// The shortest text of a number, for a message.
std::string text_of(double value) {
  std::array<char, 32> text{};
  const auto [end, code] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

void check_range(const std::string& field, double value, double most) {
  if (!(value >= 0 && value <= most)) {
    refuse(field, text_of(value) + " is outside 0 to " + text_of(most));
  }
}

void check_columns(const DatasetRecipe& recipe) {
  const std::size_t used = used_features(recipe.function);
  if (recipe.columns != 0 && recipe.columns < used) {
    refuse("columns", std::string(name_of(recipe.function)) + " uses " +
                          std::to_string(used) + " features; " +
                          std::to_string(recipe.columns) +
                          " are too few, and 0 means as many as it uses");
  }
  if (recipe.columns > kMaxColumns) {
    refuse("columns", std::to_string(recipe.columns) + " are more than the " +
                          std::to_string(kMaxColumns) + " allowed");
  }
}

}  // namespace

void check_recipe(const DatasetRecipe& recipe) {
  const auto check_rows = [](const std::string& field, std::uint64_t rows) {
    if (rows > kMaxRows) {
      refuse(field, std::to_string(rows) + " are more than the " +
                        std::to_string(kMaxRows) + " allowed");
    }
  };
  check_rows("train rows", recipe.train_rows);
  check_rows("validation rows", recipe.validation_rows);
  check_rows("test rows", recipe.test_rows);
  if (recipe.train_rows == 0) refuse("train rows", "there must be at least 1");
  check_columns(recipe);
  check_range("noise", recipe.noise, kMaxNoise);
  if (!(recipe.missing_share >= 0 && recipe.missing_share < 1)) {
    refuse("missing share", text_of(recipe.missing_share) +
                                " is not a share; it must be at least 0 and "
                                "below 1");
  }
  check_range("label skew", recipe.label_skew, kMaxSkew);
}

DatasetSummary generate_dataset(const DatasetRecipe& recipe, std::uint64_t seed,
                                const DatasetSinks& sinks,
                                const std::function<void(std::uint64_t)>& progress) {
  assert(sinks.train && sinks.validation && sinks.test && sinks.test_labels);
  check_recipe(recipe);
  Generator generator(recipe, seed, progress);
  DatasetSummary summary;
  summary.train = generator.labelled(*sinks.train, File::Train, recipe.train_rows);
  summary.validation =
      generator.labelled(*sinks.validation, File::Validation, recipe.validation_rows);
  generator.split(sinks, recipe.test_rows, summary);
  return summary;
}

}  // namespace espalier::data
