// SPDX-License-Identifier: Apache-2.0
#include "ecms/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "ecms/feed_event.h"
#include "ecms/feed_signature.h"
#include "ecms/test_office.h"
#include "store/audit_chain.h"

namespace ecms {
namespace {

using core::ErrorCode;
using testing::HasSubstr;
using testing::Not;

// github.com/standard-webhooks/standard-webhooks, the vector of its reference libraries' tests.
TEST(FeedSignature, IsThatOfStandardWebhooks) {
  auto secret = ReadWebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(secret);
  EXPECT_EQ(WebhookSignature({*secret}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                             core::Timestamp{1'614'265'330'000}, R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  auto other = ReadWebhookSecret("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  ASSERT_TRUE(other);
  const std::string both =
      WebhookSignature({*other, *secret}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                       core::Timestamp{1'614'265'330'999}, R"({"test": 2432232314})");
  EXPECT_TRUE(both.ends_with(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")) << both;
  for (const char* no : {"", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                         "whsec_!!!!9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    EXPECT_FALSE(ReadWebhookSecret(no)) << no;
}

class FeedTest : public testing::Test {
 protected:
  FeedTest() {
    site_ = {"WS23-45X", "k-7",       "Garment mill", "Apia",
             "textile",  "Owner Ltd", "Harbour road", 120};
    office_.Commit({store::PutSite{site_}});
    row_ = office_.Ticket(1, 1);
    row_.site = site_.code;
    row_.answers = {{"danger", "yes"}, {"what", "fire"}};
    record_.bytes[0] = 9;
    row_.words = {record_};
    office_.Put(row_);
    office_.Commit({store::PutSealed{{record_, "words", "words", {1, 2, 3}, false}}});
  }
  std::vector<FeedEvent> Events(std::string_view state = kFeedQueued) {
    std::vector<FeedEvent> out;
    auto rows = office_.store->ListDocuments(kFeedKind, std::string(state), "", 100);
    for (const store::DocumentRow& row : *rows) out.push_back(FromDocument(row).value());
    return out;
  }
  std::vector<store::AuditRow> Audit() { return office_.store->ListAudit(0, 100).value(); }

  TestOffice office_;
  store::SiteRow site_;
  store::TicketRow row_;
  core::RecordId record_;
  Caller officer_ = office_.CallerOf("officer"), supervisor_ = office_.CallerOf("supervisor"),
         feed_ = office_.CallerOf("feed");
};

// The answer was lost on the line and the officer pressed again.
TEST_F(FeedTest, AReferralThatIsSentTwiceGoesOutOnce) {
  const Referral referral{{"what"}, {}, "please go there", "0123456789abcdef"};
  const auto id = office_.feed->Refer(officer_, row_.id, referral).value();
  EXPECT_EQ(office_.feed->Refer(officer_, row_.id, referral).value(), id);
  EXPECT_EQ(Events().size(), 1u);
  EXPECT_EQ(Audit().size(), 1u);
  // Also when it was taken meanwhile, which leaves nothing of the event.
  office_.Commit({store::DropDocument{std::string(kFeedKind), id}});
  EXPECT_EQ(office_.feed->Refer(officer_, row_.id, referral).value(), id);
  EXPECT_EQ(Events().size(), 0u);
  EXPECT_NE(
      office_.feed->Refer(officer_, row_.id, {{"what"}, {}, "please go there", "0123456789abcdeg"})
          .value(),
      id);
  EXPECT_NE(office_.feed->Refer(officer_, row_.id, {{"what"}, {}, "please go there"}).value(), id);
  EXPECT_EQ(Events().size(), 2u);
  EXPECT_THAT(office_.feed->Refer(officer_, row_.id, {{}, {}, "", "short"}).error().message,
              HasSubstr("repeat_key"));
}

TEST_F(FeedTest, ASignalSaysTopicClassIndicatorsWeekAndDistrictOnly) {
  dialogs::FileTicket filed;
  filed.ticket = row_.id;
  filed.severity = 1;
  filed.topic = "osh";
  filed.indicators = {"danger-now"};
  filed.site = site_.code;
  filed.answers = row_.answers;
  filed.words = row_.words;
  FeedRules rules{true, true, false, std::chrono::minutes(60), "urn:dwbot:test"};
  const core::Timestamp now = office_.clock.now;
  auto command = SignalCommand(rules, *office_.keys, office_.random, filed, "test-3", "Apia", now,
                               core::DayOf(now));
  ASSERT_TRUE(command);
  office_.Commit({*command});
  auto events = Events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_GE(events[0].due_at, now);
  EXPECT_LT(events[0].due_at, now + std::chrono::minutes(60))
      << "held, so that its arrival does not tell when somebody wrote";
  auto again = SignalCommand(rules, *office_.keys, office_.random, filed, "test-3", "Apia",
                             now + std::chrono::minutes(1), core::DayOf(now));
  auto second = FromDocument(std::get<store::PutDocument>(*again).row);
  EXPECT_EQ(second->due_at - events[0].due_at, std::chrono::minutes(1))
      << "what one ticket says leaves in order";
  EXPECT_NE(second->id, events[0].id);
  auto body = OpenFeedEvent(*office_.keys, events[0]);
  ASSERT_TRUE(body);
  auto event = core::JsonDocument::Parse(*body);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->root().Find("specversion")->String(), "1.0");
  EXPECT_EQ(event->root().Find("id")->String(), events[0].id);
  EXPECT_EQ(event->root().Find("subject")->String(), row_.id.Text());
  EXPECT_EQ(event->root().Find("source")->String(), "urn:dwbot:test");
  EXPECT_EQ(event->root().Find("type")->String(), kSignalType);
  EXPECT_EQ(event->root().Find("data")->Keys(),
            (std::vector<std::string>{"class", "district", "indicators", "kind", "survey", "topic",
                                      "week"}));
  EXPECT_THAT(*body, Not(HasSubstr(site_.code)));
  EXPECT_THAT(*body, Not(HasSubstr("fire")));
}

TEST_F(FeedTest, WhatWaitsIsSealedUnderADayKey) {
  ASSERT_TRUE(office_.feed->Refer(officer_, row_.id, {{"what"}, {}, "please go there"}));
  auto rows = office_.store->ListDocuments(kFeedKind, std::nullopt, "", 10);
  ASSERT_EQ(rows->size(), 1u);
  for (const char* word : {"Garment", "Apia", "fire", "please"})
    EXPECT_THAT((*rows)[0].body, Not(HasSubstr(word)));
  FeedEvent event = Events()[0];
  ASSERT_TRUE(OpenFeedEvent(*office_.keys, event));
  ASSERT_TRUE(office_.keys->DeleteExpired(event.key_day + 1));
  EXPECT_FALSE(OpenFeedEvent(*office_.keys, event))
      << "what nobody took by then can be read by nobody";
}

TEST_F(FeedTest, AReferralHasTheSiteAndWhatWasPickedAndOneAuditEntry) {
  auto id = office_.feed->Refer(officer_, row_.id, {{"what"}, {}, "please go there"});
  ASSERT_TRUE(id) << id.error().message;
  auto events = Events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].id, *id);
  const std::string body = OpenFeedEvent(*office_.keys, events[0]).value();
  EXPECT_THAT(body, HasSubstr(R"("answers":{"what":"fire"})"));
  EXPECT_THAT(body, HasSubstr("Garment mill"));
  EXPECT_THAT(body, HasSubstr("please go there"));
  EXPECT_THAT(body, Not(HasSubstr("danger\":")));
  EXPECT_THAT(body, HasSubstr(R"("words":[])"));
  auto audit = Audit();
  ASSERT_EQ(audit.size(), 1u);
  EXPECT_EQ(audit[0].action, "feed.refer");
  EXPECT_EQ(audit[0].object, row_.id.Text());
  EXPECT_THAT(audit[0].detail, Not(HasSubstr("fire")));
}

TEST_F(FeedTest, WordsLeaveOnlyWhenSomebodyHasOpenedThem) {
  Referral with{{}, {{record_, "what I read"}}, ""};
  auto refused = office_.feed->Refer(officer_, row_.id, with);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  EXPECT_THAT(refused.error().message, HasSubstr("opened"));
  EXPECT_TRUE(Events().empty());
  EXPECT_TRUE(Audit().empty());
  ASSERT_TRUE(office_.sealed_words->Open(officer_, row_.id, record_, "words", "to refer it"));
  ASSERT_TRUE(office_.feed->Refer(officer_, row_.id, with));
  EXPECT_THAT(OpenFeedEvent(*office_.keys, Events()[0]).value(),
              HasSubstr(R"("words":["what I read"])"));
  core::RecordId other;
  other.bytes[0] = 77;
  EXPECT_FALSE(office_.feed->Refer(officer_, row_.id, {{}, {{other, "x"}}, ""}))
      << "of another ticket";
  EXPECT_FALSE(office_.feed->Refer(officer_, row_.id, {{}, {{record_, ""}}, ""}));
  EXPECT_FALSE(
      office_.feed->Refer(officer_, row_.id, {{}, {{record_, std::string(4001, 'a')}}, ""}));
  EXPECT_FALSE(office_.feed->Refer(officer_, row_.id, {{"no_such_question"}, {}, ""}));
}

TEST_F(FeedTest, AClosedTicketNoLongerNamesItsSite) {
  row_.state = "closed";
  office_.Commit({store::SetTicketState{row_.id, "closed", true}});
  ASSERT_TRUE(office_.feed->Refer(officer_, row_.id, {}));
  EXPECT_THAT(OpenFeedEvent(*office_.keys, Events()[0]).value(), HasSubstr(R"("site":null)"));
}

TEST_F(FeedTest, WhoMayDoWhat) {
  for (std::string_view role : Roles()) {
    const Caller caller = office_.CallerOf(std::string(role));
    const bool reads = MayReadTickets(role),
               manages = role == "supervisor" || role == "administrator";
    EXPECT_EQ(office_.feed->Refer(caller, row_.id, {}).has_value(), reads) << role;
    EXPECT_EQ(office_.feed->StatusOf(caller, row_.id).has_value(), reads) << role;
    EXPECT_EQ(office_.feed->Overview(caller).has_value(), manages) << role;
    EXPECT_EQ(office_.feed->TakeStatus(caller, row_.id, "received", "7").has_value(),
              role == "feed")
        << role;
    EXPECT_EQ(office_.feed->Replay(caller, "x").error().code,
              manages ? ErrorCode::kNotFound : ErrorCode::kDenied)
        << role;
  }
}

TEST_F(FeedTest, TheOtherSystemsLastWordCounts) {
  ASSERT_TRUE(office_.feed->StatusOf(officer_, row_.id));
  EXPECT_FALSE(office_.feed->StatusOf(officer_, row_.id)->status);
  EXPECT_TRUE(office_.feed->StatusOf(officer_, row_.id)->takes);
  ASSERT_TRUE(office_.feed->TakeStatus(feed_, row_.id, "received", "ECMS-7"));
  ASSERT_TRUE(office_.feed->TakeStatus(feed_, row_.id, "closed", "ECMS-7"));
  auto status = office_.feed->StatusOf(officer_, row_.id)->status;
  ASSERT_TRUE(status);
  EXPECT_EQ(status->status, "closed");
  EXPECT_EQ(status->reference, "ECMS-7");
  EXPECT_EQ(status->week, core::IsoWeek(core::DayOf(office_.clock.now)));
  EXPECT_EQ(Audit().size(), 2u);
  EXPECT_EQ(office_.feed->TakeStatus(feed_, row_.id, "lost", "").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(office_.feed->TakeStatus(feed_, row_.id, "closed", std::string(65, 'x')).error().code,
            ErrorCode::kInvalid);
  EXPECT_EQ(office_.feed->TakeStatus(feed_, core::TicketId{{99}}, "closed", "").error().code,
            ErrorCode::kNotFound);
}

TEST_F(FeedTest, ADeadEventIsShownAndReplayed) {
  ASSERT_TRUE(office_.feed->Refer(officer_, row_.id, {}));
  FeedEvent event = Events()[0];
  EXPECT_EQ(office_.feed->Replay(supervisor_, event.id).error().code, ErrorCode::kNotFound)
      << "it is not dead";
  event.dead = true;
  event.attempts = 12;
  event.error = "http-500";
  office_.Commit({store::PutDocument{ToDocument(event), event.version}});
  auto overview = office_.feed->Overview(supervisor_);
  ASSERT_TRUE(overview);
  EXPECT_EQ(overview->queued, 0);
  ASSERT_EQ(overview->dead.size(), 1u);
  EXPECT_EQ(overview->dead[0].error, "http-500");
  ASSERT_TRUE(office_.feed->Replay(supervisor_, event.id));
  ASSERT_EQ(Events().size(), 1u);
  EXPECT_EQ(Events()[0].id, event.id) << "the same webhook-id";
  EXPECT_EQ(Events()[0].attempts, 0);
  EXPECT_EQ(Audit().back().action, "feed.replay");
}

TEST_F(FeedTest, AnExportIsByWeekAndAudited) {
  for (int week = 1; week <= 9; ++week)
    office_.Put(
        office_.Ticket(static_cast<uint8_t>(20 + week), 2, "2026-W0" + std::to_string(week)));
  auto table = office_.exports->Tickets(officer_, "2026-W03", "2026-W05", "csv");
  ASSERT_TRUE(table) << table.error().message;
  ASSERT_EQ(table->size(), 4u);
  EXPECT_EQ((*table)[0][0], "week");
  for (size_t i = 1; i < table->size(); ++i)
    EXPECT_THAT((*table)[i][0], testing::AnyOf("2026-W03", "2026-W04", "2026-W05"));
  auto all = office_.exports->Tickets(officer_, "", "", "xlsx");
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 11u);
  for (const auto& row : *all) {
    for (const std::string& cell : row) {
      EXPECT_NE(cell, site_.code);
      EXPECT_NE(cell, row_.id.Text());
      EXPECT_NE(cell, site_.name);
    }
  }
  EXPECT_EQ(Audit().size(), 2u);
  EXPECT_EQ(Audit()[0].object, "2026-W03..2026-W05");
  EXPECT_EQ(Audit()[0].detail, "csv, 3 tickets");
  for (const char* no : {"2026", "2026-W00", "2026-W54", "2026-w10", "W10-2026", "2026-W1"})
    EXPECT_EQ(office_.exports->Tickets(officer_, no, "", "csv").error().code, ErrorCode::kInvalid)
        << no;
  EXPECT_EQ(office_.exports->Tickets(officer_, "2026-W05", "2026-W03", "csv").error().code,
            ErrorCode::kInvalid);
  EXPECT_EQ(office_.exports->Tickets(office_.CallerOf("author"), "", "", "csv").error().code,
            ErrorCode::kDenied);
}

}  // namespace
}  // namespace ecms
