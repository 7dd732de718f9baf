#include "engine/cli/embedded_config.hpp"

#include <string>

#include "engine/error.hpp"

namespace espalier::cli {

std::string_view embedded_config(std::string_view path) {
  const auto folder = path.substr(0, path.rfind('/') + 1);
  std::string siblings;
  for (const auto& file : embedded_files()) {
    if (file.path == path) return file.bytes;
    if (!folder.empty() && file.path.starts_with(folder)) {
      siblings += (siblings.empty() ? "" : ", ") + std::string(file.path);
    }
  }
  throw engine::Error(engine::ErrorKind::NotFound, "ResourceNotFound",
                      "there is no configuration \"" + std::string(path) +
                          "\" in the program" +
                          (siblings.empty() ? "" : "; there are: " + siblings));
}

}  // namespace espalier::cli
