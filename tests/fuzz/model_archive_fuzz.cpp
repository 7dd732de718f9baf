// Any bytes are an archive with one model or are refused; a model taken out and packed
// again comes out the same.

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"

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

/// A gzip of any bytes: few mutations of a gzip leave its checksum right.
std::string gzip(std::string_view bytes) {
  constexpr int kGzip = 16 + MAX_WBITS;
  z_stream stream = {};
  require(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, MAX_MEM_LEVEL,
                       Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in(bytes);
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
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
  try_archive(gzip(bytes));
  return 0;
}
