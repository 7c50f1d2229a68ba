// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "authoring/lint/lint.h"
#include "authoring/problems_workbook.h"
#include "authoring/survey_file.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "locales/catalog.h"

namespace bot::commands {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string format = "text";
  std::string problems;
  std::vector<std::string> rules;
  std::string rules_file;
  bool costs = false;
};

core::Result<authoring::lint::Levels> ReadLevels(const Options& o) {
  authoring::lint::Levels levels;
  if (!o.rules_file.empty()) {
    ASSIGN_OR_RETURN(const std::string json, ReadFile(o.rules_file));
    if (auto read = levels.Read(json); !read)
      return core::Err(core::ErrorCode::kInvalid, o.rules_file + ": " + read.error().message);
  }
  for (const std::string& rule : o.rules) RETURN_IF_ERROR(levels.Set(rule));
  return levels;
}

core::Result<authoring::SurveyFile> ReadSurvey(const std::string& file) {
  if (const std::string_view* shipped = dialogs::ShippedSurvey(file))
    return authoring::ReadSurveyFile(file + ".json", *shipped);
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file));
  return authoring::ReadSurveyFile(file, bytes);
}

void PrintText(const std::string& file, const authoring::SurveyFile& read) {
  std::fputs(authoring::ToText(read.diagnostics, file).c_str(), stdout);
  const auto& found = read.diagnostics.all();
  const auto errors = std::count_if(found.begin(), found.end(), [](const auto& d) {
    return d.severity == authoring::Severity::kError;
  });
  if (!read.survey) {
    if (errors > 0 && read.readable)
      std::printf("%s: %td %s to mend\n", file.c_str(), errors, errors == 1 ? "error" : "errors");
    return;
  }
  const char* verdict = found.empty() ? "in order"
                        : errors > 0  ? "can be tried, but not published: mend the errors"
                                      : "can be used";
  std::printf("%s: %s (survey \"%s\", %zu languages)\n", file.c_str(), verdict,
              read.survey->id().c_str(), read.survey->languages().size());
}

int Problems(const Options& o, const authoring::SurveyFile& read) {
  if (read.workbook.sheets.empty())
    return Complain("check", "--problems is for workbooks; the file has no sheets");
  auto written = authoring::WriteProblems(read.workbook, read.diagnostics, o.problems);
  return written ? kDone : Complain("check", o.problems + ": " + written.error().message);
}

int Run(const Options& o) {
  if (!o.problems.empty() && o.files.size() != 1)
    return Complain("check", "--problems writes what is wrong with one file; name one");
  const auto levels = ReadLevels(o);
  if (!levels) return Complain("check", levels.error().message);
  const auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("check", catalogs.error().message);
  bool unreadable = false, errors = false;
  std::string items;
  for (const std::string& file : o.files) {
    auto read = ReadSurvey(file);
    if (!read) {
      Complain("check", read.error().message);
      unreadable = true;
      continue;
    }
    const auto costs = authoring::lint::Lint(*read, *levels, *catalogs);
    unreadable = unreadable || !read->readable;
    errors = errors || read->diagnostics.HasErrors();
    if (o.format == "json") {
      const std::string more = authoring::ToJsonItems(read->diagnostics, file);
      items += (items.empty() || more.empty() ? "" : ",\n") + more;
    } else {
      PrintText(file, *read);
      if (o.costs && read->survey) std::fputs(authoring::lint::CostTable(costs).c_str(), stdout);
    }
    if (!o.problems.empty() && read->readable && Problems(o, *read) != kDone) return kCannot;
  }
  if (o.format == "json") std::printf("[%s]\n", items.c_str());
  if (unreadable) return kCannot;
  return errors ? kFound : kDone;
}

}  // namespace

void AddCheck(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command = program.Command(
      "check", "Find what is wrong with surveys; exit 1 on an error, 2 when a file cannot be read");
  command.Texts("FILE", o->files,
                "Surveys: workbooks (.xlsx), Markdown tables (.md), canonical JSON, or names of "
                "shipped surveys",
                true);
  command.OneOf("--format", o->format, {"text", "json"}, "Form of the findings");
  command.Text("--problems", o->problems,
               "Also write this workbook (.xlsx): your sheets, with what is wrong marked");
  command.Texts("--rule", o->rules,
                "RULE=LEVEL: how loudly a lint rule speaks (error, warning, note, off); repeatable",
                false);
  command.Text("--rules", o->rules_file, "The same as a JSON file: {\"SMS-SEG\": \"note\"}");
  command.Flag("--costs", o->costs, "Also print what each question costs, by language and channel");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
