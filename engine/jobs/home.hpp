/// The folder that holds all state: objects, the registry of jobs, their logs.
///
///   HOME/s3/BUCKET/KEY        objects, see data/object_store.hpp
///   HOME/registry.sqlite      jobs and models, see jobs/registry.hpp
///   HOME/logs/GROUP/STREAM    logs, one line an event
#pragma once

#include <filesystem>

#include "data/object_store.hpp"

namespace espalier::jobs {

class Home {
 public:
  /// `path` is created when something is first stored.
  explicit Home(std::filesystem::path path);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path registry_path() const;
  [[nodiscard]] std::filesystem::path logs_path() const;
  [[nodiscard]] data::ObjectStore& objects() noexcept { return objects_; }

 private:
  std::filesystem::path path_;
  data::ObjectStore objects_;
};

}  // namespace espalier::jobs
