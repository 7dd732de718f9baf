/// The one exception of engine/: it carries the name that AWS gives the failure.
#pragma once

#include <stdexcept>
#include <string>

namespace espalier::engine {

/// What the caller can do about it; the program's exit code follows from it.
enum class ErrorKind {
  Validation,     ///< a request or a hyperparameter is refused (65)
  Usage,          ///< the command line makes no sense (64)
  NotFound,       ///< no job, model or object of that name (66)
  AlreadyExists,  ///< the name is taken (65)
  LimitExceeded,  ///< a quota, the memory of the instance type (65)
  AccessDenied,   ///< (77)
  Failed,         ///< the job ran and failed (1)
  CannotWrite,    ///< (73)
  InputOutput,    ///< (74)
  Configuration,  ///< the home or a configuration file is broken (78)
  Internal,       ///< XGBoost or we erred (70)
};

class Error : public std::runtime_error {
 public:
  /// `aws_name` as on the wire: "ValidationException", "ResourceNotFound",
  /// "ResourceInUse", "ResourceLimitExceeded", "AccessDeniedException",
  /// "AlgorithmError", "ClientError", "InternalServerError", …
  Error(ErrorKind kind, std::string aws_name, const std::string& message);

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& aws_name() const noexcept { return aws_name_; }

 private:
  ErrorKind kind_;
  std::string aws_name_;
};

}  // namespace espalier::engine
