#include "engine/jobs/home.hpp"

#include <utility>

namespace espalier::jobs {

Home::Home(std::filesystem::path path) : path_(std::move(path)), objects_(path_ / "s3") {}

std::filesystem::path Home::registry_path() const { return path_ / "registry.sqlite"; }

std::filesystem::path Home::logs_path() const { return path_ / "logs"; }

}  // namespace espalier::jobs
