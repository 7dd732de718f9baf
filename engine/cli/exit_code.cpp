#include "engine/cli/exit_code.hpp"

namespace espalier::cli {

int exit_code(data::ErrorKind kind) noexcept {
  switch (kind) {
    case data::ErrorKind::BadData:
      return kBadData;
    case data::ErrorKind::NoInput:
      return kNoInput;
    case data::ErrorKind::CannotCreate:
      return kCannotCreate;
    case data::ErrorKind::InputOutput:
      return kInputOutput;
    case data::ErrorKind::NotPermitted:
      return kNotPermitted;
    case data::ErrorKind::BadArgument:
      return kUsage;
  }
  return kInternal;
}

int exit_code(engine::ErrorKind kind) noexcept {
  switch (kind) {
    case engine::ErrorKind::Validation:
    case engine::ErrorKind::AlreadyExists:
    case engine::ErrorKind::LimitExceeded:
      return kBadData;
    case engine::ErrorKind::Usage:
      return kUsage;
    case engine::ErrorKind::NotFound:
      return kNoInput;
    case engine::ErrorKind::AccessDenied:
      return kNotPermitted;
    case engine::ErrorKind::Failed:
      return kJobFailed;
    case engine::ErrorKind::CannotWrite:
      return kCannotCreate;
    case engine::ErrorKind::InputOutput:
      return kInputOutput;
    case engine::ErrorKind::Configuration:
      return kBadConfiguration;
    case engine::ErrorKind::Internal:
      return kInternal;
  }
  return kInternal;
}

}  // namespace espalier::cli
