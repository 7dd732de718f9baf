/// What a refusal says.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "data/error.hpp"

namespace espalier::data {

/// The message of the data::Error that `action` throws, which must be of `kind`.
template <typename Action>
std::string message_of(Action action, ErrorKind kind = ErrorKind::BadData) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace espalier::data
