// SPDX-License-Identifier: Apache-2.0
#include "privacy/scrub.h"

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"

namespace bot::commands {

void AddScrub(CommandLine& program) {
  struct Options {
    std::string country, language;
  };
  auto o = std::make_shared<Options>();
  CommandLine command =
      program.Command("scrub", "Replace what identifies a person in each line of standard input");
  command.Text("--country", o->country,
               "ISO 3166 code of the country: how numbers are written there");
  command.Text("--lang", o->language, "BCP 47 tag of the language of the text");
  command.Run([o] {
    ForEachLine([&](const std::string& line) {
      return privacy::Scrub({o->country, o->language, {}}, line).text;
    });
    return kDone;
  });
}

}  // namespace bot::commands
