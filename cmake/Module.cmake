# SPDX-License-Identifier: Apache-2.0
# module(NAME core SOURCES a.cpp b.cpp [DEPS lower_layer ...] [EXTERNAL lib ...])
#
# One static library per folder, with an include root of its own: build/include/<name>/<name> is a link to the
# folder. A module sees its own root and the roots of its DEPS, nothing else, and DEPS do not pass on. So
# `#include "store/store.h"` in dialogs/ does not compile (tests/lint/layers_test.cmake shows it), and a public header
# may only include what every user of it may include: forward-declare the rest.
function(module)
  cmake_parse_arguments(M "" "NAME" "SOURCES;DEPS;EXTERNAL" ${ARGN})
  set(view ${CMAKE_BINARY_DIR}/include/${M_NAME})
  file(MAKE_DIRECTORY ${view})
  if(NOT EXISTS ${view}/${M_NAME})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${M_NAME} ${view}/${M_NAME} SYMBOLIC)
  endif()
  add_library(${M_NAME} STATIC ${M_SOURCES})
  target_include_directories(${M_NAME} PRIVATE ${view})
  foreach(dep IN LISTS M_DEPS)
    if(NOT TARGET ${dep})
      message(FATAL_ERROR "${M_NAME}: '${dep}' is not declared above it; the order in CMakeLists.txt is the layer order")
    endif()
    target_include_directories(${M_NAME} PRIVATE ${CMAKE_BINARY_DIR}/include/${dep})
    # LINK_ONLY: the library is linked by whoever links us, its include root is not passed on.
    target_link_libraries(${M_NAME} PUBLIC $<LINK_ONLY:${dep}>)
  endforeach()
  precompile(${M_NAME} precompiled)
  target_link_libraries(${M_NAME} PRIVATE house_flags PUBLIC $<LINK_ONLY:Threads::Threads>)
  foreach(lib IN LISTS M_EXTERNAL)
    target_link_libraries(${M_NAME} PUBLIC $<LINK_ONLY:${lib}>)
  endforeach()
endfunction()

# module_test(NAME dialogs SOURCES a_test.cpp [DEPS ...]): the executable <name>_tests, every TEST known to CTest.
# A test sees the include roots of its DEPS, and tests/ itself as <support/...>.
function(module_test)
  cmake_parse_arguments(T "" "NAME" "SOURCES;DEPS;EXTERNAL;LABELS" ${ARGN})
  set(target ${T_NAME}_tests)
  add_executable(${target} ${T_SOURCES})
  foreach(dep IN LISTS T_DEPS)
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/include/${dep})
    target_link_libraries(${target} PRIVATE ${dep})
  endforeach()
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  precompile(${target} precompiled_test)
  target_compile_definitions(${target} PRIVATE DWBOT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" DWBOT_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${target} PRIVATE house_flags GTest::gmock GTest::gtest_main ${T_EXTERNAL})
  if(NOT T_LABELS)  # one label: gtest_discover_tests() would take a second for the name of a property
    set(T_LABELS unit)
  endif()
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${T_LABELS}" TIMEOUT 300)
endfunction()
