// Any bytes are an archive with one model or are refused; a model taken out and packed
// again comes out the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"
#include "tests/support/gzip.hpp"

namespace {

using namespace espalier;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string unpacked(std::string_view archive) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 20U;
  const auto source = data::from_memory(archive);
  return artifact::read_model_archive(*source, kMost);
}

std::string packed(std::string_view model) {
  std::string archive;
  artifact::write_model_archive(*data::to_string(archive), model);
  return archive;
}

void try_archive(std::string_view archive) {
  try {
    const std::string model = unpacked(archive);
    require(unpacked(packed(model)) == model);
  } catch (const engine::Error& error) {
    require(error.kind() == engine::ErrorKind::Validation);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)artifact::format_of(bytes);
  try_archive(bytes);
  // Few mutations of a gzip leave its checksum right.
  try_archive(test::gzip(std::string(bytes)));
  return 0;
}
