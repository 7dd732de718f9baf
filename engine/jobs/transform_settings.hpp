/// A CreateTransformJob request as the transform understands it, and what it refuses.
/// A plain value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/s3_uri.hpp"
#include "engine/jobs/data_processing.hpp"
#include "engine/jobs/json.hpp"

namespace espalier::jobs {

enum class S3DataType { S3Prefix, ManifestFile };
enum class SplitType { None, Line };
enum class BatchStrategy { MultiRecord, SingleRecord };

struct TransformSettings {
  /// Throws: engine::Error (Validation): "ValidationException" for what the service would
  /// refuse in the request, "ClientError" with the container's message for what the
  /// container does not take; both say how to mend it.
  static TransformSettings from_request(const Json& request);

  /// MaxPayloadInMB in bytes; 0 is no limit.
  [[nodiscard]] std::uint64_t max_payload_bytes() const noexcept {
    return max_payload_in_mb << 20U;
  }

  data::S3Uri input;
  S3DataType input_type = S3DataType::S3Prefix;
  bool gzip = false;
  SplitType split_type = SplitType::None;
  BatchStrategy batch_strategy = BatchStrategy::MultiRecord;
  std::uint64_t max_payload_in_mb = 6;
  std::uint64_t max_concurrent_transforms = 1;
  data::S3Uri output;
  DataProcessing processing;
  /// What would be different on SageMaker, or has no effect; one sentence each.
  std::vector<std::string> warnings;
  /// What SageMaker would refuse for size, and how to mend it.
  std::vector<std::string> size_warnings;
};

}  // namespace espalier::jobs
