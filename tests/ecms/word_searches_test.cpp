// SPDX-License-Identifier: Apache-2.0
// A search in words: one entry before anything leaves, the scrubbed version only, and nobody else's
// search.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/quality.h"
#include "ecms/sealed_words.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

using ::testing::ElementsAre;

Caller Someone(uint8_t account, const std::string& role = "officer") {
  Caller caller{{}, "name " + std::to_string(account), role};
  caller.account.bytes[0] = account;
  return caller;
}

class SearchingWords : public ::testing::Test {
 protected:
  // A ticket with sealed words of that size; the original beside them.
  store::TicketRow Put(uint8_t id, uint8_t severity, size_t size = 4) {
    auto row = office_.Ticket(id, severity);
    row.words = {Record(id)};
    office_.Put(row);
    office_.Commit(
        {store::PutSealed{{Record(id), "scrubbed", "what", core::Bytes(size, id), false}},
         store::PutSealed{{Record(id), "words", "what", core::Bytes(size, 0xEE), false}}});
    return row;
  }
  static core::RecordId Record(uint8_t first, uint8_t second = 0) {
    core::RecordId record;
    record.bytes[0] = first;
    record.bytes[1] = second;
    return record;
  }
  auto Begin(const Caller& caller, const TicketQuery& query = {}) {
    return office_.sealed_words->BeginSearch(caller, query);
  }
  std::vector<SearchedWords> All(const Caller& caller, int64_t search) {
    std::vector<SearchedWords> out;
    for (size_t from = 0;;) {
      auto page = office_.sealed_words->SearchPage(caller, search, from).value();
      std::move(page.words.begin(), page.words.end(), std::back_inserter(out));
      if (page.next == 0) return out;
      EXPECT_GT(page.next, from);
      from = page.next;
    }
  }
  TestOffice office_;
};

TEST_F(SearchingWords, OneEntrySaysHowManyAndOnlyTheScrubbedVersionLeaves) {
  Put(1, 0);
  Put(2, 3);
  office_.Put(office_.Ticket(3, 1));  // without words
  const auto search = Begin(Someone(7)).value();
  EXPECT_EQ(search.tickets, 2);
  EXPECT_EQ(search.looked_at, 3);
  EXPECT_EQ(search.in_filter, 3);
  auto audit = office_.store->ListAudit(0, 10).value();
  ASSERT_EQ(audit.size(), 1U) << "before any page was asked for";
  EXPECT_EQ(audit[0].action, "words.search");
  EXPECT_EQ(audit[0].actor, "name 7");
  EXPECT_EQ(audit[0].detail, "2");
  const auto words = All(Someone(7), search.number);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].envelope, core::Bytes(4, 1));
  EXPECT_EQ(words[1].envelope, core::Bytes(4, 2));
  EXPECT_EQ(office_.store->ListAudit(0, 10)->size(), 1U) << "the pages write no more";
  for (const uint8_t id : {uint8_t{1}, uint8_t{2}}) {
    const auto rows = office_.store->FindSealed(Record(id)).value();
    for (const auto& row : rows)
      EXPECT_FALSE(row.opened) << "no person has read it: the worker may still take it back";
  }
}

TEST_F(SearchingWords, WhatTheWorkerWroteLaterCountsAndWhatTheOfficerWroteDoesNot) {
  const auto row = Put(1, 2);
  store::ThreadEntryRow asked{{{1}},
                              row.id,
                              0,
                              store::EntryKind::kAsked,
                              "",
                              "",
                              Record(1, 1),
                              store::EntryState::kSent,
                              "2026-W47",
                              "ana"};
  store::ThreadEntryRow answer{{{2}},
                               row.id,
                               0,
                               store::EntryKind::kAnswer,
                               "",
                               "",
                               Record(1, 2),
                               store::EntryState::kNone,
                               "2026-W47",
                               ""};
  office_.Commit({store::PutThreadEntry{asked}, store::PutThreadEntry{answer},
                  store::PutSealed{{Record(1, 1), "scrubbed", "", {8}, false}},
                  store::PutSealed{{Record(1, 2), "scrubbed", "", {9}, false}}});
  auto bare = office_.Ticket(2, 2);  // nothing but a later answer
  answer.id = {{3}};
  answer.ticket = bare.id;
  answer.words = Record(2, 2);
  office_.Commit({store::PutTicket{bare}, store::PutThreadEntry{answer},
                  store::PutSealed{{Record(2, 2), "scrubbed", "", {7}, false}}});
  const auto search = Begin(Someone(1)).value();
  EXPECT_EQ(search.tickets, 2);
  const auto words = All(Someone(1), search.number);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_FALSE(words[0].later);
  EXPECT_TRUE(words[1].later);
  EXPECT_EQ(words[1].record, Record(1, 2));
  EXPECT_EQ(words[2].ticket, bare.id);
}

TEST_F(SearchingWords, KeepsToTheFilterAndSaysItInTheEntry) {
  Put(1, 0);
  Put(2, 3);
  TicketQuery query;
  query.severity_at_most = 1;
  query.state = "new";
  query.quality = QualityBits("speed").value();
  EXPECT_EQ(Begin(Someone(1), query)->tickets, 0);
  query.quality = 0;
  EXPECT_EQ(Begin(Someone(1), query)->tickets, 1);
  const auto audit = office_.store->ListAudit(0, 10).value();
  EXPECT_EQ(audit.at(0).detail, "0 severity=P1 state=new quality=speed");
  EXPECT_EQ(audit.at(1).detail, "1 severity=P1 state=new");
}

TEST_F(SearchingWords, StopsAtFiveHundredAndSaysHowManyThereAre) {
  std::vector<store::Command> commands;
  for (uint16_t i = 0; i < 520; ++i) {
    auto row = office_.Ticket(1, 2);
    row.id.bytes[1] = static_cast<uint8_t>(i >> 8U);
    row.id.bytes[2] = static_cast<uint8_t>(i & 0xFFU);
    row.words = {Record(static_cast<uint8_t>(i >> 8U), static_cast<uint8_t>(i & 0xFFU))};
    commands.emplace_back(store::PutSealed{{row.words[0], "scrubbed", "what", {1}, false}});
    commands.emplace_back(store::PutTicket{std::move(row)});
  }
  office_.Commit(std::move(commands));
  const auto search = Begin(Someone(1)).value();
  EXPECT_EQ(search.looked_at, 500);
  EXPECT_EQ(search.tickets, 500);
  EXPECT_EQ(search.in_filter, 520);
  EXPECT_EQ(All(Someone(1), search.number).size(), 500U);
  const auto page = office_.sealed_words->SearchPage(Someone(1), search.number, 0).value();
  EXPECT_EQ(page.words.size(), 25U) << "a page is small, so that others are not kept waiting";
}

TEST_F(SearchingWords, LongWordsMakeShortPages) {
  for (uint8_t id = 1; id <= 4; ++id) Put(id, 2, 100'000);
  const auto search = Begin(Someone(1)).value();
  const auto page = office_.sealed_words->SearchPage(Someone(1), search.number, 0).value();
  EXPECT_EQ(page.words.size(), 2U);
  EXPECT_EQ(page.next, 2U);
  EXPECT_EQ(All(Someone(1), search.number).size(), 4U);
}

TEST_F(SearchingWords, IsItsOfficersAloneAndEnds) {
  Put(1, 2);
  const auto search = Begin(Someone(1)).value();
  const auto page = [&](const Caller& caller, int64_t number) {
    return office_.sealed_words->SearchPage(caller, number, 0);
  };
  EXPECT_TRUE(page(Someone(1), search.number));
  EXPECT_EQ(page(Someone(2), search.number).error().code, core::ErrorCode::kNotFound);
  EXPECT_EQ(page(Someone(1), search.number + 1).error().code, core::ErrorCode::kNotFound);
  EXPECT_EQ(page(Someone(1, "auditor"), search.number).error().code, core::ErrorCode::kDenied);
  EXPECT_EQ(office_.sealed_words->SearchPage(Someone(1), search.number, 1).error().code,
            core::ErrorCode::kNotFound);
  const auto again = Begin(Someone(1)).value();
  EXPECT_NE(again.number, search.number);
  EXPECT_FALSE(page(Someone(1), search.number)) << "another one took its place";
  office_.clock.now = office_.clock.now + kSearchHeld + core::Millis(1);
  EXPECT_FALSE(page(Someone(1), again.number));
}

TEST_F(SearchingWords, WhatWasErasedMeanwhileIsNotHandedOut) {
  Put(1, 2);
  Put(2, 2);
  const auto search = Begin(Someone(1)).value();
  office_.Commit({store::DropSealed{Record(1)}});
  EXPECT_EQ(All(Someone(1), search.number).size(), 1U);
}

TEST_F(SearchingWords, WithoutItsEntryNothingLeaves) {
  Put(1, 2);
  const auto full = [](const store::CommandGroup&) -> core::Status {
    return core::Err(core::ErrorCode::kStorage, "the disk is full");
  };
  const auto words = MakeSealedWords({*office_.store, full, office_.clock, "office"});
  EXPECT_EQ(words->BeginSearch(Someone(1), {}).error().code, core::ErrorCode::kStorage);
  EXPECT_FALSE(words->SearchPage(Someone(1), office_.clock.now.ms, 0));
  EXPECT_EQ(Begin(Someone(1, "author")).error().code, core::ErrorCode::kDenied);
}

}  // namespace
}  // namespace ecms
