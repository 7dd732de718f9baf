#include "engine/jobs/instance_types.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <thread>

#include "engine/error.hpp"
#include "engine/jobs/json.hpp"

namespace espalier::jobs {
namespace {

constexpr double kGibibyte = 1024.0 * 1024.0 * 1024.0;

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

}  // namespace

InstanceTypes::InstanceTypes(std::string_view json) {
  if (json.empty()) return;
  try {
    const Json table = Json::parse(json);
    for (const auto& [name, of] : table.items()) {
      types_[name] = {of.at("vcpus").get<int>(), of.at("memory_gib").get<double>(),
                      of.value("gpus", 0)};
    }
  } catch (const Json::exception& error) {
    throw engine::Error(
        engine::ErrorKind::Configuration, "InternalServerError",
        std::string("instance_types.json: ") + error.what() +
            R"(; an entry reads "ml.m4.xlarge": {"vcpus": 4, "memory_gib": 16})");
  }
}

std::optional<InstanceType> InstanceTypes::find(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? std::nullopt : std::optional(found->second);
}

Host this_host() {
  Host host;
  host.processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  host.memory_gib = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                    static_cast<double>(::sysconf(_SC_PAGESIZE)) / kGibibyte;
  return host;
}

Allotment allot(const InstanceTypes& types, const std::string& instance_type, Host host,
                int threads, std::uint64_t input_bytes) {
  Allotment given;
  const int available = threads > 0 ? threads : host.processors;
  const auto type = types.find(instance_type);
  if (!type) {
    given.threads = available;
    if (!instance_type.empty()) {
      given.warnings.push_back(
          "instance type " + instance_type +
          " is not in configs/instance_types.json: its processors and "
          "memory do not bound this job");
    }
    return given;
  }
  given.threads = std::min(available, type->vcpus);
  if (threads == 0 && host.processors < type->vcpus) {
    given.warnings.push_back(instance_type + " has " + std::to_string(type->vcpus) +
                             " vCPU; this host has " + std::to_string(host.processors));
  }
  if (host.memory_gib > 0 && host.memory_gib < type->memory_gib * 0.9) {
    given.warnings.push_back(instance_type + " has " + number(type->memory_gib) +
                             " GiB of memory; this host has " + number(host.memory_gib));
  }
  if (static_cast<double>(input_bytes) > type->memory_gib * kGibibyte) {
    given.too_large =
        "the input is " + number(static_cast<double>(input_bytes) / kGibibyte) +
        " GiB and " + instance_type + " has " + number(type->memory_gib) +
        " GiB of memory: on SageMaker this job would run out of it; choose a "
        "larger InstanceType";
  }
  if (type->gpus > 0) {
    given.warnings.push_back(instance_type + " has " + std::to_string(type->gpus) +
                             " GPU, which are not used here: the job runs on processors");
  }
  return given;
}

void require_size(Allotment& allotment, bool strict) {
  if (allotment.too_large.empty()) return;
  if (strict) {
    throw engine::Error(engine::ErrorKind::LimitExceeded, "ClientError",
                        allotment.too_large);
  }
  allotment.warnings.push_back(allotment.too_large);
}

}  // namespace espalier::jobs
