# tracked_files(VAR [REGEX pattern]): the project's files, relative to ROOT, which is the
# repository unless -DROOT=DIR says otherwise. What git tracks; where there is no git (a
# source archive), all but the build folder. An empty list is an error: a check of nothing
# proves nothing.
if(NOT ROOT)
  cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH ROOT)
  cmake_path(GET ROOT PARENT_PATH ROOT)
endif()

function(tracked_files result)
  cmake_parse_arguments(ARG "" "REGEX" "" ${ARGN})
  set(status 1)
  if(EXISTS ${ROOT}/.git)
    # The repository may belong to another user, as in a container.
    execute_process(COMMAND git -c safe.directory=* -c core.quotePath=off ls-files
      WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE status OUTPUT_VARIABLE names)
  endif()
  if(status EQUAL 0)
    string(REGEX REPLACE "\n$" "" names "${names}")
    string(REPLACE "\n" ";" names "${names}")
  else()
    file(GLOB_RECURSE names RELATIVE ${ROOT} ${ROOT}/*)
    list(FILTER names EXCLUDE REGEX "^(build|\\.git|\\.cache)/")
  endif()
  set(files)
  foreach(name IN LISTS names)
    if(EXISTS ${ROOT}/${name} AND NOT IS_SYMLINK ${ROOT}/${name}
       AND (NOT ARG_REGEX OR name MATCHES "${ARG_REGEX}"))
      list(APPEND files ${name})
    endif()
  endforeach()
  if(files STREQUAL "")
    message(FATAL_ERROR "${ROOT}: no files, so nothing was checked")
  endif()
  set(${result} "${files}" PARENT_SCOPE)
endfunction()
