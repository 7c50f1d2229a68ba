// SPDX-License-Identifier: Apache-2.0
#include "authoring/desk.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "authoring/lint/lint.h"
#include "authoring/problems_workbook.h"
#include "authoring/survey_file.h"
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

// A file of our own in the temporary folder; the writer of workbooks knows no other target.
class TemporaryFile {
 public:
  TemporaryFile() {
    const int file = ::mkstemp(path_);
    made_ = file >= 0;
    if (made_) ::close(file);
  }
  ~TemporaryFile() {
    if (made_) ::unlink(path_);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] const char* path() const { return path_; }
  [[nodiscard]] std::string Read() const {
    std::string bytes;
    std::FILE* in = std::fopen(path_, "rb");
    if (in == nullptr) return bytes;
    char block[16384];
    for (size_t n = std::fread(block, 1, sizeof block, in); n > 0; n = std::fread(block, 1, sizeof block, in)) bytes.append(block, n);
    std::fclose(in);
    return bytes;
  }

 private:
  char path_[32] = "/tmp/dwbot-problems-XXXXXX";
  bool made_ = false;
};

}  // namespace

Checked Desk::Check(std::string_view name, std::string_view bytes) const {
  SurveyFile file = ReadSurveyFile(name, bytes);
  const auto costs = lint::Lint(file, {}, *deployment_.catalogs);
  Checked checked;
  checked.readable = file.readable;
  for (const Diagnostic& d : file.diagnostics.all()) {
    checked.problems.push_back(Plain(d));
    ++(d.severity == Severity::kError ? checked.errors : d.severity == Severity::kWarning ? checked.warnings : checked.notes);
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
    checked.costs.push_back({cost.question, cost.language, std::string(core::Name(cost.channel)), cost.encoding, cost.units, cost.messages});
  }
  return checked;
}

core::Result<std::string> Desk::ProblemsWorkbook(std::string_view name, std::string_view bytes) const {
  SurveyFile file = ReadSurveyFile(name, bytes);
  (void)lint::Lint(file, {}, *deployment_.catalogs);
  if (!file.readable || file.workbook.sheets.empty())
    return core::Err(core::ErrorCode::kInvalid, "this is no workbook that can be read; its problems have no cells");
  const TemporaryFile target;
  if (!target.made()) return core::Err(core::ErrorCode::kStorage, "no temporary file can be made");
  RETURN_IF_ERROR(WriteProblems(file.workbook, file.diagnostics, target.path()));
  return target.Read();
}

}  // namespace authoring
