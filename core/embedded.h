// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace core {

// A file that cmake/EmbedFiles.cmake compiled into the program.
struct EmbeddedFile {
  std::string_view name;  // relative to the BASE given there, e.g. "messages/en.json"
  struct Data {
    const unsigned char* bytes;
    size_t size;
  } data;

  [[nodiscard]] std::string_view Text() const {
    return {reinterpret_cast<const char*>(data.bytes), data.size};
  }
};

}  // namespace core
