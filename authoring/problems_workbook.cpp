// SPDX-License-Identifier: Apache-2.0
#include "authoring/problems_workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "authoring/xlsx/write.h"

namespace authoring {
namespace {

struct Marked {
  Severity severity = Severity::kNote;
  std::string comment;
};
using Marks = std::map<std::pair<uint32_t, uint32_t>, Marked>;

Marks MarksOf(const Sheet& sheet, const Diagnostics& diagnostics) {
  Marks marks;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.place.sheet != sheet.name || d.place.row == 0) continue;
    Marked& mark = marks[{d.place.row, d.place.column.value_or(0)}];
    mark.severity = std::min(mark.severity, d.severity);
    mark.comment +=
        fmt::format("{}{}: {} {}", mark.comment.empty() ? "" : "\n\n", d.rule, d.message, d.change);
  }
  return marks;
}

void WriteSheet(XlsxWriter& writer, const Sheet& sheet, const Diagnostics& diagnostics) {
  writer.BeginSheet(sheet.name);
  writer.FreezeHeader();
  const Marks marks = MarksOf(sheet, diagnostics);
  for (const Cell& c : sheet.cells) {
    if (!marks.contains({c.row, c.column}))
      writer.Text(c.row, c.column, c.text, std::nullopt, c.row == 1);
  }
  for (const auto& [at, mark] : marks) {
    const Cell* cell = sheet.At(at.first, at.second);
    writer.Text(at.first, at.second, cell == nullptr ? "" : cell->text, mark.severity,
                at.first == 1);
    writer.Comment(at.first, at.second, mark.comment);
  }
}

}  // namespace

core::Status WriteProblems(const Workbook& workbook, const Diagnostics& diagnostics,
                           const std::string& path) {
  XlsxWriter writer(path);
  for (const Sheet& sheet : workbook.sheets) {
    if (!sheet.cells.empty()) WriteSheet(writer, sheet, diagnostics);
  }
  writer.BeginSheet("problems");
  writer.Activate();
  writer.Text(1, 0,
              "This is a copy for reading: colours, widths, formulas and sheets that are no part "
              "of the survey are lost. Mend your own file.",
              std::nullopt, true);
  const char* const kHeaders[] = {"where",         "kind",      "rule", "what stands there",
                                  "what is wrong", "what to do"};
  const double kWidths[] = {28, 10, 20, 40, 70, 60};
  for (uint32_t i = 0; i < std::size(kHeaders); ++i) {
    writer.Text(3, i, kHeaders[i], std::nullopt, true);
    writer.Width(i, kWidths[i]);
  }
  uint32_t row = 4;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.place.sheet.empty()) {
      writer.Text(row, 0, "the file");
    } else {
      writer.Link(row, 0, d.place.sheet,
                  CellName(std::max(1U, d.place.row), d.place.column.value_or(0)), Where(d.place));
    }
    writer.Text(row, 1, std::string(Name(d.severity)), d.severity);
    writer.Text(row, 2, d.rule);
    writer.Text(row, 3, d.place.text);
    writer.Text(row, 4, d.message);
    writer.Text(row, 5, d.change);
    ++row;
  }
  return writer.Finish();
}

}  // namespace authoring
