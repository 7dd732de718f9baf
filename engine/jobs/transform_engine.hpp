/// Batch transform without its bookkeeping: objects in, one prediction a line out.
///
/// Follows CreateTransformJob: S3Prefix and ManifestFile, Gzip, SplitType, BatchStrategy,
/// MaxPayloadInMB, AssembleWith, Accept, DataProcessing. docs/FORMATS.md says what is
/// written.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "data/object_store.hpp"
#include "engine/artifact/scorer.hpp"
#include "engine/jobs/job_observer.hpp"
#include "engine/jobs/sage_maker.hpp"

namespace espalier::jobs {

struct TransformOptions {
  std::stop_token stop;
  JobObserver* observer = nullptr;
  std::string job_name;  ///< in log lines
  int threads = 1;
  bool strict = false;  ///< what SageMaker would refuse for size is an error
};

/// One input object and what became of it.
struct TransformedObject {
  data::S3Uri input;
  data::S3Uri output;  ///< written only where `error` is empty
  std::uint64_t rows = 0;
  std::uint64_t bytes_in = 0;  ///< as stored
  std::uint64_t bytes_out = 0;
  std::uint64_t requests = 0;  ///< that SageMaker would make of it
  std::string error;           ///< "ClientError: …" naming file:line:column
};

struct TransformOutcome {
  bool stopped = false;
  std::vector<TransformedObject> objects;  ///< in the order of their keys
  std::vector<std::string> warnings;
};

/// Transforms every input object of the request. An object that cannot be scored gets no
/// output; the others do.
/// Requires: `request` is a CreateTransformJob request that has passed validation.
/// Throws: engine::Error if no input object is there, or the request asks for what the
/// container does not do (with its message).
TransformOutcome run_transform(const Json& request, const artifact::Scorer& scorer,
                               data::ObjectStore& objects,
                               const TransformOptions& options);

}  // namespace espalier::jobs
