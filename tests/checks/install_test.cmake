# Installs the build into an empty prefix and uses it as a stranger would: builds and runs a
# client of tuner and one of predict, neither of which may need XGBoost, and looks at what
# lies where. Then makes the Debian package and looks into it.
#
#   cmake -DBUILD=DIR -DSCRATCH=DIR -DCXX=COMPILER -P install_test.cmake
cmake_minimum_required(VERSION 3.25)

# run(COMMAND…): its output in `output`; anything but success ends the test.
macro(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output
    ERROR_VARIABLE output WORKING_DIRECTORY ${SCRATCH})
  if(NOT status EQUAL 0)
    string(REPLACE ";" " " command "${ARGN}")
    message(FATAL_ERROR "${command}\nfailed (${status}):\n${output}")
  endif()
endmacro()

function(expect text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "expected ${pattern} in:\n${text}")
  endif()
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH})
set(prefix ${SCRATCH}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
expect("${output}" "include/espalier/tuner/study.hpp")

# A header that is not meant for others must not be installed.
file(GLOB_RECURSE private ${prefix}/include/espalier/tuner/gp/* ${prefix}/include/*.cpp)
if(private)
  message(FATAL_ERROR "installed, but private: ${private}")
endif()

foreach(room tuner predict)
  run(${CMAKE_COMMAND} -G Ninja -S ${CMAKE_CURRENT_LIST_DIR}/client -B ${SCRATCH}/${room}
      -DROOM=${room} -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX}
      -DCMAKE_DISABLE_FIND_PACKAGE_xgboost=ON -DCMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON
      -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON -DCMAKE_CXX_FLAGS=-Werror)
  run(${CMAKE_COMMAND} --build ${SCRATCH}/${room})
  run(${SCRATCH}/${room}/client)
  set(says_${room} "${output}")
  run(ldd ${SCRATCH}/${room}/client)
  if(output MATCHES "xgboost")
    message(FATAL_ERROR "the client of ${room} is linked with XGBoost:\n${output}")
  endif()
endforeach()
expect("${says_tuner}" "^20 trials, the best known")
expect("${says_predict}" "^scores 3.* 4.*refused: ")

# A room that is not there is refused by its name.
execute_process(
  COMMAND ${CMAKE_COMMAND} -G Ninja -S ${CMAKE_CURRENT_LIST_DIR}/client -B ${SCRATCH}/none
          -DROOM=attic -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR "find_package(espalier COMPONENTS attic) should fail")
endif()
expect("${output}" "There is no room attic")

run(cpack --config ${BUILD}/CPackConfig.cmake -B ${SCRATCH}/deb -D CPACK_THREADS=0)
file(GLOB package ${SCRATCH}/deb/espalier_*.deb)
run(dpkg-deb --contents ${package})
set(contents "${output}")
foreach(file lib/.*libespalier_tuner\\.a include/espalier/tuner/study\\.hpp
        lib/.*cmake/espalier/espalierConfig\\.cmake)
  expect("${contents}" " \\./usr/${file}\n")
endforeach()
run(dpkg-deb --field ${package} Package Section)
expect("${output}" "Package: espalier\nSection: science")

# From here on: what comes with the program.
if(NOT EXISTS ${prefix}/bin/espalier)
  message(STATUS "installed, used and packed: the rooms")
  return()
endif()
foreach(file bin/espalier share/man/man1/espalier\\.1\\.gz
        share/bash-completion/completions/espalier share/zsh/vendor-completions/_espalier
        share/fish/vendor_completions\\.d/espalier\\.fish)
  expect("${contents}" " \\./usr/${file}\n")
endforeach()
run(dpkg-deb --field ${package} Depends)
expect("${output}" "libxgboost")
run(${prefix}/bin/espalier --version)
message(STATUS "installed, used and packed: the rooms and the program")
