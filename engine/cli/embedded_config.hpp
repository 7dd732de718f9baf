/// The files of configs/, which the program carries within itself.
#pragma once

#include <span>
#include <string_view>

namespace espalier::cli {

struct EmbeddedFile {
  std::string_view path;  ///< from configs/, "requests/create-model.json"
  std::string_view bytes;
};

/// In the order of their paths. Defined in a source that the build generates.
std::span<const EmbeddedFile> embedded_files() noexcept;

/// Throws: engine::Error (NotFound) naming the files of the same folder.
std::string_view embedded_config(std::string_view path);

}  // namespace espalier::cli
