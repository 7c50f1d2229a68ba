// SPDX-License-Identifier: Apache-2.0
#include "authoring/survey_file.h"

#include <algorithm>

#include "authoring/markdown/read.h"
#include "authoring/parse_problems.h"
#include "authoring/xlsform/import.h"
#include "authoring/xlsform/text.h"
#include "authoring/xlsx/read.h"
#include "core/utf8.h"

namespace authoring {
namespace {

std::string_view Stem(std::string_view name) {
  name = name.substr(std::min(name.find_last_of("/\\") + 1, name.size()));
  return name.substr(0, std::min(name.rfind('.'), name.size()));
}

void ReadJson(std::string_view bytes, SurveyFile& out) {
  out.readable = true;
  out.json = bytes;
  auto survey = dialogs::Survey::Parse(bytes);
  if (survey) {
    out.survey = *survey;
    return;
  }
  for (const ParseProblem& problem : SplitParseError(survey.error().message)) {
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
