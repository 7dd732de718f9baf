#include "data/error.hpp"

#include <utility>

namespace espalier::data {

std::string Position::to_string() const {
  std::string text = file;
  if (line != 0) text.append(":").append(std::to_string(line));
  if (line != 0 && column != 0) text.append(":").append(std::to_string(column));
  return text;
}

Error::Error(ErrorKind kind, const std::string& what)
    : std::runtime_error(what), kind_(kind), reason_(what) {}

Error::Error(ErrorKind kind, Position where, const std::string& what)
    : std::runtime_error(where.to_string() + ": " + what),
      kind_(kind),
      where_(std::move(where)),
      reason_(what) {}

}  // namespace espalier::data
