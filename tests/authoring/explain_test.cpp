// SPDX-License-Identifier: Apache-2.0
#include "authoring/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "authoring/survey_file.h"

namespace authoring {
namespace {

using testing::HasSubstr;

std::string Explained(const std::string& rows) {
  const SurveyFile file = ReadSurveyFile(
      "test.md",
      "## survey\n| type | name | label::English (en) | relevant | constraint | calculation |\n" +
          rows +
          "## choices\n| list_name | name | label::English (en) |\n| yn | yes | Yes |\n| yn | no | "
          "No |\n| l | food | Food |\n| l | bed | A bed |\n");
  EXPECT_NE(file.survey, nullptr) << ToText(file.diagnostics, "test.md");
  return file.survey ? Explain(*file.survey, 0) : "";
}

TEST(Explain, SaysConditionsInPlainWords) {
  const std::string text = Explained(
      "| select_one yn | paid | Paid? | | | |\n"
      "| integer | age | Age | | . >= 15 and . < 90 | |\n"
      "| select_multiple l | got | What did you get? | ${paid} = 'yes' and ${age} >= 18 | | |\n"
      "| select_one yn | good | Good? | selected(${got}, 'food') and (${age} < 20 or ${paid} != "
      "'no') | | |\n"
      "| integer | days | Days | not(${paid} = 'yes') or ${age} = '' | count-selected(${got}) <= . "
      "| |\n"
      "| calculate | sum | | | | coalesce(${age}, 0) + 1 |\n");
  EXPECT_THAT(text, HasSubstr("Asked only if *Paid?* is Yes and *Age* is 18 or more."));
  EXPECT_THAT(text,
              HasSubstr("Taken only if the answer is 15 or more and the answer is less than 90."));
  EXPECT_THAT(text, HasSubstr("*What did you get?* includes Food and (*Age* is less than 20 or "
                              "*Paid?* is not No)."));
  EXPECT_THAT(text, HasSubstr("it is not so that *Paid?* is Yes or *Age* was not answered."));
  EXPECT_THAT(text,
              HasSubstr("the number of choices in *What did you get?* is the answer or less"));
  EXPECT_THAT(text, HasSubstr("It is (*Age* (or 0 if there is none) plus 1)."));
}

TEST(Explain, SaysHowOftenARepeatIsAsked) {
  const SurveyFile file = ReadSurveyFile(
      "test.md",
      "## survey\n| type | name | label::English (en) | repeat_count |\n| integer | n | How many "
      "jobs? | |\n"
      "| begin repeat | job | Job | ${n} |\n| integer | pay | Pay? | |\n| end repeat | | | |\n"
      "| begin repeat | more | | |\n| integer | what | What? | |\n| end repeat | | | |\n");
  ASSERT_NE(file.survey, nullptr) << ToText(file.diagnostics, "test.md");
  const std::string text = Explain(*file.survey, 0);
  EXPECT_THAT(text, HasSubstr("pay: Pay? (a whole number)\n    In each round of *Job*: *How many "
                              "jobs?* times, at most 10.\n"));
  EXPECT_THAT(text,
              HasSubstr("In each round of *more*: as often as the worker adds one, at most 10.\n"));
}

TEST(Explain, SaysWhatMakesTickets) {
  const std::string text = Explain(**dialogs::Survey::Parse(*dialogs::ShippedSurvey("core-9")), 0);
  EXPECT_THAT(text,
              HasSubstr("The conversation ends after danger if *How old are you?* is Under 15"));
  EXPECT_THAT(text, HasSubstr("help numbers"));
  for (const std::string& name : dialogs::ShippedSurveyNames())
    EXPECT_FALSE(Explain(**dialogs::Survey::Parse(*dialogs::ShippedSurvey(name)), 0).empty())
        << name;
}

}  // namespace
}  // namespace authoring
