#include <gtest/gtest.h>

#include "engine/jobs/payload_meter.hpp"

namespace espalier::jobs {
namespace {

TransformSettings settings(SplitType split, BatchStrategy strategy) {
  TransformSettings settings;
  settings.split_type = split;
  settings.batch_strategy = strategy;
  settings.max_payload_in_mb = 1;
  return settings;
}

constexpr std::uint64_t kHalf = std::uint64_t{1} << 19U;

TEST(PayloadMeter, SendsAnObjectThatIsNotSplitInOneRequest) {
  const auto one = settings(SplitType::None, BatchStrategy::MultiRecord);
  PayloadMeter meter(one, "s3://bucket/key");
  meter.object(0);
  EXPECT_EQ(meter.requests(), 0U);
  meter.object(kHalf);
  meter.object(2 * kHalf);
  EXPECT_EQ(meter.requests(), 1U);
  EXPECT_FALSE(meter.too_large());
  meter.object(2 * kHalf + 1);
  EXPECT_TRUE(meter.too_large());
}

TEST(PayloadMeter, FillsARequestWithRecordsUpToTheLimit) {
  const auto multi = settings(SplitType::Line, BatchStrategy::MultiRecord);
  PayloadMeter meter(multi, "s3://bucket/key");
  meter.record(1, kHalf);
  meter.record(2, kHalf);
  EXPECT_EQ(meter.requests(), 1U);
  meter.record(3, 1);
  EXPECT_EQ(meter.requests(), 2U);
  EXPECT_FALSE(meter.too_large());
}

TEST(PayloadMeter, SendsARecordARequestWhereSingleRecord) {
  const auto single = settings(SplitType::Line, BatchStrategy::SingleRecord);
  PayloadMeter meter(single, "s3://bucket/key");
  for (std::uint64_t line = 1; line <= 3; ++line) meter.record(line, 4);
  EXPECT_EQ(meter.requests(), 3U);
}

TEST(PayloadMeter, KeepsTheFirstRecordThatIsTooLarge) {
  const auto multi = settings(SplitType::Line, BatchStrategy::MultiRecord);
  PayloadMeter meter(multi, "s3://bucket/key");
  meter.record(7, 2 * kHalf + 1);
  meter.record(8, 2 * kHalf + 2);
  EXPECT_EQ(
      meter.too_large(),
      "s3://bucket/key:7: the record has 1048577 bytes, more than the 1048576 bytes of "
      "MaxPayloadInMB 1; raise MaxPayloadInMB (to 100 at most)");
}

TEST(PayloadMeter, HasNoLimitWhereThePayloadIsZero) {
  auto unlimited = settings(SplitType::Line, BatchStrategy::MultiRecord);
  unlimited.max_payload_in_mb = 0;
  PayloadMeter meter(unlimited, "s3://bucket/key");
  meter.record(1, kHalf << 20U);
  meter.record(2, kHalf << 20U);
  EXPECT_EQ(meter.requests(), 1U);
  EXPECT_FALSE(meter.too_large());
}

}  // namespace
}  // namespace espalier::jobs
