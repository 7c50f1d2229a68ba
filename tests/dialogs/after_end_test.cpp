// SPDX-License-Identifier: Apache-2.0
// Whoever writes again is known by the language; conversations/after_end_*.json play the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::Stage;
using locales::TextKey;

// Chose a language from the menu, then refused consent: nothing is kept but the language.
Worker Declined(const std::string& own_name) {
  Worker worker(Core9(), core::ChannelKind::kSms, "");
  worker.Write("hello");
  EXPECT_EQ(worker.session.stage, Stage::kLanguage);
  worker.Write(own_name);
  worker.Write("1");
  worker.Write("2");
  EXPECT_EQ(worker.session.stage, Stage::kDeclined);
  return worker;
}

TEST(AfterEnd, TheLanguageIsNotAskedForAgain) {
  for (const std::string& language : Core9()->languages()) {
    SCOPED_TRACE(language);
    Worker worker = Declined(Catalogs().Find(language)->own_name());
    EXPECT_TRUE(Shows(worker.Write("ok").messages.at(0).text, *Catalogs().Find(language),
                      TextKey::kAfterEnd));
    EXPECT_TRUE(worker.Write("thank you").messages.empty());
    worker.Write("hello");
    EXPECT_EQ(worker.session.language, language);
    EXPECT_EQ(worker.OpenQuestion(), "safe_now");
  }
}

TEST(AfterEnd, WhoWritesInAnotherLanguageIsAnsweredInThat) {
  Worker worker = Declined("English");
  worker.Write("হ্যালো");
  EXPECT_EQ(worker.session.language, "bn");
  EXPECT_EQ(worker.OpenQuestion(), "safe_now");
}

TEST(AfterEnd, TheWordForLanguageOpensTheMenu) {
  Worker worker = Declined("English");
  worker.Write("LANGUAGE");
  EXPECT_EQ(worker.session.stage, Stage::kLanguage);
}

TEST(AfterEnd, ALanguageThatTheNextSurveyDoesNotHaveIsForgotten) {
  Worker worker = Declined("සිංහල");
  worker.survey = MustParse(*dialogs::ShippedSurvey("pulse-4"));
  worker.allowed = worker.survey->languages();
  worker.Write("hello");
  EXPECT_EQ(worker.session.stage, Stage::kLanguage);
  EXPECT_EQ(worker.session.language, "");
}

TEST(AfterEnd, ALanguageThatThisChannelMayNotUseIsForgotten) {
  Worker worker = Declined("සිංහල");
  worker.allowed = {"en", "es"};
  worker.Write("hello");
  EXPECT_EQ(worker.session.stage, Stage::kLanguage);
}

// With every survey closed there is nothing that START could begin.
TEST(AfterEnd, NoLinePromisesABeginningWhereThereIsNone) {
  Worker worker = Declined("English");
  dialogs::Input input;
  input.text = "ok";
  input.standing = dialogs::Standing::kClosed;
  EXPECT_FALSE(dialogs::ConcernsWhatEnded(*Core9(), Samoa(), worker.session, input, worker.now));
  input.standing = dialogs::Standing::kOpen;
  EXPECT_TRUE(dialogs::ConcernsWhatEnded(*Core9(), Samoa(), worker.session, input, worker.now));
}

}  // namespace
}  // namespace dialogs_test
