/// The SageMaker API of one home: operations by their names on the wire, and the running
/// of the jobs they create.
///
///   SageMaker sage_maker(home, {});
///   sage_maker.call("CreateTransformJob", request);   // checked, durable, InProgress
///   sage_maker.run(JobKind::TransformJob, name, {});  // here and now, to its end
///   const auto response = sage_maker.call("DescribeTransformJob", {{"TransformJobName",
///   name}});
///
/// Any number of threads may call(); a job is run by one caller.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/jobs/home.hpp"
#include "engine/jobs/job_kind.hpp"
#include "engine/jobs/job_observer.hpp"
#include "engine/jobs/json.hpp"

namespace espalier::jobs {

struct SageMakerOptions {
  /// The account and region of the ARNs that are made up here.
  std::string account = "012345678912";
  std::string region = "us-west-2";
  std::function<std::chrono::system_clock::time_point()> clock = [] {
    return std::chrono::system_clock::now();
  };
  /// The content of configs/instance_types.json.
  std::string instance_types;
};

struct RunOptions {
  std::stop_token stop;
  JobObserver* observer = nullptr;
  /// Threads in all; 0: as many as the host has, bounded by the instance type.
  int threads = 0;
  /// What SageMaker would refuse for size is an error, not a warning.
  bool strict = false;
  /// The seed of a tuning job whose request has no RandomSeed.
  std::uint64_t seed = 0;
};

class SageMaker {
 public:
  SageMaker(Home& home, SageMakerOptions options);
  ~SageMaker();
  SageMaker(const SageMaker&) = delete;
  SageMaker& operator=(const SageMaker&) = delete;
  SageMaker(SageMaker&&) = delete;
  SageMaker& operator=(SageMaker&&) = delete;

  /// Performs an operation: Create…, Describe…, List…, Stop…, DeleteModel, AddTags,
  /// ListTags. Throws: engine::Error with AWS's name and message: "ValidationException",
  /// "ResourceInUse", "ResourceNotFound", "ResourceLimitExceeded".
  Json call(std::string_view operation, const Json& request);

  /// Runs a job that Create… has made, to its end; the end state is in Describe….
  /// Requires: the kind is not Model.
  void run(JobKind kind, const std::string& name, const RunOptions& options);

  /// What the real service would refuse, or do differently, in this request; one sentence
  /// each.
  std::vector<std::string> check(std::string_view operation, const Json& request);

  /// An operation's request with every field, as `aws … --generate-cli-skeleton` prints
  /// it.
  static Json skeleton(std::string_view operation);

  /// prefix-1, prefix-2, …: the first that no job of the kind has in this home.
  std::string free_name(JobKind kind, const std::string& prefix);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace espalier::jobs
