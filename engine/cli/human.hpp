/// Numbers as people read them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace espalier::cli {

/// 0 -> "0 B", 1536 -> "1.5 KB", powers of 1,000 as file managers and S3's console count.
std::string human_bytes(std::uint64_t bytes);
/// 1234567 -> "1,234,567".
std::string human_count(std::uint64_t count);
/// "3 ms", "1.25 s", "2 min 05 s", "3 h 07 min".
std::string human_duration(std::chrono::nanoseconds duration);
/// Significant digits, without trailing zeros: (0.34776, 6) -> "0.34776".
std::string human_number(double value, int digits = 6);

}  // namespace espalier::cli
