// SPDX-License-Identifier: Apache-2.0
// Any bytes as the XML of one sheet: the zip around it would stop most mutations.
#include <cstddef>
#include <cstdint>
#include <string>

#include "authoring/xlsx/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto xml =
      authoring::XmlPart::Parse(std::string(reinterpret_cast<const char*>(data), size), "sheet");
  if (!xml) return 0;
  authoring::SheetContext context;
  context.strings = {"text", "note"};
  context.date_styles = {false, true};
  authoring::Sheet sheet;
  static_cast<void>(authoring::ReadSheet((*xml)->root(), context, sheet));
  return 0;
}
