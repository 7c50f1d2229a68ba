// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "bot/commands_fixture.h"

namespace bot::commands {
namespace {

using testing::HasSubstr;

// ---- one case at least for every command: arguments, input, exit code, what is printed ----

struct Case {
  std::vector<std::string> arguments;
  std::string input;
  int code;
  const char* out;    // part of standard output
  const char* error;  // part of standard error
};

std::string Oracle(const std::string& file) {
  return std::string(DWBOT_SOURCE_DIR) + "/tests/oracles/" + file;
}

const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {{"version"}, "", 0, "dwbot 0.", ""},
      {{"serve", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"serve"}, "", 2, "", "--config"},
      {{"nonsense"}, "", 2, "", "there is no command 'nonsense'"},
      {{"keys", "nonsense"}, "", 2, "", "there is no command 'nonsense'"},
      {{"check", "core-9"}, "", 0, "can be used", ""},
      {{"check", "/nowhere.json"}, "", 2, "", "cannot be read"},
      {{"check", "core-9", "--format", "json"},
       "",
       0,
       "\"severity\":\"note\",\"rule\":\"SMS-UCS2\"",
       ""},
      {{"check", "core-9", "--rule", "SMS-UCS2=error"}, "", 1, "error SMS-UCS2", ""},
      {{"check", "core-9", "--rule", "SMS-UCS=error"}, "", 2, "", "Did you mean SMS-UCS2?"},
      {{"check", "core-9", "--costs"}, "", 0, "consent        2    4U", ""},
      {{"explain", "core-9"},
       "",
       0,
       "Taken only if the answer is 0 or more and the answer is 24 or less.",
       ""},
      {{"explain", "core-9", "--lang", "xx"}, "", 2, "", "it has en"},
      {{"check", "core-9", "--format", "yaml"}, "", 2, "", "yaml"},
      {{"convert", "core-9", "/nowhere/x.json"}, "", 2, "", "cannot be written"},
      {{"convert", "core-9", "x.pdf"}, "", 2, "", "ending"},
      {{"chat", "core-9", "--lang", "en"}, "START\n", 0, "Hello", ""},
      {{"chat", "core-9"}, "START\n", 0, "English", ""},
      {{"chat", "none"}, "", 2, "", "core-9"},
      {{"chat", "core-9", "--lang", "xx"}, "", 2, "", "it has en bn"},
      {{"chat", "core-9", "--now", "tomorrow"}, "", 2, "", "2026-11-21T09:00:00Z"},
      {{"profile", "check", "ws", "ck", "generic"}, "", 0, "ck: can be used (profile \"ck\")", ""},
      {{"profile", "check", "ws", "--format", "json"}, "", 0, "\"rule\":\"P-REVIEWED\"", ""},
      {{"profile", "check", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"profile", "check", Oracle("survey.json")}, "", 1, "error P-FORMAT", ""},
      {{"profile", "explain", "ck"}, "", 0, "Assess, or close within 1 working day, class P1", ""},
      {{"profile", "explain", Oracle("survey.json")}, "", 1, "", "transitions"},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"),
        "count(${kids}[age < 18])"},
       "",
       0,
       "2\n",
       ""},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"), "--now", "2024-03-01",
        "-"},
       "today() + 1\n${a} AND 1\nformat-date(today(), '%e %b')\n",
       1,
       "19784\nerror: at character 6 (AND): \"AND\" must be written in small letters: and\n1 Mar\n",
       ""},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"), "${agge}"},
       "",
       1,
       "",
       "did you mean \"age\"?"},
      {{"eval", "core-9", "--answers", Oracle("answers.json"), "1"},
       "",
       2,
       "",
       "there is no question named \"district\""},
      {{"eval", "core-9", "--answers", "/nowhere.json", "1"}, "", 2, "", "/nowhere.json"},
      {{"eval", "core-9", "--answers", Oracle("answers.json"), "--now", "soon", "1"},
       "",
       2,
       "",
       "2026-11-21T09:00:00Z"},
      {{"template", "/nowhere/survey.xlsx"}, "", 2, "", "cannot be written"},
      {{"template", "survey.json"}, "", 2, "", "ends in .xlsx"},
      {{"template", std::string(DWBOT_SOURCE_DIR) + "/docs/examples/template.xlsx"},
       "",
       2,
       "",
       "is there already"},
      {{"test", Oracle("survey.json"), Oracle("conversation.json")}, "", 0, "as written", ""},
      {{"test", Oracle("survey.json"), Oracle("conversation.json")},
       "",
       0,
       "  never chosen: one = x",
       ""},
      {{"test", Oracle("survey.json"), Oracle("conversation.json"), "--complete"},
       "",
       1,
       "as written",
       ""},
      {{"test", Oracle("survey.json"), Oracle("answers.json")}, "", 1, "NOT as written", ""},
      {{"test", "core-9", Oracle("conversation.json")},
       "",
       1,
       "asks \"safe_now\" and not \"a\"",
       ""},
      {{"test", "core-9", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"understand", "--lang", "en", "--type", "yes_no"},
       "Yes\nno\nmaybe so\nSTOP\n",
       0,
       "{\"kind\":\"value\",\"value\":\"yes\"}\n{\"kind\":\"value\",\"value\":\"no\"}\n",
       ""},
      {{"understand", "--lang", "bn", "--type", "integer"},
       "\u09e7\u09e8\n",
       0,
       "{\"kind\":\"value\",\"value\":12}\n",
       ""},
      {{"understand", "--lang", "en", "--type", "date", "--today", "2026-11-21"},
       "yesterday\n",
       0,
       "2026-11-20",
       ""},
      {{"understand", "--lang", "en", "--type", "integer"},
       "STOP\n",
       0,
       "{\"kind\":\"stop\"}\n",
       ""},
      {{"understand", "--lang", "en", "--type", "select_one"}, "", 2, "", "--options"},
      {{"understand", "--lang", "en", "--type", "colour"}, "", 2, "", "colour"},
      {{"scrub", "--country", "WS"},
       "mail me at someone@example.org\n",
       0,
       "mail me at [email]\n",
       ""},
      {{"segments"},
       "hello\n\u09b9\n",
       0,
       "{\"encoding\":\"GSM-7\",\"units\":5,\"segments\":1}\n{\"encoding\":\"UCS-2\",\"units\":1,"
       "\"segments\":1}\n",
       ""},
      {{"costs", "no-such-survey"}, "", 2, "", "no-such-survey"},
      {{"segments", "--smart"}, "it\u2019s\n", 0, "GSM-7", ""},
      {{"keys", "init"}, "", 2, "", "--config"},
      {{"keys", "office", "--out", "/proc/none"}, "", 2, "", "/proc/none"},
      {{"user", "add", "a", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"user", "add", "a", "--role", "king", "--config", "x"}, "", 2, "", "king"},
      {{"dead", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"retention"}, "", 0, "| record | lies in |", ""},
      {{"alert", "test", "--to", "a@example.org", "--config", "/nowhere.json"},
       "",
       2,
       "",
       "/nowhere.json"},
      {{"backup", "/tmp/nowhere", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"site", "import", "/nowhere.csv", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.csv"},
      {{"locales", "export", "/nowhere/texts.xlsx", "--lang", "xx"}, "", 2, "", "xx"},
      {{"locales", "import", "/nowhere.xlsx", "--out", "/tmp/nowhere"}, "", 2, "", "/nowhere.xlsx"},
      {{"site", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "publish", "core-9", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "withdraw", "core-9", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "diff", "core-9", "core-9"}, "", 0, "Nothing changed.", ""},
      {{"survey", "diff", "core-9", "pulse-4"},
       "",
       1,
       "id of the survey: core-9 becomes pulse-4.",
       ""},
      {{"simulate", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
  };
  return cases;
}

TEST_F(Commands, DoWhatTheirCasesSay) {
  for (const Case& c : Cases()) {
    Ran ran = RunDwbot(c.arguments, c.input);
    std::string name = testing::PrintToString(c.arguments);
    EXPECT_EQ(ran.code, c.code) << name << "\n" << ran.error;
    EXPECT_THAT(ran.out, HasSubstr(c.out)) << name;
    EXPECT_THAT(ran.error, HasSubstr(c.error)) << name;
  }
}

TEST_F(Commands, HaveACaseAndAHelpEach) {
  for (const std::string& name : CommandNames()) {
    bool has_case = std::any_of(Cases().begin(), Cases().end(),
                                [&](const Case& c) { return c.arguments.front() == name; });
    EXPECT_TRUE(has_case) << name;
    Ran help = RunDwbot({name, "--help"});
    EXPECT_EQ(help.code, 0) << name;
    EXPECT_THAT(help.out, HasSubstr("--help")) << name;
  }
  EXPECT_EQ(RunDwbot({"--help"}).code, 0);
  EXPECT_EQ(RunDwbot({}).code, 2);
  EXPECT_EQ(RunDwbot({"frobnicate"}).code, 2);
  EXPECT_EQ(RunDwbot({"keys"}).code, 2);
}

}  // namespace
}  // namespace bot::commands
