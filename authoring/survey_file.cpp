// SPDX-License-Identifier: Apache-2.0
#include "authoring/survey_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "authoring/markdown/read.h"
#include "authoring/parse_problems.h"
#include "authoring/xlsform/import.h"
#include "authoring/xlsform/text.h"
#include "authoring/xlsx/read.h"
#include "core/json.h"
#include "core/utf8.h"
#include "dialogs/rights.h"

namespace authoring {
namespace {

std::string_view Stem(std::string_view name) {
  name = name.substr(std::min(name.find_last_of("/\\") + 1, name.size()));
  return name.substr(0, std::min(name.rfind('.'), name.size()));
}

// {"country": "WS", "lines": {...}}: what a country's law says, no survey.
bool ReadRights(std::string_view bytes, SurveyFile& out) {
  const auto document = core::JsonDocument::Parse(bytes);
  if (!document || document->root().kind() != core::JsonKind::kObject ||
      !document->root().Find("lines") || document->root().Find("questions"))
    return false;
  const auto rights = dialogs::Rights::Parse(bytes);
  if (rights) {
    out.diagnostics.Add("N-RIGHTS", {}, "These are lines of rights information, and in order.");
    return true;
  }
  std::string_view lines = rights.error().message;  // "path: what"
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const size_t colon = line.find(": ");
    if (colon == std::string_view::npos) {
      out.diagnostics.Add("E-RIGHTS", {}, fmt::format("{}.", line));
      continue;
    }
    Place place;
    place.path = line.substr(0, colon);
    out.diagnostics.Add("E-RIGHTS", std::move(place),
                        fmt::format("{} {}.", line.substr(0, colon), line.substr(colon + 2)));
  }
  return true;
}

void ReadJson(std::string_view bytes, SurveyFile& out) {
  out.readable = true;
  if (ReadRights(bytes, out)) return;
  out.json = bytes;
  auto survey = dialogs::Survey::Parse(bytes);
  if (survey) {
    out.survey = *survey;
    return;
  }
  for (const dialogs::SurveyProblem& problem : dialogs::FindProblems(bytes)) {
    Place place;
    place.path = problem.path;
    AddParseProblem(
        problem, std::move(place), [](const std::string&) { return 0U; }, out.diagnostics);
  }
}

}  // namespace

SurveyFile ReadSurveyFile(std::string_view name, std::string_view bytes) {
  SurveyFile out;
  const std::string ending = Lower(name);
  const bool markdown = ending.ends_with(".md");
  const bool json =
      ending.ends_with(".json") || (!markdown && core::Trim(bytes.substr(0, 64)).starts_with('{'));
  if (json) {
    ReadJson(bytes, out);
    return out;
  }
  auto book = markdown ? ReadMarkdown(bytes) : ReadXlsx(bytes, IsSurveySheet);
  if (!book) {
    out.diagnostics.Add("E-FILE", {}, book.error().message);
    return out;
  }
  out.readable = true;
  out.workbook = std::move(*book);
  Imported imported = ImportXlsForm(out.workbook, Stem(name), out.diagnostics);
  out.json = std::move(imported.json);
  out.survey = std::move(imported.survey);
  out.tree = std::move(imported.tree);
  return out;
}

Place PlaceOf(const SurveyFile& file, const std::string& path) {
  Place place;
  if (file.tree) place = PlaceInWorkbook(file.workbook, *file.tree, path);
  if (place.sheet.empty()) place.path = path;
  return place;
}

}  // namespace authoring
