// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "authoring/cell.h"
#include "authoring/diagnostics.h"
#include "authoring/tree.h"
#include "dialogs/survey.h"

namespace authoring {

// A survey in any form that its author may send: canonical JSON, XLSForm workbook, Markdown tables.
struct SurveyFile {
  bool readable = false;  // false: not a survey file at all; the one diagnostic says what it is
  Diagnostics diagnostics;
  std::string json;  // canonical form, also of a survey with errors where there is one
  std::shared_ptr<const dialogs::Survey> survey;  // only without errors
  Workbook workbook;                              // of a workbook: the sheets that were read
  std::shared_ptr<const Tree> tree;               // of a workbook: the cell of each value
};

// Where the author finds what stands at a path of the canonical JSON: a cell, else the path.
[[nodiscard]] Place PlaceOf(const SurveyFile& file, const std::string& path);

// By what the bytes are, and by `name`'s ending where they do not tell. Never throws; bounded by
// limits.h.
[[nodiscard]] SurveyFile ReadSurveyFile(std::string_view name, std::string_view bytes);

}  // namespace authoring
