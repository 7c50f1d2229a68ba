// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "locales/catalog.h"
#include "locales/understand.h"

namespace locales {
namespace {

struct Row {
  TextKey word;
  Meaning meaning;
};
constexpr Row kRows[] = {
    {TextKey::kWordStop, Meaning::kStop},         {TextKey::kWordHelp, Meaning::kHelp},
    {TextKey::kWordBack, Meaning::kBack},         {TextKey::kWordSkip, Meaning::kSkip},
    {TextKey::kWordLanguage, Meaning::kLanguage}, {TextKey::kWordResume, Meaning::kResume},
    {TextKey::kWordReal, Meaning::kReal},         {TextKey::kWordStart, Meaning::kStart},
    {TextKey::kWordDelete, Meaning::kDelete},     {TextKey::kWordMyData, Meaning::kMyData},
};

// The word that each language shows, and English's, however they are typed.
TEST(ControlWord, OfEveryLanguageIsKnownInEveryForm) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs);
  for (const auto& language : catalogs->languages()) {
    for (const auto& row : kRows) {
      for (const Catalog* catalog : {catalogs->Find(language), catalogs->Find("en")}) {
        const std::string& word = catalog->Text(row.word);
        for (const auto& typed : {word, " " + word + "! ", "/" + word, "\u200e" + word + "\u200b",
                                  word + " \U0001F64F"}) {
          EXPECT_EQ(ControlWord(language, typed), row.meaning) << language << ": " << typed;
        }
        EXPECT_EQ(ControlWord(language, word + " 17 xyz"), std::nullopt)
            << language << ": " << word;
      }
    }
  }
}

TEST(ControlWord, IsOnlyTheWholeMessage) {
  for (const char* text : {"please dont stop here", "the end of the month", "they help nobody",
                           "stop sign", "", "yes", "12"}) {
    EXPECT_EQ(ControlWord("en", text), std::nullopt) << text;
  }
}

TEST(ControlWord, FoldsCaseWidthAccentsAndInvisibleCharacters) {
  for (const char* text :
       {"stop", "Stop.", "S\u200dTOP", "ＳＴＯＰ", "stóp", "STOPPPP", "/stop@SomeBot", "stop-all",
        "\"STOP\"", "unsubscribe", "OPT-OUT", "END", "quit", "Cancel"}) {
    EXPECT_EQ(ControlWord("en", text), Meaning::kStop) << text;
    EXPECT_EQ(ControlWord("bn", text), Meaning::kStop) << text;
  }
}

// Providers take YES for an opt-in and END, QUIT, CANCEL for opt-outs (channels.md, section 6).
TEST(ControlWord, DangerousWordsOfProviders) {
  Question question;
  question.type = AnswerType::kYesNo;
  EXPECT_THAT(Understand(question, "YES").values, ::testing::ElementsAre("yes"));
  EXPECT_EQ(ControlWord("en", "YES"), std::nullopt);

  const std::vector<AnswerOption> options = {{"left", "Quit", {}}, {"stayed", "Stayed", {}}};
  question.type = AnswerType::kSelectOne;
  question.options = &options;
  // An option of that very name was on the screen; without one it means what it says.
  EXPECT_THAT(Understand(question, "quit").values, ::testing::ElementsAre("left"));
  EXPECT_EQ(Understand(question, "end").meaning, Meaning::kStop);
  EXPECT_EQ(Understand(question, "STOP").meaning, Meaning::kStop);
}

// STOP proper wins over everything, the other words lose to a valid answer.
TEST(ControlWord, GivesWayToAnOptionOfThatNameUnlessItIsStop) {
  const std::vector<AnswerOption> options = {
      {"back", "Back", {}}, {"arm", "Arm", {}}, {"stop", "Stop", {}}, {"h", "Helper", {}}};
  Question question;
  question.type = AnswerType::kSelectOne;
  question.options = &options;
  EXPECT_THAT(Understand(question, "back").values, ::testing::ElementsAre("back"));
  EXPECT_EQ(Understand(question, "stop").meaning, Meaning::kStop);
  EXPECT_EQ(Understand(question, "help").meaning, Meaning::kHelp);  // not the beginning of "Helper"
}

}  // namespace
}  // namespace locales
