#include "engine/cli/local_input.hpp"

#include <filesystem>
#include <vector>

#include "data/byte_source.hpp"

namespace espalier::cli {
namespace {

bool is_s3(const std::string& argument) { return argument.starts_with("s3://"); }

}  // namespace

std::string object_address(const std::string& argument, const std::string& job,
                           const std::string& channel) {
  if (is_s3(argument)) return argument;
  return "s3://" + std::string(kLocalBucket) + "/" + job + "/" + channel + "/" +
         std::filesystem::path(argument).filename().string();
}

void import_file(data::ObjectStore& objects, const std::string& argument,
                 const std::string& address) {
  if (is_s3(argument)) return;
  const auto source = data::open_file(argument);
  const auto sink = objects.writer(data::S3Uri::parse(address));
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (const std::size_t bytes = source->read(buffer)) {
    sink->write({buffer.data(), bytes});
  }
  sink->commit();
}

}  // namespace espalier::cli
