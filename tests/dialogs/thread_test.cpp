// SPDX-License-Identifier: Apache-2.0
// An officer asks back, and the questions at the end of a ticket: the engine's part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/limits.h"
#include "dialogs/phrases.h"
#include "dialogs/support.h"
#include "dialogs/thread_support.h"

namespace dialogs_test {
namespace {

using dialogs::Stage;
using locales::TextKey;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

class Thread : public testing::Test {
 protected:
  Thread() : worker(Core9(), core::ChannelKind::kSms, "en") { Finish(worker); }
  const core::OutboundMessage& Last() { return worker.last.messages.back(); }
  Worker worker;
};

TEST_F(Thread, AFixedQuestionIsShownNeutrallyAndAnsweredByACode) {
  worker.Pass(26h);
  const core::EntryId entry = worker.Asked("ask_danger");
  ASSERT_EQ(worker.last.messages.size(), 1u);
  EXPECT_EQ(Last().purpose, core::Purpose::kThread);
  EXPECT_EQ(Last().about, entry.Text());
  EXPECT_THAT(Last().text, HasSubstr("To end this: STOP"));
  EXPECT_THAT(Last().text.substr(0, 40), Not(HasSubstr("danger")));
  EXPECT_EQ(Last().choices.size(), 2u);
  worker.Pass(5h);
  worker.Write("no");
  const auto* answer = Effect<dialogs::AnswerOfficer>(worker);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->about, entry);
  EXPECT_EQ(answer->ticket, *worker.session.ticket);
  EXPECT_EQ(answer->question, "ask_danger");
  EXPECT_EQ(answer->code, "no");
  EXPECT_FALSE(answer->words);
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kThreadKept));
}

TEST_F(Thread, AButtonAnswersANumberToo) {
  worker.Asked("ask_still");
  worker.Tap(worker.Token(0));
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker)->code, "yes");
  worker.Asked("ask_how_many");
  worker.Write("about 12");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker)->code, "12");
}

TEST_F(Thread, WordsAreKeptAndTheBotIsQuietUntilThePersonIsDone) {
  const core::EntryId entry = worker.Asked("", "Which door is locked?");
  EXPECT_THAT(Last().text, HasSubstr("Which door is locked?"));
  for (const char* line : {"The big one", "by the river"}) {
    worker.Pass(20s);
    worker.Write(line);
    EXPECT_THAT(worker.last.messages, IsEmpty()) << "quiet while a person talks";
    const auto* answer = Effect<dialogs::AnswerOfficer>(worker);
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->about, entry);
    ASSERT_TRUE(answer->words);
    EXPECT_EQ(Effect<dialogs::KeepWords>(worker)->record, *answer->words);
    EXPECT_EQ(answer->code, "");
  }
  worker.Wake();
  EXPECT_THAT(worker.last.messages, IsEmpty());
  worker.Pass(61s);
  worker.Wake();
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kThreadKept));
  worker.Wake();
  EXPECT_THAT(worker.last.messages, IsEmpty()) << "said once";
  worker.Pass(31min);
  worker.Wake();
  EXPECT_EQ(worker.session.stage, Stage::kDone);
  worker.Write("DELETE");
  worker.Write("yes");
  const auto* all = Effect<dialogs::EraseAll>(worker);
  ASSERT_NE(all, nullptr);
  EXPECT_GE(all->words.size(), 4u) << "the survey's two and the thread's two";
  EXPECT_EQ(all->threads.size(), 1u);
}

TEST_F(Thread, WhatIsNoClearYesOrNoIsReadByAPerson) {
  worker.Asked("ask_visit_ok");
  worker.Write("only on a sunday, the foreman is away then");
  EXPECT_TRUE(Effect<dialogs::AnswerOfficer>(worker)->words);
}

TEST_F(Thread, NotAtNight) {
  worker.Pass(14h);  // midnight in Samoa
  worker.Asked("ask_still");
  EXPECT_THAT(worker.last.messages, IsEmpty());
  ASSERT_TRUE(worker.last.wake_at);
  EXPECT_EQ(locales::LocalHour("Pacific/Apia", *worker.last.wake_at), 8);
  worker.now = *worker.last.wake_at;
  worker.Wake();
  ASSERT_EQ(worker.last.messages.size(), 1u);
  EXPECT_EQ(Last().purpose, core::Purpose::kThread);
}

TEST_F(Thread, WhatIsAskedJustBeforeTheDayLeavesWhenItBegins) {
  worker.Pass(21h + 57min + 3s);  // 07:57:03
  worker.Asked("ask_still");
  EXPECT_THAT(worker.last.messages, IsEmpty());
  EXPECT_EQ(worker.last.wake_at, kMonday + 22h) << "08:00, not an hour after it was asked";
}

TEST_F(Thread, WhoWritesAtNightIsAskedThen) {
  worker.Pass(14h);
  worker.Asked("ask_still");
  worker.Write("hello");
  EXPECT_THAT(Text(worker), HasSubstr("Is it still going on?"));
}

TEST_F(Thread, SeveralQuestionsComeOneAfterAnother) {
  worker.Asked("ask_still");
  worker.Asked("ask_danger");
  EXPECT_THAT(worker.last.messages, IsEmpty()) << "one is open";
  worker.Write("yes");
  EXPECT_THAT(Text(worker), HasSubstr("Is anybody in danger now?"));
  worker.Write("no");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker)->question, "ask_danger");
}

TEST_F(Thread, AQuestionThatIsNotAnsweredGivesWayToTheNextAfterADay) {
  worker.Asked("ask_place");
  worker.Pass(20h);
  worker.Asked("ask_still");
  EXPECT_THAT(worker.last.messages, IsEmpty());
  ASSERT_TRUE(worker.last.wake_at);
  worker.Pass(4h);
  worker.Wake();
  EXPECT_THAT(Text(worker), HasSubstr("Is it still going on?"));
  worker.Pass(25h);
  worker.Asked("ask_danger");
  EXPECT_THAT(Text(worker), HasSubstr("Is anybody in danger now?")) << "at once";
}

TEST_F(Thread, ADuringSurveyQuestionWaitsForItsEnd) {
  worker.Write("hello again");  // a new survey begins
  worker.Write("1");
  const core::EntryId entry = worker.Asked("ask_still");
  EXPECT_THAT(worker.last.messages, IsEmpty());
  EXPECT_EQ(worker.session.talk.notes.front().entry, entry);
  for (const char* text : {"1", "2", "2", "no", "3", "1", "1", "8"}) worker.Write(text);
  for (int i = 0; i < 12 && worker.session.stage != Stage::kThread; ++i) worker.Write("no");
  EXPECT_EQ(worker.session.stage, Stage::kThread);
  EXPECT_EQ(Last().about, entry.Text());
}

TEST_F(Thread, ASurveyThatFallsSilentIsNoObstacle) {
  worker.Write("hello again");
  worker.Write("1");
  worker.Asked("ask_still");
  worker.Pass(73h);
  worker.Wake();
  EXPECT_THAT(Text(worker), HasSubstr("Is it still going on?"));
}

TEST_F(Thread, AMessageThatAsksNothingMayBeAnswered) {
  worker.Asked("reply_next");
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kThreadNote));
  EXPECT_FALSE(Shows(Text(worker), worker.catalog(), TextKey::kThreadQuestion));
  worker.Pass(3h);
  worker.Write("thank you so much");
  EXPECT_TRUE(Effect<dialogs::AnswerOfficer>(worker)->words);
  Worker silent(Core9(), core::ChannelKind::kSms, "en");
  Finish(silent);
  silent.Asked("reply_next");
  silent.Pass(73h);
  silent.Wake();
  EXPECT_EQ(silent.session.stage, Stage::kDone);
}

TEST_F(Thread, StopEndsItAndNothingIsAskedAfterwards) {
  const core::ThreadId thread = *worker.session.thread;
  worker.Asked("ask_still");
  worker.Write("STOP");
  ASSERT_NE(Effect<dialogs::CloseThread>(worker), nullptr);
  EXPECT_EQ(Effect<dialogs::CloseThread>(worker)->thread, thread);
  ASSERT_NE(Effect<dialogs::StopContact>(worker), nullptr);
  EXPECT_FALSE(dialogs::HasThread(worker.session, thread));
  worker.Write("START");
  EXPECT_EQ(worker.OpenQuestion(), "safe_now") << "begins anew";
}

TEST_F(Thread, SkipAnswersNothingAndStartBeginsASurvey) {
  worker.Asked("ask_place");
  worker.Write("SKIP");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker)->code, "(skipped)");
  EXPECT_EQ(worker.session.stage, Stage::kDone);
  worker.Asked("ask_place");
  worker.Write("START");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker), nullptr);
  EXPECT_EQ(worker.OpenQuestion(), "safe_now");
}

TEST_F(Thread, APictureIsNotAnAnswer) {
  worker.Asked("ask_place");
  worker.Send(core::InboundKind::kUnsupported);
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker), nullptr);
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kMediaNotSupported));
  EXPECT_EQ(worker.session.stage, Stage::kThread);
}

TEST_F(Thread, DeleteAsksBackAndReturnsToTheQuestion) {
  worker.Asked("ask_still");
  worker.Write("DELETE");
  worker.Write("no");
  EXPECT_EQ(worker.session.stage, Stage::kThread);
  worker.Write("yes");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker)->code, "yes");
}

TEST_F(Thread, TheThreeClosingQuestionsAreCodes) {
  const core::EntryId entry = worker.Asked(std::string(dialogs::kClosingPhrase));
  EXPECT_EQ(Last().about, entry.Text());
  std::vector<std::pair<std::string, std::string>> codes;
  for (const char* said : {"yes", "2", "perhaps tomorrow", "don't know"}) {
    worker.Write(said);
    if (const auto* answer = Effect<dialogs::AnswerOfficer>(worker))
      codes.emplace_back(answer->question, answer->code);
  }
  EXPECT_THAT(codes, testing::ElementsAre(testing::Pair("closing_better", "yes"),
                                          testing::Pair("closing_trouble", "no"),
                                          testing::Pair("closing_again", "(dont_know)")));
  EXPECT_EQ(worker.session.stage, Stage::kDone);
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kFinished));
}

TEST(ThreadSecret, WhoeverDoesNotKnowTheWordSeesNoQuestion) {
  std::string json(Core9()->canonical_json());
  json.insert(json.find('{') + 1, R"("secret_word": true,)");
  Worker worker(MustParse(json), core::ChannelKind::kSms, "en");
  for (const char* text :
       {"hi", "1", "1", "mango", "3", "1", "yes", "1", "Tin roof", "no", "12", "done"})
    worker.Write(text);
  for (int i = 0; i < 12 && worker.session.stage != Stage::kDone; ++i) worker.Write("1");
  ASSERT_TRUE(worker.session.thread);
  ASSERT_TRUE(worker.session.secret);
  worker.Pass(26h);
  worker.Asked("ask_danger");
  EXPECT_EQ(worker.session.stage, Stage::kSecretNeeded);
  EXPECT_THAT(Text(worker), Not(HasSubstr("danger")));
  EXPECT_EQ(worker.last.messages.back().purpose, core::Purpose::kThread);
  worker.Pass(80h);
  worker.Write("who is this");
  EXPECT_THAT(Text(worker), Not(HasSubstr("danger")));
  worker.Write("START");  // a stranger begins anew: still no way to the question
  EXPECT_EQ(worker.OpenQuestion(), "safe_now");
  for (int i = 0; i < 12 && worker.session.stage != Stage::kSecretNeeded; ++i) {
    worker.Write("no");
    EXPECT_THAT(Text(worker), Not(HasSubstr("Is anybody in danger now?")));
  }
}

TEST(ThreadSecret, TheWordOpensTheQuestion) {
  std::string json(Core9()->canonical_json());
  json.insert(json.find('{') + 1, R"("secret_word": true,)");
  Worker worker(MustParse(json), core::ChannelKind::kSms, "en");
  for (const char* text :
       {"hi", "1", "1", "mango", "3", "1", "yes", "1", "Tin roof", "no", "12", "done"})
    worker.Write(text);
  for (int i = 0; i < 12 && worker.session.stage != Stage::kDone; ++i) worker.Write("1");
  ASSERT_TRUE(worker.session.secret);
  worker.Pass(26h);
  const core::EntryId entry = worker.Asked("ask_danger");
  worker.Pass(80h);
  worker.Write("Mango");
  EXPECT_THAT(Text(worker), HasSubstr("Is anybody in danger now?"));
  EXPECT_EQ(worker.last.messages.back().about, entry.Text());
}

// Nothing of an officer's message stands within the first 40 characters, in any language.
TEST(ThreadTexts, AreNeutralOnALockScreen) {
  for (const std::string& tag : Catalogs().languages()) {
    const locales::Catalog& catalog = Catalogs().Closest(tag);
    for (TextKey key : {TextKey::kThreadQuestion, TextKey::kThreadNote}) {
      const std::string lead = catalog.Format(key, {{"word", catalog.Text(TextKey::kWordStop)}});
      EXPECT_NE(lead.find(catalog.Text(TextKey::kWordStop)), std::string::npos) << tag;
    }
    for (const dialogs::Phrase& phrase : dialogs::OfficerPhrases())
      EXPECT_FALSE(dialogs::PhraseText(Catalogs(), phrase.code, tag).empty())
          << tag << " " << phrase.code;
  }
  EXPECT_EQ(dialogs::PhraseText(Catalogs(), "help", "en"), "")
      << "no other text can be sent by its key";
}

}  // namespace
}  // namespace dialogs_test
