// SPDX-License-Identifier: Apache-2.0
#include "authoring/desk.h"

#include "authoring/lint/lint.h"
#include "authoring/problems_workbook.h"
#include "authoring/survey_file.h"
#include "authoring/template.h"
#include "authoring/xlsform/export.h"
#include "authoring/xlsx/write.h"
#include "core/base64.h"
#include "dialogs/engine.h"

namespace authoring {
namespace {

Problem Plain(const Diagnostic& d) {
  Problem problem;
  problem.severity = Name(d.severity);
  problem.rule = d.rule;
  problem.sheet = d.place.sheet;
  problem.row = d.place.row;
  if (d.place.column) problem.column = ColumnLetters(*d.place.column);
  if (d.place.row > 0 && d.place.column) problem.cell = CellName(d.place.row, *d.place.column);
  problem.header = d.place.header;
  problem.text = d.place.text;
  problem.path = d.place.path;
  problem.message = d.message;
  problem.change = d.change;
  return problem;
}

}  // namespace

Checked Desk::Check(std::string_view name, std::string_view bytes) const {
  SurveyFile file = ReadSurveyFile(name, bytes);
  const auto costs = lint::Lint(file, {}, *deployment_.catalogs);
  Checked checked;
  checked.readable = file.readable;
  for (const Diagnostic& d : file.diagnostics.all()) {
    checked.problems.push_back(Plain(d));
    ++(d.severity == Severity::kError     ? checked.errors
       : d.severity == Severity::kWarning ? checked.warnings
                                          : checked.notes);
  }
  checked.usable = file.survey != nullptr && checked.errors == 0;
  if (!file.survey) return checked;
  checked.json = file.survey->canonical_json();
  checked.id = file.survey->id();
  checked.languages = file.survey->languages();
  checked.title = file.survey->title(checked.languages.front());
  checked.hash = core::HexEncode(file.survey->hash());
  checked.costs.reserve(costs.size());
  for (const lint::Cost& cost : costs) {
    checked.costs.push_back({cost.question, cost.language, std::string(core::Name(cost.channel)),
                             cost.encoding, cost.units, cost.messages});
  }
  return checked;
}

core::Result<std::string> Desk::ProblemsWorkbook(std::string_view name,
                                                 std::string_view bytes) const {
  SurveyFile file = ReadSurveyFile(name, bytes);
  (void)lint::Lint(file, {}, *deployment_.catalogs);
  if (!file.readable || file.workbook.sheets.empty())
    return core::Err(core::ErrorCode::kInvalid,
                     "this is no workbook that can be read; its problems have no cells");
  return InMemory([&](const std::string& path) {
    return WriteProblems(file.workbook, file.diagnostics, path);
  });
}

core::Result<std::string> Desk::AsWorkbook(std::string_view json) const {
  ASSIGN_OR_RETURN(const Workbook workbook, ExportXlsForm(json));
  return XlsxBytes(workbook);
}

core::Result<std::string> Desk::TemplateWorkbook() const { return XlsxBytes(Template()); }

}  // namespace authoring
