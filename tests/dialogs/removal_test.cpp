// SPDX-License-Identifier: Apache-2.0
// "You wrote a phone number; shall I remove it?": what conversations/identity_*.json do not show.
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
using namespace std::chrono_literals;

bool Says(const Worker& worker, TextKey key) { return Shows(Text(worker), worker.catalog(), key); }

// Core-9 with its site question open.
Worker AtSite(core::ChannelKind channel = core::ChannelKind::kTelegram) {
  Worker worker(Core9(), channel, "en");
  for (const char* text : {"hi", "1", "1", "3", "2", "1"}) worker.Write(text);
  EXPECT_EQ(worker.OpenQuestion(), "site");
  return worker;
}

// At the end, with a ticket, and an officer's question open.
Worker InThread() {
  Worker worker(Core9(), core::ChannelKind::kSms, "en");
  Finish(worker);
  worker.Asked("ask_more");
  EXPECT_EQ(worker.session.stage, Stage::kThread);
  return worker;
}

TEST(Removal, LooksIntoWordsThatAreKeptAndIntoNothingElse) {
  Worker worker = AtSite();
  EXPECT_EQ(worker.identity_asked, 0);
  worker.Write("Mr Fa's bakery");  // a name in a place is the place's
  EXPECT_EQ(worker.identity_asked, 1);
  EXPECT_EQ(worker.OpenQuestion(), "wages_paid");
  worker.Write("1");
  worker.Write("8");
  EXPECT_EQ(worker.identity_asked, 1);
  worker.Write("Mr Fa shouts");
  EXPECT_EQ(worker.identity_asked, 2);
  EXPECT_TRUE(Says(worker, TextKey::kIdentityName));
}

TEST(Removal, NamesTheWordsThatItIsAbout) {
  Worker worker = AtSite();
  worker.Write("Red House, 7712345");
  const core::RecordId words = Effect<dialogs::KeepWords>(worker)->record;
  worker.Write("yes");
  EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker)->record, words);
  EXPECT_FALSE(worker.session.removal.record);
}

TEST(Removal, AButtonUnderOtherWordsIsNoAnswer) {
  Worker worker = AtSite();
  worker.Write("Red House, 7712345");
  const std::string old = worker.Token(0);
  worker.Write("back");
  worker.Write("Red House, a@b.example");
  ASSERT_TRUE(worker.session.removal.record);
  worker.Tap(old);
  EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker), nullptr);
  EXPECT_TRUE(Says(worker, TextKey::kIdentityKept));
}

TEST(Removal, AnEditedMessageIsWhatTheQuestionIsAboutThen) {
  for (const bool revoked : {false, true}) {
    Worker worker = AtSite();
    worker.Write("Red House, 7712345");
    const core::RecordId old = *worker.session.removal.record;
    dialogs::Input input;
    input.kind = revoked ? core::InboundKind::kRevoked : core::InboundKind::kText;
    input.text = "Red House, 7712346";
    input.words.bytes[0] = 77;
    input.replaces = old;
    const auto result = dialogs::Step(*worker.survey, Samoa(), worker.session, input, worker.now);
    EXPECT_TRUE(result.messages.empty());
    worker.session = result.session;
    worker.Write("yes");
    EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker)->record, input.words);
    EXPECT_EQ(worker.OpenQuestion(), "wages_paid");
  }
}

TEST(Removal, AnotherLanguageAsksAgainInIt) {
  Worker worker = AtSite();
  worker.Write("Red House, 7712345");
  worker.Write("language");
  ASSERT_EQ(worker.session.stage, Stage::kLanguage);
  worker.Write("Español");
  EXPECT_EQ(worker.session.language, "es");
  EXPECT_TRUE(Says(worker, TextKey::kIdentityPhone)) << Text(worker);
  worker.Write("sí");
  EXPECT_NE(Effect<dialogs::RemoveOriginal>(worker), nullptr);
}

TEST(Removal, InAThreadTheNextWordsAreWordsToo) {
  Worker worker = InThread();
  worker.Write("Call 7712345");
  EXPECT_TRUE(Says(worker, TextKey::kIdentityPhone));
  worker.Pass(2min);
  worker.Wake();
  EXPECT_TRUE(worker.last.messages.empty());  // "it was kept" comes with the answer
  worker.Write("and a@b.example");
  EXPECT_TRUE(Says(worker, TextKey::kIdentityKept));
  EXPECT_TRUE(Says(worker, TextKey::kIdentityEmail));
  ASSERT_NE(Effect<dialogs::AnswerOfficer>(worker), nullptr);
  const core::RecordId second = *Effect<dialogs::AnswerOfficer>(worker)->words;
  worker.Write("yes");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker), nullptr);
  EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker)->record, second);
  EXPECT_TRUE(Says(worker, TextKey::kIdentityRemoved));
  EXPECT_EQ(worker.session.stage, Stage::kThread);
  worker.Write("I'd rather not say");  // no question is open: words
  EXPECT_NE(Effect<dialogs::AnswerOfficer>(worker), nullptr);
}

TEST(Removal, InAThreadARefusalIsNotToldToTheOfficer) {
  Worker worker = InThread();
  worker.Write("Call 7712345");
  worker.Write("I'd rather not say");
  EXPECT_EQ(Effect<dialogs::AnswerOfficer>(worker), nullptr);
  EXPECT_TRUE(Says(worker, TextKey::kIdentityKept));
}

TEST(Removal, InAThreadSilenceKeepsBothAndTheNextQuestionComes) {
  Worker worker = InThread();
  worker.Write("Call 7712345");
  worker.Asked("ask_since");
  EXPECT_TRUE(worker.last.messages.empty());
  ASSERT_TRUE(worker.last.wake_at);
  EXPECT_EQ(*worker.last.wake_at - worker.now, core::Millis(core::limits::kSilenceHides));
  worker.Pass(core::limits::kSilenceHides);
  worker.Wake();
  EXPECT_FALSE(worker.session.removal.record);
  EXPECT_EQ(worker.session.talk.notes.size(), 1u);
  EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker), nullptr);
}

TEST(Removal, InAThreadNothingIsNamedAfterHalfAnHour) {
  Worker worker = InThread();
  worker.Write("Call 7712345");
  worker.Pass(core::limits::kSilenceHides + 1min);
  worker.Write("who is there, what is this chat about");
  for (const TextKey key :
       {TextKey::kIdentityPhone, TextKey::kIdentityKept, TextKey::kIdentityRemoved})
    EXPECT_FALSE(Says(worker, key)) << Text(worker);
}

TEST(Removal, StopInAThreadWins) {
  Worker worker = InThread();
  worker.Write("Call 7712345");
  worker.Write("stop");
  EXPECT_EQ(worker.session.stage, Stage::kStopped);
  EXPECT_FALSE(worker.session.removal.record);
  EXPECT_EQ(Effect<dialogs::RemoveOriginal>(worker), nullptr);
}

TEST(Removal, AnOlderSessionHasNone) {
  Worker worker = AtSite();
  core::Bytes bytes = dialogs::Encode(worker.session);
  bytes.resize(bytes.size() - 3);  // no record, nothing found, never asked
  bytes[0] = 5;
  const auto old = dialogs::DecodeSession(bytes);
  ASSERT_TRUE(old);
  EXPECT_EQ(dialogs::Encode(*old), dialogs::Encode(worker.session));
}

}  // namespace
}  // namespace dialogs_test
