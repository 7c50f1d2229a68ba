// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <memory>

#include "authoring/template.h"
#include "authoring/xlsx/write.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"

namespace bot::commands {

void AddTemplate(CommandLine& program) {
  auto out = std::make_shared<std::string>();
  CommandLine command = program.Command(
      "template", "Write a workbook to begin a survey from, with a sheet that says how");
  command.Text("OUT", *out, "The file to write (.xlsx); one that is there is left alone", true);
  command.Run([out] {
    if (!out->ends_with(".xlsx"))
      return Complain("template", *out + ": a workbook's name ends in .xlsx");
    if (ReadFile(*out)) return Complain("template", *out + " is there already; name another file");
    if (auto written = authoring::WriteXlsx(authoring::Template(), *out); !written)
      return Complain("template", *out + ": " + written.error().message);
    std::printf("%s: open it, write your questions, then: dwbot check %s\n", out->c_str(),
                out->c_str());
    return kDone;
  });
}

}  // namespace bot::commands
