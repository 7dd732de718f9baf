/// Requests as the AWS CLI takes them: a file, "-" for stdin, or JSON on the command
/// line.
#pragma once

#include <string>
#include <string_view>

#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

/// Parses JSON that may come from anyone.
/// Throws: engine::Error (Validation) with name:line:column for what is no JSON, is
/// nested more than 64 deep, names a member twice, or is longer than 16 MB.
jobs::Json parse_json(std::string_view text, std::string_view name);

/// "-" is stdin, a text that begins with "{" is the request itself, "file://PATH" and
/// anything else a path.
/// Throws: data::Error (NoInput), engine::Error (Validation).
jobs::Json read_request(const std::string& argument);

/// The operation whose request this looks like: "CreateHyperParameterTuningJob", ….
/// Throws: engine::Error (Validation) if it is none of those that are known here.
std::string operation_of(const jobs::Json& request);

}  // namespace espalier::cli
