/// What AWS's instance types have, from configs/instance_types.json.
///
/// Immutable after construction: any number of threads may use it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::jobs {

struct InstanceType {
  int vcpus = 0;
  double memory_gib = 0;
  int gpus = 0;
};

class InstanceTypes {
 public:
  /// `json` is the file's content; empty text is an empty table.
  /// Throws: engine::Error (Configuration) saying what is wrong with it.
  explicit InstanceTypes(std::string_view json);

  [[nodiscard]] std::optional<InstanceType> find(std::string_view name) const;

 private:
  std::map<std::string, InstanceType, std::less<>> types_;
};

/// What a job may use of this host.
struct Allotment {
  int threads = 1;
  std::vector<std::string> warnings;  ///< where the host or the type falls short
  std::string too_large;  ///< why the input does not fit the type; empty where it does
};

/// This host's processors and memory.
struct Host {
  int processors = 1;
  double memory_gib = 0;
};
Host this_host();

/// As many threads as the host has and the instance type allows; `threads` of the
/// caller's, where not 0, in the host's place. `input_bytes` is what the job reads into
/// memory.
Allotment allot(const InstanceTypes& types, const std::string& instance_type, Host host,
                int threads, std::uint64_t input_bytes);

/// Takes an input that is too large as a warning or, where `strict`, as an error.
/// Throws: engine::Error (LimitExceeded, "ClientError").
void require_size(Allotment& allotment, bool strict);

}  // namespace espalier::jobs
