# cmake -DINPUT=service_model.json -DOUTPUT=x.cpp -P embed_service_model.cmake
# Writes the table's bytes as the C++ source of jobs::service_model_json().
cmake_minimum_required(VERSION 3.25)
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE ${OUTPUT} "#include \"engine/jobs/service_model.hpp\"

namespace espalier::jobs {
namespace {
// NOLINTNEXTLINE(modernize-avoid-c-arrays): bytes
const char kJson[] = {${bytes}'\\0'};
}  // namespace

std::string_view service_model_json() noexcept { return {kJson, sizeof kJson - 1}; }

}  // namespace espalier::jobs
")
