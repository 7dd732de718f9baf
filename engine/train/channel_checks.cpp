#include "engine/train/channel_checks.hpp"

#include <algorithm>
#include <array>

#include "engine/train/parameter_values.hpp"
#include "engine/train/python_literal.hpp"

namespace espalier::train {
namespace {

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// As the container's messages quote a line.
std::string beginning(const std::string& line) { return line.substr(0, 50); }

void refuse_hidden_files(const Channel& channel) {
  for (const ChannelFile& file : channel.files) {
    if (base_name(file.name).starts_with('.')) {
      refuse("Hidden file found in the data path! Remove that before training. (" +
             file.name + ")");
    }
  }
}

void check_unknown(const Channel& channel, Profile profile,
                   std::vector<std::string>& warnings) {
  if (profile == Profile::Legacy) {
    warnings.push_back("Channel " + channel.name +
                       " is not one that this image reads; it is ignored.");
  } else if (channel.name == "code") {
    refuse(
        "Channel code: training with a script of your own is not run here; leave the "
        "channel out to train with XGBoost itself");
  } else {
    refuse("Extraneous channel found: " + channel.name);
  }
}

bool is_number(std::string_view text) {
  return parse_float(text, Python::Three).has_value();
}

/// LABEL[:WEIGHT] INDEX:VALUE …
bool is_libsvm(std::string_view line) {
  const auto space = line.find(' ');
  const std::string_view label = line.substr(0, space);
  const auto colon = label.find(':');
  if (!is_number(label.substr(0, colon))) return false;
  if (colon != std::string_view::npos && !is_number(label.substr(colon + 1)))
    return false;
  while (!line.empty()) {
    line.remove_prefix(std::min(line.find(' '), line.size()));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.starts_with('#')) return true;
    if (!line.empty() && line.substr(0, line.find(' ')).find(':') == line.npos) {
      return false;
    }
  }
  return true;
}

void check_legacy_line(const std::string& line, std::string_view file, ContentType type) {
  const bool libsvm =
      line.find(' ') != std::string::npos && line.find(':') != std::string::npos;
  const std::string place =
      "firstline '" + beginning(line) + "...' of file '" + std::string(file) + "'. ";
  if (type == ContentType::Csv && libsvm) {
    refuse("Blankspace and colon found in " + place +
           "Please ensure the file is in csv format.");
  }
  if (type == ContentType::Libsvm && !libsvm) {
    refuse("Blankspace and colon not found in " + place +
           "ContentType by defaullt is in libsvm. Please ensure the file is in libsvm "
           "format.");
  }
}

engine::ErrorKind engine_kind(data::ErrorKind kind) {
  switch (kind) {
    case data::ErrorKind::NoInput:
      return engine::ErrorKind::NotFound;
    case data::ErrorKind::NotPermitted:
      return engine::ErrorKind::AccessDenied;
    case data::ErrorKind::CannotCreate:
    case data::ErrorKind::InputOutput:
      return engine::ErrorKind::InputOutput;
    case data::ErrorKind::BadData:
    case data::ErrorKind::BadArgument:
      return engine::ErrorKind::Validation;
  }
  return engine::ErrorKind::Validation;
}

}  // namespace

ChannelRoles check_channels(const std::vector<Channel>& channels, Profile profile,
                            std::vector<std::string>& warnings) {
  const auto find = [&](std::string_view name) {
    const auto found = std::ranges::find(channels, name, &Channel::name);
    return found == channels.end() ? nullptr : &*found;
  };
  const ChannelRoles roles{find("train"), find("validation")};
  const bool legacy = profile == Profile::Legacy;
  if (roles.train == nullptr) {
    refuse(legacy ? "Channelname 'train' is required for training"
                  : "Missing required channel: train");
  }
  if (legacy && channels.size() == 2 && roles.validation == nullptr) {
    refuse("Channelname 'validation' is used for validation input");
  }
  for (const Channel& channel : channels) {
    if (&channel == roles.train || &channel == roles.validation) {
      refuse_hidden_files(channel);
    } else {
      check_unknown(channel, profile, warnings);
    }
  }
  return roles;
}

std::string container_path(const Channel& channel) {
  return "/opt/ml/input/data/" + channel.name;
}

void refuse_empty(const Channel& channel, Profile profile) {
  if (profile == Profile::Legacy) {
    refuse("No file found in path " + container_path(channel) +
           ". If you are using ShardedByS3Key, make sure every machine get at least one "
           "partition file");
  }
  refuse("No data in " +
         std::string(channel.name == "train" ? "training" : channel.name) +
         " channel path " + container_path(channel));
}

std::string first_line(const ChannelFile& file) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  constexpr std::string_view kBlanks = " \t\r";
  // The reader refuses longer lines; here a part of one is enough.
  constexpr std::size_t kLongest = std::size_t{1} << 20U;
  const auto source = file.open();
  std::array<char, 4096> buffer{};
  std::string line;
  while (true) {
    const std::size_t count = source->read(buffer);
    line.append(buffer.data(), count);
    if (line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    const auto text = line.find_first_not_of(" \t\r\n");
    const auto begin =
        text == std::string::npos ? line.size() : line.rfind('\n', text) + 1;
    line.erase(0, begin);
    const auto end = line.find('\n');
    if (end == std::string::npos && count > 0 && line.size() < kLongest) continue;
    line.erase(std::min(end, line.size()));
    line.erase(line.find_last_not_of(kBlanks) + 1);
    return line;
  }
}

void check_first_line(const std::string& line, const ChannelFile& file, ContentType type,
                      Profile profile) {
  const std::string_view name = base_name(file.name);
  if (profile == Profile::Legacy) return check_legacy_line(line, name, type);
  if (type == ContentType::Csv || is_libsvm(line)) return;
  refuse("First line '" + beginning(line) + "...' of file '" + std::string(name) +
         "' is not 'LIBSVM' format. Please ensure the file is in 'LIBSVM' format.");
}

engine::Error loading_failure(const data::Error& error, ContentType type) {
  const engine::ErrorKind kind = engine_kind(error.kind());
  const std::string_view reason = error.reason();
  // The container finds these before it loads anything.
  const bool by_first_line = reason.starts_with("Non-numeric value") ||
                             reason.starts_with("Could not determine delimiter");
  if (kind != engine::ErrorKind::Validation || by_first_line) {
    return {kind, "ClientError", error.what()};
  }
  const std::string format = type == ContentType::Csv ? "csv" : "libsvm";
  return {kind, "ClientError",
          "Failed to load " + format + " data with exception:\n" + error.what()};
}

}  // namespace espalier::train
