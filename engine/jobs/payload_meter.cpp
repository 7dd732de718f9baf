#include "engine/jobs/payload_meter.hpp"

#include <utility>

namespace espalier::jobs {
namespace {

std::string limit_text(const TransformSettings& settings) {
  return std::to_string(settings.max_payload_bytes()) + " bytes of MaxPayloadInMB " +
         std::to_string(settings.max_payload_in_mb);
}

}  // namespace

PayloadMeter::PayloadMeter(const TransformSettings& settings, std::string name)
    : settings_(&settings), name_(std::move(name)) {}

void PayloadMeter::object(std::uint64_t bytes) {
  if (settings_->split_type != SplitType::None || bytes == 0) return;
  requests_ = 1;
  const std::uint64_t limit = settings_->max_payload_bytes();
  if (limit == 0 || bytes <= limit || too_large_) return;
  too_large_ = name_ +
               ": SageMaker sends the object in one request, and it has more than " +
               "the " + limit_text(*settings_) +
               "; set TransformInput.SplitType to Line to have it sent in pieces";
}

void PayloadMeter::record(std::uint64_t line, std::uint64_t bytes) {
  if (settings_->split_type != SplitType::Line) return;
  const std::uint64_t limit = settings_->max_payload_bytes();
  const bool fits = settings_->batch_strategy == BatchStrategy::MultiRecord &&
                    requests_ > 0 && (limit == 0 || in_request_ + bytes <= limit);
  if (fits) {
    in_request_ += bytes;
  } else {
    ++requests_;
    in_request_ = bytes;
  }
  if (limit == 0 || bytes <= limit || too_large_) return;
  too_large_ = name_ + ":" + std::to_string(line) + ": the record has " +
               std::to_string(bytes) + " bytes, more than the " + limit_text(*settings_) +
               "; raise MaxPayloadInMB (to 100 at most)";
}

}  // namespace espalier::jobs
