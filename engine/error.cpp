#include "engine/error.hpp"

#include <utility>

namespace espalier::engine {

Error::Error(ErrorKind kind, std::string aws_name, const std::string& message)
    : std::runtime_error(message), kind_(kind), aws_name_(std::move(aws_name)) {}

}  // namespace espalier::engine
