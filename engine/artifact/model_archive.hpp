/// model.tar.gz: a gzip'd tar with the model as `xgboost-model` at its root.
///
/// What is written has the same bytes for the same model: no clock, owner or name of the
/// machine is in it. What is read may come from anywhere: absolute names, "..", links,
/// devices and archives that unpack beyond their bound are refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "data/byte_sink.hpp"
#include "data/byte_source.hpp"

namespace espalier::artifact {

/// What the container of SageMaker calls its model.
inline constexpr std::string_view kModelName = "xgboost-model";

/// Writes the archive of one model; the sink's commit() stays the caller's.
void write_model_archive(data::ByteSink& sink, std::string_view model);

/// The bytes of `xgboost-model`, or else of the only file at the root whose name does not
/// begin with a dot. Files in folders are passed over. Several models, which the
/// container would average, are refused. `max_bytes` bounds what the whole archive
/// unpacks to. Throws: engine::Error (Validation, "ClientError") saying what is wrong
/// with the archive; what the source throws where it cannot be read.
std::string read_model_archive(data::ByteSource& source,
                               std::uint64_t max_bytes = std::uint64_t{8} << 30U);

enum class ModelFileFormat { Json, Ubjson, Binary, Pickle, Unknown };
/// Told by the first bytes.
ModelFileFormat format_of(std::string_view model) noexcept;

}  // namespace espalier::artifact
