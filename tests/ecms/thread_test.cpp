// SPDX-License-Identifier: Apache-2.0
// What an officer may ask through a ticket, what is stored of it, and what the page sees.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/test_office.h"

namespace ecms {
namespace {

using core::ErrorCode;
using testing::HasSubstr;
using testing::Not;

class ThreadOfTicket : public testing::Test {
 protected:
  ThreadOfTicket() {
    ticket_ = office_.Ticket(1, 1).id;
    office_.Put(office_.Ticket(1, 1));
    core::ThreadId thread;
    thread.bytes[0] = 3;
    office_.Commit({store::PutThread{{thread, ticket_, core::Day{30000}, {1, 2, 3}}}});
  }
  core::Result<std::string> Ask(const std::string& phrase, const std::string& words = "",
                                bool reads = true, const std::string& role = "officer") {
    return office_.threads->Ask(office_.CallerOf(role), ticket_,
                                {phrase, core::SecretString(words), reads});
  }
  core::Result<ThreadView> Get(const std::string& role = "officer") {
    return office_.threads->Get(office_.CallerOf(role), ticket_, "es");
  }
  void Answer(const std::string& code, std::optional<core::RecordId> words = std::nullopt) {
    const auto asked = office_.store->ListThreadEntries(ticket_)->back();
    store::ThreadEntryRow row{core::EntryId::Random(office_.random),
                              ticket_,
                              0,
                              store::EntryKind::kAnswer,
                              asked.phrase,
                              code,
                              words,
                              store::EntryState::kNone,
                              "2026-W47",
                              ""};
    office_.Commit(
        {store::PutThreadEntry{row}, store::SetEntryState{asked.id, store::EntryState::kAnswered}});
  }
  TestOffice office_;
  core::TicketId ticket_;
};

TEST_F(ThreadOfTicket, AFixedQuestionIsStoredAsItsCodeWithAnAuditEntry) {
  ASSERT_EQ(Ask("ask_place").value(), "queued");
  ASSERT_EQ(office_.delivered.size(), 1u);
  EXPECT_EQ(office_.delivered[0].entry.phrase, "ask_place");
  EXPECT_TRUE(office_.delivered[0].words.empty());
  const auto audit = office_.store->ListAudit(0, 10).value();
  ASSERT_EQ(audit.size(), 1u);
  EXPECT_EQ(audit[0].action, "thread.ask");
  EXPECT_EQ(audit[0].object, ticket_.Text());
  EXPECT_EQ(audit[0].detail, "ask_place");
  const auto view = Get().value();
  ASSERT_EQ(view.entries.size(), 1u);
  EXPECT_EQ(view.entries[0].text, "ask_place in es");
  EXPECT_EQ(view.entries[0].preview, "ask_place in bn");
  EXPECT_EQ(view.entries[0].state, "queued");
  EXPECT_TRUE(view.may_ask);
  EXPECT_EQ(view.phrases.size(), 21u);
}

TEST_F(ThreadOfTicket, NobodyIsAskedBeforeThereIsAKeyToSealTheAnswerTo) {
  privacy::OfficeKey key;
  const auto threads = MakeThreads(
      {*office_.store, [&](ThreadMessage) { return office_.delivery; },
       [](store::CommandGroup) { return core::Status{}; }, office_.clock, office_.random, "office",
       key, [](std::string_view, std::string_view) { return std::string("text"); }});
  const ThreadQuestion question{"ask_place", {}, false};
  const auto refused = threads->Ask(office_.CallerOf("officer"), ticket_, question);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_THAT(refused.error().message, HasSubstr("no office key"));
  key.Set(office_.office_key.public_key);
  EXPECT_TRUE(threads->Ask(office_.CallerOf("officer"), ticket_, question));
}

// The answer was lost on the line and the officer pressed again.
TEST_F(ThreadOfTicket, ARepeatedRequestAsksTheWorkerOnce) {
  const ThreadQuestion first{"ask_place", {}, false, "0123456789abcdef"};
  const Caller officer = office_.CallerOf("officer");
  ASSERT_EQ(office_.threads->Ask(officer, ticket_, first).value(), "queued");
  ASSERT_EQ(office_.threads->Ask(officer, ticket_, first).value(), "queued");
  EXPECT_EQ(office_.delivered.size(), 1u);
  EXPECT_EQ(office_.store->ListAudit(0, 10)->size(), 1u);
  // Another key, or somebody else's: another question.
  ASSERT_TRUE(office_.threads->Ask(officer, ticket_, {"ask_place", {}, false, "0123456789abcdeg"}));
  ASSERT_TRUE(office_.threads->Ask(Caller{core::AccountId{{9}}, "somebody else", "supervisor"},
                                   ticket_, first));
  EXPECT_EQ(office_.delivered.size(), 3u);
  // Also when nobody may be asked any more, and above the limit of a week.
  core::ThreadId thread;
  thread.bytes[0] = 3;
  office_.Commit({store::DropThread{thread}});
  EXPECT_EQ(office_.threads->Ask(officer, ticket_, first).value(), "queued");
  for (const char* bad : {"short", "0123456789abcde ", "0123456789abcde\n"})
    EXPECT_THAT(
        office_.threads->Ask(officer, ticket_, {"ask_place", {}, false, bad}).error().message,
        HasSubstr("repeat_key"));
}

TEST_F(ThreadOfTicket, AnAnswerIsMarkedUntilAnOfficerHasSeenIt) {
  const auto listed = [&](bool answered) {
    TicketQuery query;
    query.answered = answered;
    return office_.inbox.List(office_.CallerOf("officer"), query, "en").value();
  };
  ASSERT_TRUE(Ask("ask_place"));
  EXPECT_FALSE(listed(false).tickets.at(0).answered);
  EXPECT_EQ(listed(true).total, 0);
  Answer("yes");
  EXPECT_TRUE(listed(false).tickets.at(0).answered);
  EXPECT_EQ(listed(true).total, 1);
  const int unseen = Get()->unseen;
  EXPECT_EQ(unseen, 2);
  EXPECT_TRUE(Get()->unseen > 0) << "reading it by program is not seeing it";
  EXPECT_EQ(office_.threads->Seen(office_.CallerOf("auditor"), ticket_, unseen).error().code,
            ErrorCode::kDenied);
  EXPECT_EQ(
      office_.threads->Seen(office_.CallerOf("officer"), core::TicketId{{9}}, unseen).error().code,
      ErrorCode::kNotFound);
  Answer("no");  // while the page shows the one before
  ASSERT_TRUE(office_.threads->Seen(office_.CallerOf("officer"), ticket_, unseen));
  EXPECT_EQ(Get()->unseen, 3);
  ASSERT_TRUE(office_.threads->Seen(office_.CallerOf("officer"), ticket_, 3));
  EXPECT_EQ(Get()->unseen, 0);
  EXPECT_FALSE(listed(false).tickets.at(0).answered);
}

TEST_F(ThreadOfTicket, FreeWordsNeedTheTickAndAreSealedToTheOfficeKey) {
  EXPECT_EQ(Ask("", "Which door?", false).error().code, ErrorCode::kInvalid);
  ASSERT_TRUE(Ask("", "Which door?"));
  EXPECT_EQ(office_.delivered[0].words.Reveal(), "Which door?");
  EXPECT_THAT(office_.store->DumpForTests(), Not(HasSubstr("Which door")));
  const auto view = Get().value();
  ASSERT_TRUE(view.entries[0].words);
  EXPECT_THAT(view.entries[0].fields, testing::ElementsAre("scrubbed"));
  const auto envelope = office_.sealed_words->Open(office_.CallerOf("officer"), ticket_,
                                                   *view.entries[0].words, "scrubbed", "");
  ASSERT_TRUE(envelope);
  const auto opened = privacy::OpenWords(
      office_.office_key, {"office", *view.entries[0].words, "scrubbed"}, envelope->bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->Reveal(), "Which door?");
  EXPECT_EQ(office_.store->ListAudit(0, 10)->back().action, "words.open");
}

TEST_F(ThreadOfTicket, BadQuestionsSayWhatToChange) {
  struct {
    const char* phrase;
    std::string words;
    const char* why;
  } rows[] = {
      {"", "", "either"},           {"ask_place", "x", "either"},       {"help", "", "GET lists"},
      {"closing", "", "GET lists"}, {"", std::string(601, 'x'), "600"}, {"", "  \n ", "600"}};
  for (const auto& row : rows) {
    auto asked = Ask(row.phrase, row.words);
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().code, ErrorCode::kInvalid);
    EXPECT_THAT(asked.error().message, HasSubstr(row.why));
  }
  EXPECT_TRUE(office_.delivered.empty());
  EXPECT_TRUE(office_.store->ListAudit(0, 10)->empty());
}

TEST_F(ThreadOfTicket, NobodyIsAskedWithoutConsentOrByTheWrongRole) {
  EXPECT_EQ(Ask("ask_place", "", true, "author").error().code, ErrorCode::kDenied);
  EXPECT_EQ(Get("auditor").error().code, ErrorCode::kDenied);
  core::ThreadId thread;
  thread.bytes[0] = 3;
  office_.Commit({store::DropThread{thread}});
  EXPECT_EQ(Ask("ask_place").error().code, ErrorCode::kConflict);
  EXPECT_EQ(Get()->why_not, "no_consent");
  EXPECT_FALSE(Get()->may_ask);
  ticket_.bytes[0] = 99;
  EXPECT_EQ(Ask("ask_place").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Get().error().code, ErrorCode::kNotFound);
}

TEST_F(ThreadOfTicket, WhatHasNotLeftWhenTheThreadEndsNeverWill) {
  ASSERT_TRUE(Ask("ask_place"));
  core::ThreadId thread;
  thread.bytes[0] = 3;
  office_.Commit({store::DropThread{thread}});
  EXPECT_EQ(Get()->entries[0].state, "undeliverable");
  EXPECT_EQ(Get()->why_not, "ended");
}

TEST_F(ThreadOfTicket, AWorkerIsNotFlooded) {
  for (int i = 0; i < kUnansweredAWeek; ++i) ASSERT_TRUE(Ask("ask_place"));
  auto more = Ask("ask_place");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kConflict);
  Answer("yes");
  EXPECT_TRUE(Ask("ask_place"));
}

TEST_F(ThreadOfTicket, AnswersShowAsCodesOrAsRecordsToOpen) {
  ASSERT_TRUE(Ask("ask_danger"));
  Answer("no");
  ASSERT_TRUE(Ask("ask_place"));
  core::RecordId record;
  record.bytes[0] = 8;
  office_.Commit({store::PutSealed{{record, "scrubbed", "thread", {1}, false}},
                  store::PutSealed{{record, "words", "thread", {2}, false}}});
  Answer("", record);
  const auto view = Get().value();
  ASSERT_EQ(view.entries.size(), 4u);
  EXPECT_FALSE(view.entries[1].asked);
  EXPECT_EQ(view.entries[1].code, "no");
  EXPECT_EQ(view.entries[0].state, "answered");
  EXPECT_THAT(view.entries[3].fields, testing::ElementsAre("scrubbed", "words"));
  EXPECT_TRUE(
      office_.sealed_words->Open(office_.CallerOf("officer"), ticket_, record, "scrubbed", ""));
  EXPECT_TRUE(Get()->entries[3].opened);
  EXPECT_FALSE(Get()->entries[3].original_removed);
  office_.Commit(
      {store::RemoveOriginal{record}});  // as the worker wished, though an officer had opened it
  EXPECT_THAT(Get()->entries[3].fields, testing::ElementsAre("scrubbed"));
  EXPECT_TRUE(Get()->entries[3].original_removed);
}

TEST_F(ThreadOfTicket, ClosingTellsTheOutcomeAndAsksTheWorker) {
  EXPECT_EQ(
      office_.cases->CloseTicket(office_.CallerOf("officer"), ticket_, "won", false).error().code,
      ErrorCode::kInvalid);
  ASSERT_TRUE(office_.cases->CloseTicket(office_.CallerOf("officer"), ticket_, "acted", false));
  EXPECT_EQ(office_.store->FindTicket(ticket_).value()->state, "closed");
  EXPECT_FALSE(office_.store->FindTicket(ticket_).value()->clock);
  EXPECT_EQ(office_.store->FindClosing(ticket_).value()->outcome, "acted");
  EXPECT_EQ(office_.store->ListAudit(0, 10)->back().action, "ticket.close");
  EXPECT_EQ(
      office_.cases->CloseTicket(office_.CallerOf("officer"), ticket_, "acted", false).error().code,
      ErrorCode::kConflict);
}

}  // namespace
}  // namespace ecms
