// A request that is accepted reads back the same from what it is written as; one that is
// refused is refused with engine::Error.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/cli/request.hpp"
#include "engine/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto request = espalier::cli::parse_json(text, "request");
    if (espalier::cli::parse_json(request.dump(), "again") != request) std::abort();
  } catch (const espalier::engine::Error&) {
    return 0;
  }
  return 0;
}
