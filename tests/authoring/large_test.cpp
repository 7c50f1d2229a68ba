// SPDX-License-Identifier: Apache-2.0
// Surveys that are far too large, or hold one thing that is: a located message, soon.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "locales/catalog.h"

namespace authoring {
namespace {

using testing::HasSubstr;

constexpr const char* kSettings =
    "## settings\n| form_id | form_title | version |\n| large | Large | 1 |\n";

std::string Survey(const std::string& rows, const std::string& choices = "") {
  return "## survey\n| type | name | label::English (en) | relevant | constraint | "
         "constraint_message::English (en) |\n" +
         rows +
         (choices.empty()
              ? ""
              : "\n## choices\n| list_name | name | label::English (en) |\n" + choices) +
         "\n" + kSettings;
}

std::string Integers(int count) {
  std::string rows;
  for (int i = 0; i < count; ++i)
    rows +=
        fmt::format("| integer | q{} | How many of these are there, number {}? | | | |\n", i, i);
  return rows;
}

// As `dwbot check` does it; CPU seconds in `seconds`.
SurveyFile Check(const std::string& markdown, double* seconds = nullptr) {
  static const locales::Catalogs catalogs = *locales::Catalogs::Load();
  const std::clock_t begin = std::clock();
  SurveyFile file = ReadSurveyFile("large.md", markdown);
  lint::Lint(file, {}, catalogs);
  if (seconds != nullptr) *seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  return file;
}

std::vector<std::string> Errors(const SurveyFile& file) {
  std::vector<std::string> out;
  for (const Diagnostic& d : file.diagnostics.all()) {
    if (d.severity == Severity::kError)
      out.push_back(fmt::format("{} {}: {}", Where(d.place), d.rule, d.message));
  }
  return out;
}

constexpr double kPatience = 100;  // seconds, of a debug build under a sanitizer

TEST(Large, AThousandQuestionsAreASurvey) {
  double seconds = 0;
  const SurveyFile file = Check(Survey(Integers(1000)), &seconds);
  EXPECT_THAT(Errors(file), testing::IsEmpty());
  EXPECT_TRUE(file.survey);
  EXPECT_LT(seconds, kPatience);
}

TEST(Large, FiveThousandQuestionsAreTooManyAndOneMessageSaysSo) {
  double seconds = 0;
  const SurveyFile file = Check(Survey(Integers(5000)), &seconds);
  EXPECT_THAT(Errors(file),
              testing::ElementsAre(HasSubstr("E-ROWS-MANY: There are more than 1000 questions")));
  EXPECT_LT(seconds, kPatience);
}

TEST(Large, RowsBeyondTheLimitAreNamed) {
  EXPECT_THAT(Errors(Check(Survey(Integers(5001)))),
              testing::Contains(HasSubstr("survey!row 5002 E-ROWS-MANY")));
}

TEST(Large, TwentyThousandChoicesAreTooManyForOneList) {
  std::string choices;
  for (int i = 0; i < 19'999; ++i)
    choices += fmt::format("| towns | t{} | Town {} of many |\n", i, i);
  double seconds = 0;
  const SurveyFile file =
      Check(Survey("| select_one towns | town | Which town? | | | |\n", choices), &seconds);
  EXPECT_LT(seconds, kPatience);
  EXPECT_THAT(Errors(file),
              testing::ElementsAre(HasSubstr(
                  "choices!A2 (list_name) E-ROWS-MANY: Has 19999 choices; the limit is 5000")));
}

TEST(Large, ThousandsOfOneNameAreToldInTime) {
  std::string rows, choices;
  for (int i = 0; i < 900; ++i) rows += "| select_one same | same | The same question? | | | |\n";
  for (int i = 0; i < 15'000; ++i) choices += "| same | same | The same |\n";
  double seconds = 0;
  const SurveyFile file = Check(Survey(rows, choices), &seconds);
  EXPECT_LT(seconds, kPatience);
  const std::string text = ToText(file.diagnostics, "large.md");
  EXPECT_THAT(text, HasSubstr("E-CHOICE-DUP"));
  EXPECT_THAT(text, HasSubstr("E-NAME-DUP"));
  EXPECT_LT(text.size(), 20'000U) << "many of one kind are told as one";
}

TEST(Large, ExpressionsThatAreTooLongOrTooDeepAreNamedByCell) {
  std::string sum = ". > 0", deep = ". > 0", calls = ". > 0";
  while (sum.size() <= 4096) sum += " and . > 0";
  for (int i = 0; i < 70; ++i) deep = "(" + deep + ")";
  for (int i = 0; i < 70; ++i) calls = "not(" + calls + ")";
  for (const std::string& expression : {sum, deep, calls}) {
    const auto errors =
        Errors(Check(Survey("| integer | a | How many? | | " + expression + " | Not so. |\n")));
    EXPECT_THAT(errors, testing::ElementsAre(HasSubstr("survey!E2 (constraint) E-EXPR-LONG")))
        << expression.substr(0, 40);
  }
}

// Each condition names all questions before it: nothing is judged that cannot be, and it ends.
TEST(Large, ConditionsOverEverythingEnd) {
  std::string rows = "| select_one yn | q0 | Is it so, number 0? | | | |\n";
  std::string all = "${q0} = 'yes'";
  for (int i = 1; i < 150; ++i) {
    rows += fmt::format("| select_one yn | q{0} | Is it so, number {0}? | {1} | | |\n", i, all);
    all += fmt::format(" {} ${{q{}}} = 'yes'", i % 2 == 0 ? "and" : "or", i);
  }
  double seconds = 0;
  const SurveyFile file = Check(Survey(rows, "| yn | yes | Yes |\n| yn | no | No |\n"), &seconds);
  EXPECT_TRUE(file.survey) << ToText(file.diagnostics, "large.md");
  EXPECT_LT(seconds, kPatience);
}

TEST(Large, ColumnsBeyondTheLimitAreNotRead) {
  std::string header = "## survey\n| type | name | label::English (en) ",
              row = "| integer | a | How many? ";
  for (int i = 0; i < 400; ++i) {
    header += fmt::format("| column{} ", i);
    row += "| x ";
  }
  const SurveyFile file = Check(header + "|\n" + row + "|\n" + kSettings);
  EXPECT_TRUE(file.survey) << ToText(file.diagnostics, "large.md");
}

}  // namespace
}  // namespace authoring
