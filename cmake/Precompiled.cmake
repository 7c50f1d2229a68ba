# SPDX-License-Identifier: Apache-2.0
# The standard library's headers, read once for the whole program and once for its tests: a quarter less to compile. Only where
# DWBOT_PRECOMPILED is set (preset release): the other presets show that every file includes what it uses.
option(DWBOT_PRECOMPILED "Read the standard headers once (hides an include that is missing)" OFF)

# precompiled_headers(NAME n [MORE <header> ...] [LIBRARIES lib ...]): the headers that precompile(TARGET n) hands to a target.
function(precompiled_headers)
  cmake_parse_arguments(P "" "NAME" "MORE;LIBRARIES" ${ARGN})
  if(NOT DWBOT_PRECOMPILED)
    return()
  endif()
  set(headers algorithm array atomic charconv chrono cmath condition_variable cstdint cstdio deque filesystem fstream functional
      map memory mutex optional set span sstream string string_view thread tuple unordered_map utility variant vector)
  list(TRANSFORM headers REPLACE "(.+)" "<\\1>")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${P_NAME}.cpp CONTENT "")  # written once: nothing is compiled anew for it
  add_library(${P_NAME} OBJECT ${CMAKE_BINARY_DIR}/${P_NAME}.cpp)
  target_precompile_headers(${P_NAME} PRIVATE ${headers} ${P_MORE})
  target_link_libraries(${P_NAME} PRIVATE house_flags ${P_LIBRARIES})
endfunction()

function(precompile target from)
  if(DWBOT_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

precompiled_headers(NAME precompiled MORE <fmt/format.h>)
