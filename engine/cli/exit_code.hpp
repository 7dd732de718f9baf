/// The program's exit codes: 0, 1 and those of sysexits.h.
#pragma once

#include "data/error.hpp"
#include "engine/error.hpp"

namespace espalier::cli {

inline constexpr int kDone = 0;
inline constexpr int kJobFailed = 1;
inline constexpr int kUsage = 64;
inline constexpr int kBadData = 65;
inline constexpr int kNoInput = 66;
inline constexpr int kInternal = 70;
inline constexpr int kCannotCreate = 73;
inline constexpr int kInputOutput = 74;
inline constexpr int kNotPermitted = 77;
inline constexpr int kBadConfiguration = 78;
inline constexpr int kSignalled = 128;  ///< plus the signal's number

[[nodiscard]] int exit_code(data::ErrorKind kind) noexcept;
[[nodiscard]] int exit_code(engine::ErrorKind kind) noexcept;

}  // namespace espalier::cli
