// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>

#include "authoring/markdown/read.h"
#include "authoring/survey_file.h"
#include "authoring/xform/export.h"
#include "authoring/xlsform/export.h"
#include "authoring/xlsx/write.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"

namespace bot::commands {
namespace {

struct Options {
  std::string in, out;
};

int WriteFile(const std::string& file, const std::string& bytes) {
  if ((std::ofstream(file, std::ios::binary) << bytes).flush()) return kDone;
  return Complain("convert", file + " cannot be written");
}

int WriteSheets(const Options& o, const authoring::SurveyFile& read) {
  auto book = authoring::ExportXlsForm(read.json);
  if (!book) return Complain("convert", book.error().message);
  if (o.out.ends_with(".md")) return WriteFile(o.out, authoring::WriteMarkdown(*book));
  auto written = authoring::WriteXlsx(*book, o.out);
  return written ? kDone : Complain("convert", o.out + ": " + written.error().message);
}

int WriteXForm(const Options& o, const authoring::SurveyFile& read) {
  auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("convert", catalogs.error().message);
  auto xml = authoring::ExportXForm(read.json, *catalogs);
  return xml ? WriteFile(o.out, *xml) : Complain("convert", xml.error().message);
}

int Run(const Options& o) {
  const std::string_view* shipped = dialogs::ShippedSurvey(o.in);
  auto bytes =
      shipped != nullptr ? core::Result<std::string>(std::string(*shipped)) : ReadFile(o.in);
  if (!bytes) return Complain("convert", bytes.error().message);
  const auto read = authoring::ReadSurveyFile(shipped != nullptr ? o.in + ".json" : o.in, *bytes);
  std::fputs(authoring::ToText(read.diagnostics, o.in).c_str(), stderr);
  if (!read.readable) return kCannot;
  if (!read.survey) {
    Complain("convert", "nothing was written; mend the errors above first");
    return kFound;
  }
  if (o.out.ends_with(".json")) return WriteFile(o.out, read.json);
  if (o.out.ends_with(".xlsx") || o.out.ends_with(".md")) return WriteSheets(o, read);
  if (o.out.ends_with(".xml")) return WriteXForm(o, read);
  return Complain("convert", o.out + ": the ending says what to write: .json, .xlsx, .md, .xml");
}

}  // namespace

void AddConvert(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command = program.Command(
      "convert", "Turn a survey from one form into another, by the endings of the files");
  command.Text(
      "IN", o->in,
      "Workbook (.xlsx), Markdown tables (.md), canonical JSON, or the name of a shipped survey",
      true);
  command.Text("OUT", o->out,
               "File to write: .json, .xlsx, .md, or .xml (for ODK Collect and Enketo)", true);
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
