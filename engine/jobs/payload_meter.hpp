/// What a transform job would send to the container in each request, and whether
/// SageMaker would refuse it for size.
///
///   SplitType None               an object is one request
///   Line, SingleRecord           a record is one request
///   Line, MultiRecord            a request holds as many records as fit in the limit
///
/// One meter belongs to one object and one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/jobs/transform_settings.hpp"

namespace espalier::jobs {

class PayloadMeter {
 public:
  /// `name` is the object's, for messages. The settings outlive the meter.
  PayloadMeter(const TransformSettings& settings, std::string name);

  /// The object, where it is one request, has at least so many bytes.
  void object(std::uint64_t bytes);
  /// A record of the object, where it is split, has so many bytes with its line end.
  void record(std::uint64_t line, std::uint64_t bytes);

  [[nodiscard]] std::uint64_t requests() const noexcept { return requests_; }
  /// The first request that is too large, and how to mend it.
  [[nodiscard]] const std::optional<std::string>& too_large() const noexcept {
    return too_large_;
  }

 private:
  const TransformSettings* settings_;
  std::string name_;
  std::uint64_t requests_ = 0;
  std::uint64_t in_request_ = 0;
  std::optional<std::string> too_large_;
};

}  // namespace espalier::jobs
