// SPDX-License-Identifier: Apache-2.0
// Any text as tables: the whole importer, down to Survey::Parse, and its messages.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "authoring/survey_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file = authoring::ReadSurveyFile("x.md", {reinterpret_cast<const char*>(data), size});
  static_cast<void>(authoring::ToText(file.diagnostics, "x"));
  static_cast<void>(authoring::ToJsonItems(file.diagnostics, "x"));
  return 0;
}
