# SPDX-License-Identifier: Apache-2.0
# embed_files(TARGET t NAMESPACE ns FUNCTION Fn FILES a.json b.json [BASE dir])
#
# Generates a .cpp that defines `std::span<const core::EmbeddedFile> ns::Fn()` (core/embedded.h): the files' bytes and
# their names relative to BASE, in the order given.
function(embed_files)
  cmake_parse_arguments(E "" "TARGET;NAMESPACE;FUNCTION;BASE" "FILES" ${ARGN})
  if(NOT E_BASE)
    set(E_BASE ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${E_FUNCTION}.cpp)
  set(absolute)
  foreach(file IN LISTS E_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE path)
    list(APPEND absolute ${path})
  endforeach()
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${E_NAMESPACE} -DFUNCTION=${E_FUNCTION} -DBASE=${E_BASE}
            "-DFILES=${absolute}" -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${absolute} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${E_TARGET} PRIVATE ${out})
endfunction()
