/// A training job's input channels: what the request says, to matrices.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/byte_source.hpp"
#include "engine/train/hyperparameters.hpp"
#include "engine/xgb/dmatrix.hpp"

namespace espalier::train {

enum class ContentType { Csv, Libsvm };

/// Throws: engine::Error (Validation) with the container's message for a type it does not
/// accept, and saying so for those that are accepted there but not here (parquet,
/// recordio).
ContentType content_type(std::string_view text, Profile profile);

/// One file of a channel. `open` may be called more than once.
struct ChannelFile {
  std::string name;  ///< as messages call it
  std::function<std::unique_ptr<data::ByteSource>()> open;
};

struct Channel {
  std::string name;  ///< "train" or "validation"
  ContentType type = ContentType::Csv;
  std::vector<ChannelFile> files;  ///< read one after the other, in this order
};

/// The data of a training job, ready to be shared by any number of concurrent boosters
/// once warm() has run with their tree_method and max_bin.
struct TrainingData {
  std::unique_ptr<xgb::DMatrix> train;
  std::unique_ptr<xgb::DMatrix> validation;  ///< null where there is no such channel
  std::vector<std::string> log;              ///< what the container would have logged
  std::vector<std::string> warnings;
};

/// Reads, checks and converts the channels; frees the raw rows before it returns.
/// Throws: engine::Error (Validation, "ClientError") with the container's message, naming
/// file:line:column where a row is at fault.
TrainingData load_channels(const std::vector<Channel>& channels, Profile profile,
                           bool csv_weights, int threads);

/// Whether boosters with this plan may train on shared data at all. approx weighs its
/// index with the second derivatives of the first round, or of each round where they are
/// not constant: it shares only squared error on all rows with weights as given.
bool shareable(const TrainingPlan& plan);

/// Makes the matrices safe to share: builds XGBoost's lazy index for these parameters
/// with one throw-away round. Afterwards tree_method and max_bin must not change.
/// Requires: shareable(plan).
/// Throws: as train(), where the plan or the labels are such that no round succeeds.
void warm(const TrainingData& data, const TrainingPlan& plan);

}  // namespace espalier::train
