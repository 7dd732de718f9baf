# Proof that each check of this folder can fail: it is run on small trees with one planted
# fault and must name it, and on the same tree without the fault and must pass.
#
#   cmake -DSCRATCH=DIR -P self_test.cmake
cmake_minimum_required(VERSION 3.25)
if(NOT SCRATCH)
  message(FATAL_ERROR "-DSCRATCH=DIR names a folder that may be emptied")
endif()

set(cases 0)
set(wrong 0)

# given(path text): a file of the tree that the next verdict is about.
macro(given path text)
  file(WRITE ${SCRATCH}/tree/${path} "${text}")
endmacro()

# run_check(name): leaves its output in `output` (blanks and newlines folded, since CMake
# wraps its messages) and its exit code in `status`, and empties the tree.
macro(run_check name)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DROOT=${SCRATCH}/tree -P ${CMAKE_CURRENT_LIST_DIR}/${name}.cmake
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  file(REMOVE_RECURSE ${SCRATCH}/tree)
  math(EXPR cases "${cases} + 1")
endmacro()

macro(passes name)
  run_check(${name})
  if(NOT status EQUAL 0)
    message(SEND_ERROR "${name} should pass, but says: ${output}")
    math(EXPR wrong "${wrong} + 1")
  endif()
endmacro()

macro(refuses name message)
  run_check(${name})
  string(FIND "${output}" "${message}" at)
  if(status EQUAL 0 OR at EQUAL -1)
    message(SEND_ERROR "${name} should fail with \"${message}\", but says: ${output}")
    math(EXPR wrong "${wrong} + 1")
  endif()
endmacro()

file(REMOVE_RECURSE ${SCRATCH}/tree)

# include_graph
given(data/table.hpp "#include <vector>\n#include <sys/stat.h>\n")
given(tuner/study.cpp "#include <Eigen/Dense>\n#include \"tuner/gp/kernel.hpp\"\n")
given(engine/xgb/check.cpp "#include <xgboost/c_api.h>\n#include \"engine/error.hpp\"\n")
given(engine/cli/main.cpp "#include <CLI/CLI.hpp>\n#include \"engine/jobs/home.hpp\"\n")
passes(include_graph)
given(data/table.cpp "#include \"tuner/study.hpp\"\n")
refuses(include_graph "data/table.cpp: data may not include tuner")
given(tuner/study.cpp "#include \"data/table.hpp\"\n")
refuses(include_graph "tuner/study.cpp: tuner may not include data")
given(tuner/study.cpp "  #  include <nlohmann/json.hpp>\n")
refuses(include_graph "<nlohmann/json.hpp> is only for engine")
given(tuner/study.cpp "#include <unistd.h>\n")
refuses(include_graph "<unistd.h> is only for data")
given(tuner/study.hpp "#include \"tuner/gp/kernel.hpp\"\n")
refuses(include_graph "tuner/gp is private")
given(engine/predict/forest.cpp "#include <xgboost/c_api.h>\n")
refuses(include_graph "<xgboost/c_api.h> is only for engine/xgb")
given(engine/train/trainer.cpp "#include \"engine/jobs/home.hpp\"\n")
refuses(include_graph "engine/train may not include engine/jobs")
given(engine/train/trainer.cpp "#include \"engine/artifact/scorer.hpp\"\n")
refuses(include_graph "engine/train may not include engine/artifact")
given(engine/flow/interpreter.cpp "#include \"engine/xgb/booster.hpp\"\n")
refuses(include_graph "engine/flow may not include engine/xgb")
given(engine/jobs/registry.cpp "#include \"engine/cli/main.hpp\"\n")
refuses(include_graph "engine/jobs may not include engine/cli")
given(engine/train/trainer.cpp "#include <archive_entry.h>\n")
refuses(include_graph "<archive_entry.h> is only for engine/artifact")
given(engine/jobs/registry.cpp "#include <boost/any.hpp>\n")
refuses(include_graph "<boost/any.hpp> is in no table")
given(engine/jobs/registry.cpp "#include \"home.hpp\"\n")
refuses(include_graph "\"home.hpp\" is not a path from the root")
given(engine/toys/toy.cpp "#include \"tests/support/random.hpp\"\n")
refuses(include_graph "is not a path from the root")
given(notes.txt "nothing to check")
refuses(include_graph "nothing was checked")

# file_sizes
string(REPEAT "\n" 200 two_hundred)
given(data/a.hpp "${two_hundred}")
given(data/b.cpp "${two_hundred}${two_hundred}")
given(data/c.hpp "// Long because it is a table.\n${two_hundred}")
passes(file_sizes)
given(data/a.hpp "int a;\n${two_hundred}")
refuses(file_sizes "data/a.hpp: 201 lines")
given(data/b.cpp "int b;\n${two_hundred}${two_hundred}")
refuses(file_sizes "data/b.cpp: 401 lines")

# forbidden_words
given(a.md "A method, an afford nowhere, a stubborn thing, /workers/, fix me.\n")
passes(forbidden_words)
foreach(text "int a; // TODO: more" "FIXME" "good enough for now" "returns a stub"
        "reads /work/brief.md" "in ../shared/design.md" "not implemented")
  given(data/a.cpp "\n${text}\n")
  refuses(forbidden_words "data/a.cpp:2:")
endforeach()

if(wrong GREATER 0)
  message(FATAL_ERROR "${wrong} of ${cases} cases went wrong")
endif()
message(STATUS "${cases} cases: every check passes and fails where it should")
