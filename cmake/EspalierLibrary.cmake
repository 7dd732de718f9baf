# espalier_library(NAME [INTERNAL] SOURCES a.cpp… HEADERS a.hpp… DEPENDS target…
#                  PRIVATE_DEPENDS target…)
#
# One room of the house: a static library espalier_NAME, known as espalier::NAME, whose
# headers are included by their path from the repository's root ("data/table.hpp") both
# here and once installed, and are each compiled on their own (target
# all_verify_interface_header_sets). DEPENDS are what its headers include, PRIVATE_DEPENDS
# what only its sources do. Each room is installed with a targets file of its own, so that
# a client of one room needs to find nothing that only another one links; an INTERNAL one is
# not installed.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

function(espalier_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  # g++ 12 takes `"a" + std::string(…)` for overlapping memory once it optimises (its bug 105329).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-Wno-restrict>)
  endif()
endfunction()

# A library of headers alone leaves nothing to link: a client of the installed archive need
# not have it.
function(espalier_is_headers_only result target)
  set(${result} FALSE PARENT_SCOPE)
  if(TARGET ${target})
    get_target_property(type ${target} TYPE)
    get_target_property(imported ${target} IMPORTED)
    get_target_property(libraries ${target} INTERFACE_LINK_LIBRARIES)
    get_target_property(options ${target} INTERFACE_LINK_OPTIONS)
    if(type STREQUAL "INTERFACE_LIBRARY" AND imported AND NOT libraries AND NOT options)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(espalier_library name)
  cmake_parse_arguments(ARG "INTERNAL" "" "SOURCES;HEADERS;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  set(target espalier_${name})
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(espalier::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  espalier_warnings(${target})

  # What a client must have: the rooms and the packages that stand behind the targets.
  set(needs ${ARG_DEPENDS})
  target_link_libraries(${target} PUBLIC ${ARG_DEPENDS})
  foreach(dependency IN LISTS ARG_PRIVATE_DEPENDS)
    espalier_is_headers_only(headers_only ${dependency})
    if(headers_only)
      target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:${dependency}>)
    else()
      target_link_libraries(${target} PRIVATE ${dependency})
      list(APPEND needs ${dependency})
    endif()
  endforeach()
  if(ARG_INTERNAL)
    return()
  endif()

  set(rooms ${needs})
  list(FILTER rooms INCLUDE REGEX "^espalier::")
  list(TRANSFORM rooms REPLACE "^espalier::" "")
  set(packages ${needs})
  list(FILTER packages EXCLUDE REGEX "^espalier::")
  list(TRANSFORM packages REPLACE "::.*" "")
  list(TRANSFORM packages REPLACE "^SQLite$" "SQLite3")
  list(REMOVE_DUPLICATES packages)
  set_property(GLOBAL APPEND PROPERTY ESPALIER_ROOMS ${name})
  set_property(GLOBAL PROPERTY ESPALIER_ROOMS_OF_${name} "${rooms}")
  set_property(GLOBAL PROPERTY ESPALIER_PACKAGES_OF_${name} "${packages}")

  install(TARGETS ${target} EXPORT espalier-${name}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/espalier)
  install(EXPORT espalier-${name} NAMESPACE espalier::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/espalier)
endfunction()
