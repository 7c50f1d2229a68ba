# SPDX-License-Identifier: Apache-2.0
# One INTERFACE target carries every flag of our own code.
find_package(Threads REQUIRED)
add_library(house_flags INTERFACE)
target_compile_options(house_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Werror
  -fno-omit-frame-pointer -fstack-protector-strong)
target_link_libraries(house_flags INTERFACE Threads::Threads)
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_definitions(house_flags INTERFACE _FORTIFY_SOURCE=2)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  # GCC 12 reports false positives inside libstdc++ and Asio at -O2 (GCC bugs 105651, 105329).
  target_compile_options(house_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
    -Wno-array-bounds -Wno-stringop-overread)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 calls its own deprecated std::get_temporary_buffer.
  target_compile_options(house_flags INTERFACE -Wno-deprecated-declarations)
endif()
if(DWBOT_SANITIZE STREQUAL "address")
  target_compile_options(house_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all)
  target_link_options(house_flags INTERFACE -fsanitize=address,undefined)
elseif(DWBOT_SANITIZE STREQUAL "thread")
  # -Wno-tsan: Asio uses std::atomic_thread_fence, which TSan does not model. The other: false positives in std::optional
  # with a sanitizer and -O1 (GCC bug 80635).
  target_compile_options(house_flags INTERFACE -fsanitize=thread -Wno-tsan -Wno-maybe-uninitialized)
  target_link_options(house_flags INTERFACE -fsanitize=thread)
elseif(NOT DWBOT_SANITIZE STREQUAL "")
  message(FATAL_ERROR "DWBOT_SANITIZE is '${DWBOT_SANITIZE}'; allowed: address, thread, or empty")
endif()
if(DWBOT_COVERAGE)
  target_compile_options(house_flags INTERFACE --coverage)
  target_link_options(house_flags INTERFACE --coverage)
endif()
