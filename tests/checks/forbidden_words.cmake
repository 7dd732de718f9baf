# Words that say a file is not finished, or that name a place outside the project.
#
#   cmake [-DROOT=DIR] -P forbidden_words.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/tracked_files.cmake)

# Extended regular expressions, matched by grep without regard to the files' language.
set(words
  # not finished
  "\\b(TODO|FIXME|XXX|HACK|WIP)\\b"
  "\\b[Ff]or now\\b" "\\b[Ss]tub(bed|s)?\\b" "\\b[Nn]ot (yet )?implemented\\b"
  "\\b[Tt]emporary (hack|workaround|solution)\\b" "\\b[Ll]orem ipsum\\b"
  # a place on somebody's machine, or a registry's host
  "/work/" "/home/[a-z]+/" "/root/" "\\.\\./shared\\b"
  "\\b(deb|security|snapshot)\\.debian\\.org\\b" "\\bpypi\\.org\\b"
  # who or what typed it
  "\\b(ChatGPT|Claude|Copilot|GPT-[0-9]|LLM)\\b" "\\b[Ll]anguage model\\b")

tracked_files(files)
# The two files that hold the words themselves.
list(REMOVE_ITEM files tests/checks/forbidden_words.cmake tests/checks/self_test.cmake)
set(patterns)
foreach(word IN LISTS words)
  list(APPEND patterns -e ${word})
endforeach()
execute_process(COMMAND grep -nIE ${patterns} -- ${files} /dev/null
  WORKING_DIRECTORY ${ROOT} OUTPUT_VARIABLE found RESULT_VARIABLE status)
if(status EQUAL 0)
  message(FATAL_ERROR "forbidden words (see ${CMAKE_CURRENT_LIST_FILE}):\n${found}")
elseif(NOT status EQUAL 1)
  message(FATAL_ERROR "grep failed: ${status}")
endif()
list(LENGTH files count)
message(STATUS "${count} files: no forbidden word")
