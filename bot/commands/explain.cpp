// SPDX-License-Identifier: Apache-2.0
#include "authoring/explain.h"

#include <algorithm>
#include <cstdio>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/survey_file.h"

namespace bot::commands {
namespace {

struct Options {
  std::string survey, language;
};

int Run(const Options& o) {
  const auto survey = LoadSurvey(o.survey);
  if (!survey) return Complain("explain", survey.error().message);
  const auto& languages = (*survey)->languages();
  const auto found = o.language.empty() ? languages.begin()
                                        : std::find(languages.begin(), languages.end(), o.language);
  if (found == languages.end()) {
    std::string known;
    for (const std::string& language : languages) known += " " + language;
    return Complain("explain", "the survey has no texts in \"" + o.language + "\"; it has" + known);
  }
  const auto index = static_cast<size_t>(found - languages.begin());
  std::fputs(authoring::Explain(**survey, index).c_str(), stdout);
  return kDone;
}

}  // namespace

void AddExplain(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command = program.Command(
      "explain", "Say in plain words who is asked what, what is taken, and what makes a ticket");
  command.Text("SURVEY", o->survey, "A survey file, or the name of a shipped one", true);
  command.Text("--lang", o->language, "BCP 47 tag: the labels' language (the survey's first)");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
