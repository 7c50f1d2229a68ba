// SPDX-License-Identifier: Apache-2.0
// XLSForm (https://xlsform.org/) to canonical JSON (docs/survey-format.md). docs/xlsform.md says
// what authors may write.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "authoring/cell.h"
#include "authoring/diagnostics.h"
#include "authoring/tree.h"
#include "dialogs/survey.h"

namespace authoring {

struct Imported {
  std::string json;                               // indented; "" if there is no survey sheet
  std::shared_ptr<const dialogs::Survey> survey;  // only without errors
  std::shared_ptr<const Tree> tree;               // the JSON with the cell of each value
};

// The cell in the workbook that `tree` was built from; without a sheet where there is none.
[[nodiscard]] Place PlaceInWorkbook(const Workbook& workbook, const Tree& tree,
                                    std::string_view path);

// Is this one of the sheets that are read?
[[nodiscard]] bool IsSurveySheet(std::string_view name);
// Reports everything that is wrong in one pass, sorted by sheet and row. `file_stem` names a survey
// without settings.
[[nodiscard]] Imported ImportXlsForm(const Workbook& workbook, std::string_view file_stem,
                                     Diagnostics& diagnostics);

}  // namespace authoring
