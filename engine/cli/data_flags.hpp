/// The flags that `tune` and `train` share.
#pragma once

#include <CLI/CLI.hpp>

#include "engine/cli/request_builder.hpp"
#include "engine/cli/request_command.hpp"

namespace espalier::cli {

void add_data_flags(CLI::App& command, DataFlags& flags);

/// Throws: engine::Error (Usage) if flags that only make sense without a request stand
/// beside one.
void refuse_both(const CLI::App& command, const RequestOptions& request);

}  // namespace espalier::cli
