/// Which objects a transform job reads, and where the output of each goes.
///
/// The output of an object is S3OutputPath + "/" + its relative key + ".out". Its
/// relative key is what follows the last "/" of the prefix (S3Prefix), or what the
/// manifest says (ManifestFile): two objects never share an output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/object_store.hpp"
#include "engine/jobs/transform_settings.hpp"

namespace espalier::jobs {

struct TransformInput {
  data::S3Uri input;
  data::S3Uri output;
  /// Bytes as stored; nothing if the manifest names an object that is not there.
  std::optional<std::uint64_t> bytes;
};

struct TransformInputs {
  std::vector<TransformInput> objects;  ///< in the order of their keys, none twice
  std::vector<std::string> warnings;
};

/// Lists what `settings` asks for. Empty objects whose key ends in "/" are folders of the
/// S3 console, not inputs.
/// Throws: engine::Error (NotFound, "ClientError") if there is no object, (Validation,
/// "ClientError") if the manifest is none.
TransformInputs list_transform_inputs(const TransformSettings& settings,
                                      const data::ObjectStore& objects);

}  // namespace espalier::jobs
