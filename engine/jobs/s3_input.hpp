/// Which objects a channel's S3DataSource names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/object_store.hpp"
#include "engine/jobs/json.hpp"
#include "engine/train/channels.hpp"

namespace espalier::jobs {

/// Where the request says the job runs: it stands in AWS's message about missing objects.
struct S3Caller {
  std::string region;
  std::string role;
};

/// S3Prefix: every object whose key begins with it, but for the empty ones that end in
/// "/"; ManifestFile: those it lists. Throws: engine::Error (NotFound,
/// "ValidationException") with AWS's text where there is none; (Validation) for a data
/// source that is not read here or a manifest that is none.
std::vector<data::ObjectInfo> objects_of(const Json& s3_data_source,
                                         const data::ObjectStore& objects,
                                         const S3Caller& caller);

/// A training job's channels and how many bytes they have, as stored.
struct ChannelInputs {
  std::vector<train::Channel> channels;
  std::uint64_t bytes = 0;
};

/// `objects` outlives the channels.
/// Throws: engine::Error as objects_of(), and as the container does for a content type or
/// a channel that it does not take.
ChannelInputs open_channels(const Json& input_data_config,
                            const data::ObjectStore& objects, const S3Caller& caller,
                            train::Profile profile);

}  // namespace espalier::jobs
