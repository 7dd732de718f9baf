#include "engine/train/channels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <utility>

#include "data/csv_reader.hpp"
#include "data/delimiter.hpp"
#include "data/error.hpp"
#include "data/libsvm_reader.hpp"
#include "data/table.hpp"
#include "engine/train/channel_checks.hpp"
#include "engine/train/parameter_values.hpp"

namespace espalier::train {
namespace {

/// What is remembered of a channel whose rows are gone.
struct Shape {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t fingerprint = 0;  ///< equal for equal rows

  bool operator==(const Shape&) const = default;
};

struct LoadedChannel {
  std::unique_ptr<xgb::DMatrix> matrix;
  Shape shape;
};

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

template <typename T>
std::size_t bytes_hash(const std::vector<T>& values) {
  return std::hash<std::string_view>()(
      {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
}

std::size_t fingerprint(const data::Table& table) {
  return bytes_hash(table.values) ^ (bytes_hash(table.labels) << 1U);
}

std::size_t fingerprint(const data::SparseTable& table) {
  return bytes_hash(table.values) ^ (bytes_hash(table.indices) << 1U) ^
         (bytes_hash(table.labels) << 2U);
}

/// Loads the channels of one job, one after the other.
class ChannelLoader {
 public:
  ChannelLoader(Profile profile, ContentType type, int threads, TrainingData& into)
      : profile_(profile), type_(type), threads_(threads), into_(into) {}

  /// `train` is the shape that a validation channel must fit; null for train itself.
  LoadedChannel load(const Channel& channel, bool csv_weights, const Shape* train) {
    try {
      return type_ == ContentType::Csv ? load_csv(channel, csv_weights, train)
                                       : load_libsvm(channel, train);
    } catch (const data::Error& error) {
      throw loading_failure(error, type_);
    }
  }

 private:
  LoadedChannel load_csv(const Channel& channel, bool csv_weights, const Shape* train) {
    data::CsvOptions options;
    options.label_column = 0;
    if (csv_weights) options.weight_column = 1;
    options.delimiter = delimiter_of(channel);

    data::Table table;
    for (const ChannelFile& file : channel.files) {
      data::CsvReader reader(file.open(), options);
      read_csv(reader, table);
      if (table.rows > 0) options.columns = table.columns;
    }
    if (table.rows == 0) refuse_empty(channel, profile_);
    if (table.columns == 0) {
      refuse(
          "Channel " + channel.name +
          " has a label but no feature; the first column is the label, features follow "
          "it");
    }
    fit_columns(table.columns, train, csv_weights_hint(table, train));

    const auto missing = std::ranges::count_if(
        table.values, [](float value) { return std::isnan(value); });
    log_loaded(channel, table.rows, table.columns,
               table.values.size() - static_cast<std::size_t>(missing),
               std::string("?format=csv&label_column=0&delimiter=") + *options.delimiter +
                   (csv_weights ? "&weight_column=1" : ""));
    return to_matrix(table);
  }

  LoadedChannel load_libsvm(const Channel& channel, const Shape* train) {
    data::SparseTable table;
    table.offsets.push_back(0);
    for (const ChannelFile& file : channel.files) {
      const std::string line = first_line(file);
      if (line.empty()) continue;
      check_first_line(line, file, type_, profile_);
      append_sparse(file, table);
    }
    if (table.rows == 0) refuse_empty(channel, profile_);
    if (table.columns == 0) {
      refuse("Channel " + channel.name + " has labels but no feature (INDEX:VALUE)");
    }
    // What a sparse file does not mention is missing, to the strict image's XGBoost;
    // 0.72's Python wants the same number of columns.
    if (train != nullptr && profile_ == Profile::Strict) {
      table.columns = std::max(table.columns, train->columns);
    }
    fit_columns(table.columns, train, "");
    log_loaded(channel, table.rows, table.columns, table.values.size(), "");
    return to_matrix(table);
  }

  /// As the container: the first file's first line decides for all.
  char delimiter_of(const Channel& channel) {
    std::optional<char> delimiter;
    for (const ChannelFile& file : channel.files) {
      const std::string line = first_line(file);
      if (line.empty()) continue;
      check_first_line(line, file, type_, profile_);
      if (!delimiter) delimiter = data::container_delimiter(line, {file.name, 1, 0});
    }
    if (!delimiter) refuse_empty(channel, profile_);
    into_.log.push_back(std::string("Determined delimiter of CSV input is '") +
                        *delimiter + "'");
    return *delimiter;
  }

  static void read_csv(data::CsvReader& reader, data::Table& table) {
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    if (table.rows == 0) {
      reader.next(table, kAll);
      return;
    }
    data::Table more;
    if (!reader.next(more, kAll)) return;
    table.rows += more.rows;
    append(table.values, more.values);
    append(table.labels, more.labels);
    append(table.weights, more.weights);
  }

  static void append_sparse(const ChannelFile& file, data::SparseTable& table) {
    const auto source = file.open();
    const data::SparseTable more = data::read_libsvm(*source);
    const bool weighted = !more.weights.empty();
    if (table.rows > 0 && more.rows > 0 && weighted == table.weights.empty()) {
      refuse(file.name + (weighted ? " has weights" : " has no weights") +
             ", unlike the channel's files before it; give each row a weight, or none");
    }
    const std::uint64_t before = table.values.size();
    for (std::size_t row = 1; row <= more.rows; ++row) {
      table.offsets.push_back(before + more.offsets[row]);
    }
    table.rows += more.rows;
    table.columns = std::max(table.columns, more.columns);
    append(table.indices, more.indices);
    append(table.values, more.values);
    append(table.labels, more.labels);
    append(table.weights, more.weights);
  }

  /// The container reads weights from the train channel alone.
  static std::string csv_weights_hint(const data::Table& table, const Shape* train) {
    if (train == nullptr || table.columns != train->columns + 1) return "";
    return " If its second column is a weight, remove it: csv_weights holds for the "
           "train "
           "channel alone.";
  }

  static void fit_columns(std::size_t columns, const Shape* train,
                          const std::string& hint) {
    if (train == nullptr || columns == train->columns) return;
    refuse(
        "Feature names/Number of features mismatched between training and validation "
        "input. Please check features in training and validation data. (train has " +
        std::to_string(train->columns) + " features, validation " +
        std::to_string(columns) + ".)" + hint);
  }

  void log_loaded(const Channel& channel, std::size_t rows, std::size_t columns,
                  std::size_t entries, const std::string& query) {
    into_.log.push_back(std::to_string(rows) + "x" + std::to_string(columns) +
                        " matrix with " + std::to_string(entries) +
                        " entries loaded from " + container_path(channel) + query);
  }

  template <typename Rows>
  LoadedChannel to_matrix(const Rows& table) {
    return {std::make_unique<xgb::DMatrix>(table, threads_),
            {table.rows, table.columns, fingerprint(table)}};
  }

  Profile profile_;
  ContentType type_;
  int threads_;
  TrainingData& into_;
};

}  // namespace

TrainingData load_channels(const std::vector<Channel>& channels, Profile profile,
                           bool csv_weights, int threads) {
  TrainingData data;
  const ChannelRoles roles = check_channels(channels, profile, data.warnings);
  const ContentType type = roles.train->type;
  ChannelLoader loader(profile, type, threads, data);
  LoadedChannel train = loader.load(*roles.train, csv_weights, nullptr);
  data.train = std::move(train.matrix);
  if (roles.validation == nullptr) return data;

  if (roles.validation->type != type) {
    data.warnings.emplace_back(
        "The container reads the validation channel with the ContentType of the train "
        "channel; so it is read here.");
  }
  LoadedChannel validation = loader.load(*roles.validation, false, &train.shape);
  data.validation = std::move(validation.matrix);
  if (train.shape == validation.shape) {
    data.warnings.emplace_back(
        "The train and validation channels hold the same rows: the validation metric "
        "says "
        "nothing about new data.");
  }
  return data;
}

}  // namespace espalier::train
