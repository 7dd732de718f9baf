# One concept a file: a header has at most 200 lines, a source at most 400. A file that must
# be longer says why in a comment "Long because …" among its first 20 lines.
#
#   cmake [-DROOT=DIR] -P file_sizes.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/tracked_files.cmake)

tracked_files(files REGEX "\\.[ch]pp$")
set(wrong 0)
foreach(file IN LISTS files)
  # file(STRINGS) drops empty lines, so the newlines are counted instead.
  file(READ ${ROOT}/${file} text)
  string(REGEX REPLACE "[^\n]" "" newlines "${text}")
  string(LENGTH "${newlines}" lines)
  if(file MATCHES "\\.hpp$")
    set(limit 200)
  else()
    set(limit 400)
  endif()
  if(lines GREATER limit)
    file(STRINGS ${ROOT}/${file} top LIMIT_COUNT 20)
    if(NOT top MATCHES "//[^;]*Long because ")
      message(SEND_ERROR "${file}: ${lines} lines, more than ${limit}; split it, or say at its "
                         "top \"// Long because …\"")
      math(EXPR wrong "${wrong} + 1")
    endif()
  endif()
endforeach()
if(wrong GREATER 0)
  message(FATAL_ERROR "${wrong} files are too long")
endif()
list(LENGTH files count)
message(STATUS "${count} files: each of a readable length")
