/// What the container looks at before it reads a channel: names, files, first lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "engine/train/channels.hpp"

namespace espalier::train {

/// The job's channels, told apart.
struct ChannelRoles {
  const Channel* train = nullptr;
  const Channel* validation = nullptr;  ///< null where there is none
};

/// Throws: engine::Error (Validation, "ClientError") for a channel that is missing or not
/// known, and for a hidden file. Adds to `warnings` what is ignored.
ChannelRoles check_channels(const std::vector<Channel>& channels, Profile profile,
                            std::vector<std::string>& warnings);

/// Where the container finds a channel's files.
std::string container_path(const Channel& channel);

/// Throws: engine::Error (Validation, "ClientError") for a channel without a row.
[[noreturn]] void refuse_empty(const Channel& channel, Profile profile);

/// The first line of a file that is not blank, without its end and byte order mark; empty
/// where there is none.
std::string first_line(const ChannelFile& file);

/// Throws: engine::Error (Validation, "ClientError") if a first line is not of its type.
void check_first_line(const std::string& line, const ChannelFile& file, ContentType type,
                      Profile profile);

/// data/'s error as the engine's: what the container says when it cannot load a file.
engine::Error loading_failure(const data::Error& error, ContentType type);

}  // namespace espalier::train
