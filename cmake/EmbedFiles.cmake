# cmake -DROOT=folder -DFILES=a;b -DOUTPUT=x.cpp -P EmbedFiles.cmake
# Writes the files' bytes as a C++ source that defines cli::embedded_files()
# (engine/cli/embedded_config.hpp).
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/CppBytes.cmake)
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  cpp_bytes(${ROOT}/${file} bytes)
  string(APPEND arrays "// NOLINTNEXTLINE(modernize-avoid-c-arrays): bytes\nconst char kFile${number}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${file}\", {kFile${number}, sizeof kFile${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"engine/cli/embedded_config.hpp\"

namespace espalier::cli {
namespace {
${arrays}
// NOLINTNEXTLINE(modernize-avoid-c-arrays): its length is that of the list
const EmbeddedFile kFiles[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> embedded_files() noexcept { return kFiles; }

}  // namespace espalier::cli
")
