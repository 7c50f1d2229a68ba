// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <optional>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/survey_file.h"
#include "core/json.h"
#include "dialogs/calculator.h"
#include "locales/catalog.h"

namespace bot::commands {
namespace {

struct Options {
  std::string survey, answers, now, language, country, expression;
};

core::Result<core::Timestamp> TimeFrom(const std::string& text) {
  if (text.empty()) return core::SystemClock().Now();
  if (auto time = core::TimestampFromRfc3339(text)) return *time;
  if (auto day = core::DayFromText(text)) return core::StartOf(*day);
  return core::Err(core::ErrorCode::kInvalid,
                   "--now must be a time like 2026-11-21T09:00:00Z or a day like 2026-11-21");
}

int Print(const dialogs::Calculator& calculator, const std::string& expression) {
  if (expression != "-") {
    const auto value = calculator.Evaluate(expression);
    if (value) std::printf("%s\n", value->c_str());
    if (!value) Complain("eval", value.error().message);
    return value ? kDone : kFound;
  }
  bool failed = false;
  ForEachLine([&](const std::string& line) {
    const auto value = calculator.Evaluate(line);
    failed = failed || !value;
    return value ? *value : "error: " + value.error().message;
  });
  return failed ? kFound : kDone;
}

int Run(const Options& o) {
  auto survey = LoadSurvey(o.survey);
  if (!survey) return Complain("eval", survey.error().message);
  auto text = ReadFile(o.answers);
  if (!text) return Complain("eval", text.error().message);
  auto answers = core::JsonDocument::Parse(*text);
  if (!answers) return Complain("eval", o.answers + ": " + answers.error().message);
  const auto now = TimeFrom(o.now);
  if (!now) return Complain("eval", now.error().message);
  auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("eval", catalogs.error().message);
  dialogs::Deployment deployment;
  deployment.catalogs = &*catalogs;
  deployment.country = o.country;
  deployment.time_zone = o.country.empty() ? "UTC" : "";
  std::vector<std::string> ignored;
  const auto calculator =
      dialogs::Calculator::Make(*survey, deployment, answers->root(), {*now, o.language}, ignored);
  if (!calculator) return Complain("eval", o.answers + ":\n" + calculator.error().message);
  for (const std::string& name : ignored)
    std::fprintf(stderr, "dwbot eval: %s is calculated; the value in %s is not used\n",
                 name.c_str(), o.answers.c_str());
  return Print(*calculator, o.expression);
}

}  // namespace

void AddEval(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command = program.Command(
      "eval", "The value of an expression over given answers, printed as XPath would print it");
  command.Text("SURVEY", o->survey, "A survey file, or the name of a shipped one", true);
  command.Text("--answers", o->answers,
               "JSON: name -> text, number, list (select_multiple), list of objects (repeat)",
               true);
  command.Text("--now", o->now, "A fixed time instead of the real one, RFC 3339 or YYYY-MM-DD");
  command.Text("--lang", o->language, "BCP 47 tag, for labels and names of months");
  command.Text("--country", o->country, "ISO 3166 code: time zone (else UTC)");
  command.Text("EXPR", o->expression,
               "The expression; - reads one a line and prints one value a line", true);
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
