# cmake -DINPUT=service_model.json -DOUTPUT=x.cpp -P embed_service_model.cmake
# Writes the table's bytes as the C++ source of jobs::service_model_json().
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../../cmake/CppBytes.cmake)
cpp_bytes(${INPUT} bytes)
file(WRITE ${OUTPUT} "#include \"engine/jobs/service_model.hpp\"

namespace espalier::jobs {
namespace {
// NOLINTNEXTLINE(modernize-avoid-c-arrays): bytes
const char kJson[] = {${bytes}};
}  // namespace

std::string_view service_model_json() noexcept { return {kJson, sizeof kJson - 1}; }

}  // namespace espalier::jobs
")
