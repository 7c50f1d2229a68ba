// SPDX-License-Identifier: Apache-2.0
// Any bytes as a workbook.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "authoring/survey_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file =
      authoring::ReadSurveyFile("x.xlsx", {reinterpret_cast<const char*>(data), size});
  static_cast<void>(authoring::ToText(file.diagnostics, "x"));
  return 0;
}
