#include "engine/cli/context.hpp"

#include <cstdlib>

#include "engine/cli/embedded_config.hpp"
#include "engine/error.hpp"

namespace espalier::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::filesystem::path Context::home_path() const {
  if (!home_option.empty()) return home_option;
  if (const auto home = environment("ESPALIER_HOME"); !home.empty()) return home;
  if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) {
    return std::filesystem::path(data) / "espalier";
  }
  const auto user = environment("HOME");
  if (user.empty()) {
    throw engine::Error(engine::ErrorKind::Usage, "ValidationException",
                        "there is no home folder: neither --home nor $ESPALIER_HOME nor "
                        "$HOME is set; name one with --home");
  }
  return std::filesystem::path(user) / ".local" / "share" / "espalier";
}

jobs::Home& Context::home() {
  if (!home_)
    home_ = std::make_unique<jobs::Home>(std::filesystem::absolute(home_path()));
  return *home_;
}

jobs::SageMaker& Context::sage_maker() {
  if (!sage_maker_) {
    jobs::SageMakerOptions options;
    options.instance_types = embedded_config("instance_types.json");
    sage_maker_ = std::make_unique<jobs::SageMaker>(home(), std::move(options));
  }
  return *sage_maker_;
}

jobs::RunOptions Context::run_options(jobs::JobObserver* observer) const {
  jobs::RunOptions options;
  options.stop = stop_;
  options.observer = observer;
  options.threads = threads;
  options.strict = strict;
  return options;
}

}  // namespace espalier::cli
