// SPDX-License-Identifier: Apache-2.0
// An officer asks back through a ticket, news by code, closing: the whole turn, on the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/retention.h"
#include "bot/thread/news.h"
#include "bot/thread/thread_row.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

using store::EntryKind;
using store::EntryState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

const std::string kNumber = "+6857212345";
const std::map<std::string, std::string> kReports = {
    {"Choose your language", "English"},
    {"few short questions", "Yes"},
    {"We ask about your work", "Yes"},
    {"How old are you", "18"},
    {"danger right now", "Yes"},
    {"may an officer", "Yes"},
    {"passport", "employer"},
    {"Where do you work", "Canary Sewing, Apia"},
    {"paid all", "No"},
    {"How many hours", "14"},
    {"one thing", "my boss shouts at us"},
};

class Thread : public testing::Test {
 protected:
  Thread() {
    office.clock.Set(*core::TimestampFromRfc3339("2026-11-22T21:00:00Z"));  // Monday 10:00 in Samoa
    const auto seen = office.Walk(kNumber, kReports);
    ticket = office.store->ListTickets({})->tickets.at(0).id;
    const size_t at = seen.back().find("Your code: ");
    code = seen.back().substr(at + 11, 11);
  }
  std::vector<store::ThreadEntryRow> Entries() { return *office.store->ListThreadEntries(ticket); }
  std::string Texts() {
    std::string all;
    for (const Sent& sent : office.Collect()) all += sent.message.text + "\n";
    return all;
  }
  core::Status Say(const std::string& text, const std::string& from = kNumber) {
    return office.Say(from, "m" + std::to_string(next_++), text);
  }
  core::Status CloseTicket() {
    core::Status status = core::Err(core::ErrorCode::kInternal, "not answered");
    CommandItem close;
    close.group = {store::SetTicketState{ticket, "closed", true},
                   store::PutClosing{{ticket, "2026-W48", "acted"}}};
    close.done = [&](core::Status got) { status = std::move(got); };
    std::vector<WriteItem> items;
    items.emplace_back(std::move(close));
    office.processor->Process(std::move(items));
    return status;
  }
  Office office;
  core::TicketId ticket;
  std::string code;

 private:
  int next_ = 0;
};

TEST_F(Thread, AQuestionGoesOutAndItsAnswerComesBackAsACode) {
  office.clock.Advance(26h);
  ASSERT_EQ(office.Ask(ticket, "ask_danger").value(), EntryState::kQueued);
  EXPECT_EQ(Entries().at(0).state, EntryState::kQueued);
  const auto sent = office.Collect();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].message.purpose, core::Purpose::kThread);
  EXPECT_EQ(sent[0].row.lane, store::Lane::kBulk);
  EXPECT_THAT(sent[0].message.text, HasSubstr("Is anybody in danger now?"));
  EXPECT_EQ(Entries().at(0).state, EntryState::kSent);
  EXPECT_TRUE(Say("no"));
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].state, EntryState::kAnswered);
  EXPECT_EQ(entries[1].kind, EntryKind::kAnswer);
  EXPECT_EQ(entries[1].phrase, "ask_danger");
  EXPECT_EQ(entries[1].code, "no");
  EXPECT_FALSE(entries[1].words);
}

TEST_F(Thread, WordsAreSealedToTheOfficeAndNowhereInClear) {
  ASSERT_TRUE(office.Ask(ticket, "", "Which door is locked?"));
  EXPECT_THAT(Texts(), HasSubstr("Which door is locked?"));
  EXPECT_TRUE(Say("The canary door, call 7212345"));
  EXPECT_THAT(Texts(),
              testing::AllOf(HasSubstr("You wrote a phone number"), Not(HasSubstr("7212345"))));
  EXPECT_TRUE(Say("no"));
  EXPECT_THAT(Texts(), HasSubstr("Only the office can open it"));
  EXPECT_TRUE(Say("It is at the back"));
  EXPECT_THAT(Texts(), IsEmpty());
  office.clock.Advance(61s);
  office.Wake();
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 3u);
  std::string read;
  for (size_t i = 1; i < 3; ++i) {
    const auto rows = office.store->FindSealed(*entries[i].words);
    ASSERT_TRUE(rows);
    for (const auto& row : *rows) {
      EXPECT_EQ(row.question, "thread");
      const auto words =
          privacy::OpenWords(office.office_key, {"office", row.id, row.field}, row.envelope);
      ASSERT_TRUE(words);
      if (row.field == "scrubbed") read += words->Reveal() + "|";
    }
  }
  EXPECT_THAT(read, HasSubstr("The canary door"));
  EXPECT_THAT(read, Not(HasSubstr("7212345")));
  EXPECT_THAT(office.store->DumpForTests(), Not(HasSubstr("canary")));
}

TEST_F(Thread, DeleteTakesTheUnreadAnswersAndTheWayBack) {
  ASSERT_TRUE(office.Ask(ticket, "ask_place"));
  office.Collect();
  EXPECT_TRUE(Say("behind the market"));
  ASSERT_TRUE(office.Ask(ticket, "ask_since"));
  EXPECT_TRUE(Say("DELETE"));
  office.Collect();
  EXPECT_TRUE(Say("yes"));
  office.Collect();
  EXPECT_EQ(office.erasures->Advance(office.clock.Now()), 1);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_THAT(*office.store->FindSealed(*entries[1].words), IsEmpty());
  EXPECT_EQ(office.Ask(ticket, "ask_still").value(), EntryState::kUndeliverable);
  EXPECT_THAT(office.Collect(), IsEmpty());
  EXPECT_THAT(*office.store->FindThreads(ticket), IsEmpty());
}

TEST_F(Thread, StopEndsItAtOnceAndTheOfficerIsTold) {
  ASSERT_TRUE(office.Ask(ticket, "ask_place"));
  EXPECT_TRUE(Say("STOP"));
  EXPECT_THAT(Texts(), Not(HasSubstr("Where did it happen")));
  EXPECT_THAT(*office.store->FindThreads(ticket), IsEmpty());
  EXPECT_EQ(office.Ask(ticket, "ask_still").value(), EntryState::kUndeliverable);
  EXPECT_EQ(Entries().back().state, EntryState::kUndeliverable);
  office.clock.Advance(26h);
  office.Wake();
  EXPECT_THAT(Texts(), IsEmpty());
}

TEST_F(Thread, AskAndStopInOneBatchSendNothing) {
  core::InboundMessage message;
  message.provider_id = core::SecretString("stop-now");
  message.from = core::Address(kNumber);
  message.kind = core::InboundKind::kText;
  message.text = core::SecretString("STOP");
  auto turn = office.preparer->Prepare(office.doors.at("sms"), std::move(message));
  ASSERT_TRUE(turn);
  turn->delivery = std::make_shared<Delivery>(1, [](const core::Status&) {});
  EntryState state = EntryState::kNone;
  AskItem ask;
  ask.message.entry = {core::EntryId::Random(office.random),
                       ticket,
                       0,
                       EntryKind::kAsked,
                       "ask_danger",
                       "",
                       std::nullopt,
                       EntryState::kQueued,
                       "2026-W48",
                       "ana"};
  ask.done = [&](core::Result<EntryState> got) { state = got.value(); };
  std::vector<WriteItem> items;
  items.emplace_back(std::move(ask));
  items.emplace_back(std::make_unique<PreparedTurn>(std::move(*turn)));
  office.processor->Process(std::move(items));
  EXPECT_EQ(state, EntryState::kUndeliverable);
  EXPECT_THAT(Texts(), Not(HasSubstr("danger")));
}

TEST_F(Thread, WhatGoesWithAQuestionIsStoredWithItOrNotAtAll) {
  ASSERT_TRUE(office.Ask(ticket, "ask_place", "", {store::AddCount{"asked", "2026-W48"}}));
  EXPECT_EQ(*office.store->Counter("asked", "2026-W48"), 1);
  office.Collect();
  auto refused =
      office.Ask(ticket, "ask_place", "", {store::SetTicketState{core::TicketId{{9}}, "closed"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, core::ErrorCode::kNotFound);
  EXPECT_EQ(Entries().size(), 1u);
}

TEST_F(Thread, AQuestionAtNightLeavesInTheMorning) {
  office.clock.Advance(14h);
  ASSERT_TRUE(office.Ask(ticket, "ask_place"));
  EXPECT_THAT(Texts(), IsEmpty());
  office.clock.Advance(8h);
  office.Wake();
  EXPECT_THAT(Texts(), HasSubstr("Where did it happen"));
}

TEST_F(Thread, TheWayBackMovesWithTheConversationAndExpiresWithIt) {
  const core::Day first = office.store->FindThreads(ticket)->at(0).key_day;
  office.clock.Advance(24h * 20);
  EXPECT_TRUE(Say("hello"));
  office.Collect();
  const auto moved = office.store->FindThreads(ticket)->at(0);
  EXPECT_EQ(moved.key_day, first + 20);
  EXPECT_TRUE(OpenThread(*office.keys, moved));
  const core::Day last = moved.key_day;
  ASSERT_TRUE(DeleteWhatIsOver(*office.keys, *office.vault, *office.store, last + 1));
  EXPECT_THAT(*office.store->FindThreads(ticket), IsEmpty());
  EXPECT_EQ(office.Ask(ticket, "ask_place").value(), EntryState::kUndeliverable);
}

TEST_F(Thread, ABlockedPhoneEndsIt) {
  ASSERT_TRUE(office.Ask(ticket, "ask_place"));
  const auto sent = office.Collect();
  std::vector<WriteItem> items;
  items.emplace_back(BlockedItem{sent.at(0).row.conversation, sent[0].row.id, "blocked"});
  office.processor->Process(std::move(items));
  EXPECT_THAT(*office.store->FindThreads(ticket), IsEmpty());
  EXPECT_EQ(office.Ask(ticket, "ask_still").value(), EntryState::kUndeliverable);
}

// WhatsApp lets us write only after the worker has: what the worker writes then is no answer to
// what was not seen.
TEST_F(Thread, WhatWaitsForTheWindowIsNotAnsweredByWhateverOpensIt) {
  office.doors["sms"].window_24h = true;
  office.clock.Advance(26h);
  ASSERT_TRUE(office.Ask(ticket, "ask_place"));
  store::Batch batch;
  batch.groups.push_back({store::SetEntryState{Entries().at(0).id, EntryState::kAwaitsWindow}});
  ASSERT_TRUE(office.store->Commit(batch));
  EXPECT_TRUE(Say("hello?"));
  EXPECT_EQ(Entries().size(), 1u);
  EXPECT_THAT(Texts(), HasSubstr("Where did it happen"));  // and now it is seen
  EXPECT_TRUE(Say("at the port"));
  EXPECT_EQ(Entries().size(), 2u);
}

// ---- STATUS ----

TEST_F(Thread, StatusFromAnotherPhoneTellsOneSentenceAndNothingElse) {
  const std::string other = "+6857299999";
  EXPECT_TRUE(Say("STATUS " + code, other));
  const std::string got = Texts();
  EXPECT_THAT(got, HasSubstr("We have it. A person will look at it."));
  EXPECT_THAT(got, Not(HasSubstr("Canary")));
  EXPECT_TRUE(Say("no", other));
  EXPECT_THAT(Texts(), HasSubstr("Nobody will write"));
  EXPECT_EQ(office.store->FindThreads(ticket)->size(), 1u);
  EXPECT_TRUE(Say("STATUS " + code));  // the worker's own phone: nothing to open again
  EXPECT_EQ(Texts(), "We have it. A person will look at it.\n");
}

TEST_F(Thread, WrongCodesAreAnsweredAlikeAndAfterFiveARightOneToo) {
  const std::string other = "+6857299999";
  std::string first;
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(Say("STATUS", other));
    office.Collect();
    EXPECT_TRUE(Say("22222-2222" + std::to_string(i), other));
    const std::string got = Texts();
    if (first.empty()) first = got;
    EXPECT_EQ(got, first);
  }
  EXPECT_TRUE(Say("STATUS " + code, other));
  EXPECT_EQ(Texts(), first);
  office.clock.Advance(61min);
  EXPECT_TRUE(Say("STATUS " + code, other));
  EXPECT_THAT(Texts(), HasSubstr("We have it"));
}

TEST_F(Thread, ACodeOpensTheThreadOnANewPhoneAndWhatWaitedComes) {
  ASSERT_TRUE(office.Ask(ticket, "", "own words never wait"));
  ASSERT_TRUE(office.Ask(ticket, "ask_since"));
  const auto old = office.store->FindThreads(ticket)->at(0).id;
  const std::string other = "+6857299999";
  EXPECT_TRUE(Say("STATUS " + code, other));
  office.Collect();
  EXPECT_TRUE(Say("yes", other));
  const std::string got = Texts();
  EXPECT_THAT(got, HasSubstr("Since when has it been so?"));
  ASSERT_EQ(office.store->FindThreads(ticket)->size(), 1u);
  EXPECT_NE(office.store->FindThreads(ticket)->at(0).id, old);
  EXPECT_TRUE(Say("since May", other));
  EXPECT_EQ(Entries().back().phrase, "ask_since");
  // The old phone is not asked any more, though the question waited there.
  EXPECT_TRUE(Say("yes"));
  EXPECT_THAT(Texts(), Not(HasSubstr("Since when")));
}

TEST_F(Thread, AMessageThatDidNotArriveIsWhatTheCodeTells) {
  EXPECT_TRUE(Say("STOP"));
  office.Collect();
  ASSERT_EQ(office.Ask(ticket, "reply_passed").value(), EntryState::kUndeliverable);
  EXPECT_TRUE(Say("STATUS " + code, "+6857299999"));
  EXPECT_THAT(Texts(), HasSubstr("Another office is responsible"));
  EXPECT_EQ(Entries().back().state, EntryState::kSent);
}

TEST_F(Thread, TheOutcomeIsToldForAYearAndTheCodeIsForgotten) {
  EXPECT_TRUE(Say("STOP"));
  office.Collect();
  ASSERT_TRUE(CloseTicket());
  EXPECT_THAT(Entries(), IsEmpty()) << "nobody can be asked";
  EXPECT_TRUE(Say("STATUS " + code, "+6857299999"));
  EXPECT_EQ(Texts(), "It is closed. The office did something about it.\n");
  const core::Day closed = core::DayOf(office.clock.Now());
  ASSERT_TRUE(DeleteWhatIsOver(*office.keys, *office.vault, *office.store, closed + 363));
  EXPECT_TRUE(NewsOf(*office.store, *office.keys, code, {}, office.clock.Now() + 24h * 363));
  EXPECT_FALSE(NewsOf(*office.store, *office.keys, code, {}, office.clock.Now() + 24h * 380));
  ASSERT_TRUE(DeleteWhatIsOver(*office.keys, *office.vault, *office.store, closed + 380));
  EXPECT_THAT(office.store->DumpForTests(), Not(HasSubstr("receipt ")));
}

TEST_F(Thread, ClosingAsksThreeQuestions) {
  ASSERT_TRUE(CloseTicket());
  for (const char* said : {"yes", "no", "1"}) {
    EXPECT_THAT(Texts(), Not(IsEmpty()));
    EXPECT_TRUE(Say(said));
  }
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[1].phrase + entries[1].code, "closing_betteryes");
  EXPECT_EQ(entries[2].phrase + entries[2].code, "closing_troubleno");
  EXPECT_EQ(entries[3].phrase + entries[3].code, "closing_againyes");
  EXPECT_EQ(office.store->FindTicket(ticket).value()->state, "closed");
}

TEST_F(Thread, TroubleBecauseOfItOpensTheTicketAgain) {
  ASSERT_TRUE(CloseTicket());
  for (const char* said : {"yes", "yes", "1"}) {
    EXPECT_THAT(Texts(), Not(IsEmpty()));
    EXPECT_TRUE(Say(said));
  }
  EXPECT_EQ(office.store->FindTicket(ticket).value()->state, "new");
  EXPECT_FALSE(office.store->FindTicket(ticket).value()->clock);
  ASSERT_TRUE(CloseTicket()) << "an officer closes it again";
}

// With the same words from both, whoever else is asked or not: the own conversation decides.
TEST_F(Thread, RepliesDependOnTheOwnConversationOnly) {
  auto talk = [](Office& one, bool asked) {
    std::string all;
    if (asked) (void)one.Ask(one.store->ListTickets({})->tickets.at(0).id, "ask_place");
    for (const char* text : {"hello", "1", "1", "1"}) {
      (void)one.Say("+6857200001", std::string("x") + text + std::to_string(all.size()), text);
      for (const Sent& sent : one.Collect()) {
        if (sent.message.purpose == core::Purpose::kReply) all += sent.message.text + "\n";
      }
    }
    return all;
  };
  Office quiet;
  EXPECT_EQ(talk(office, true), talk(quiet, false));
}

}  // namespace
}  // namespace bot
