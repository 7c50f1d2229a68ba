// SPDX-License-Identifier: Apache-2.0
// Alerts with a mail server that is up, down and rude. The clock moves as the test says.
#include "bot/alerts/alerts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/turn_fixture.h"
#include "ecms/filing.h"
#include "ecms/make_cases.h"

namespace bot {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Postman final : public Mailer {
 public:
  MailOutcome SendBlocking(const Mail& mail) override {
    ++tries;
    if (down) return {false, "connect", "nothing answers there"};
    mails.emplace_back(mail.to.Reveal(), mail.subject + "\n" + mail.text);
    return {true, "", "250 ok"};
  }
  void Abort() override {}
  bool down = false;
  int tries = 0;
  std::vector<std::pair<std::string, std::string>> mails;
};

class Addresses final : public ecms::StaffAddresses {
 public:
  core::Status Put(std::string_view id, const core::AccountId&, std::string_view,
                   const core::SecretString& address) override {
    rows[std::string(id)] = address.Reveal();
    return {};
  }
  core::Status Drop(const std::vector<std::string>& ids) override {
    for (const std::string& id : ids) rows.erase(id);
    return {};
  }
  core::Result<std::optional<core::SecretString>> Find(std::string_view id) const override {
    const auto it = rows.find(std::string(id));
    return it == rows.end() ? std::nullopt : std::optional(core::SecretString(it->second));
  }
  core::Result<std::vector<std::string>> List() const override {
    std::vector<std::string> ids;
    for (const auto& [id, address] : rows) ids.push_back(id);
    return ids;
  }
  std::map<std::string, std::string> rows;
};

class AlertsTest : public testing::Test {
 protected:
  AlertsTest() {
    config_.link = "https://office.example/inbox";
    config_.sms_channel = "sms";  // the one that Office::Collect() reads
    Restart();
    Round();  // the first look: what is there is no news
  }
  // What the service does at its start; all that is stored stays.
  void Restart() {
    auto commit = [this](store::CommandGroup group) {
      return fail_commits_ ? core::Err(core::ErrorCode::kUnavailable, "no")
                           : Commit(std::move(group));
    };
    auto watch = std::make_unique<AlertWatch>(AlertWatch::Parts{*office_.store,
                                                                commit,
                                                                office_.clock,
                                                                office_.metrics,
                                                                config_.watch,
                                                                {"main", "other"},
                                                                nullptr,
                                                                cases_});
    auto postman = std::make_unique<Postman>();
    if (postman_ != nullptr) *postman = *postman_;
    postman_ = postman.get();
    sender_ = std::make_unique<AlertSender>(AlertSender::Parts{
        *office_.store, commit, *office_.keys, addresses_, office_.clock, office_.random, config_,
        "Pacific/Apia", std::move(postman), [](const std::string&) {}, std::move(watch)});
  }
  core::Status Commit(store::CommandGroup group) {
    store::Batch batch;
    batch.groups.push_back(std::move(group));
    auto done = office_.store->Commit(batch);
    return done ? done->groups.front() : core::Status(tl::unexpected(done.error()));
  }
  store::AccountRow Account(uint8_t number, bool disabled = false) {
    store::AccountRow row{core::AccountId{{number}}, "name" + std::to_string(number), "officer",
                          disabled};
    EXPECT_TRUE(Commit({store::PutAccount{row}}));
    return row;
  }
  // A confirmed address of an officer of its own.
  ecms::AlertRecord Reach(uint8_t number, const std::string& route = "email") {
    ecms::AlertRecord record;
    record.id = core::IdToText({number, 77});
    record.account = Account(number).id.Text();
    record.route = route;
    record.confirmed = true;
    record.told = ecms::FindAlertState(*office_.store)->totals;
    addresses_.rows[record.id] =
        route == "email" ? "canary" + std::to_string(number) + "@example.org" : "+6857212345";
    Put(record);
    return record;
  }
  void Put(const ecms::AlertRecord& record) { EXPECT_TRUE(Commit({ecms::PutAlertRecord(record)})); }
  std::optional<ecms::AlertRecord> Record(const std::string& id) {
    auto row = *office_.store->FindDocument(ecms::kAlertAddressKind, id);
    return row ? ecms::ReadAlertRecord(*row) : std::nullopt;
  }
  void File(uint8_t id, uint8_t severity) {
    store::TicketRow row;
    row.id = core::TicketId{{id}};
    row.severity = severity;
    row.topic = "canary-topic";
    row.site = "canary-site";
    row.week = "2026-W47";
    row.clock = store::TicketRow::TicketClock{
        core::DayOf(office_.clock.Now()), office_.clock.Now() + *ecms::DecisionWithin(severity)};
    EXPECT_TRUE(Commit({store::PutTicket{row}}));
  }
  void Round() { sender_->Round(); }
  void Run(core::Millis time, core::Millis step = seconds(15)) {
    for (const core::Timestamp end = office_.clock.Now() + time; office_.clock.Now() < end;) {
      office_.clock.Advance(step);
      Round();
    }
  }
  std::vector<std::string> Subjects() {
    std::vector<std::string> out;
    for (const auto& [to, text] : postman_->mails) out.push_back(text.substr(0, text.find('\n')));
    return out;
  }

  Office office_;
  AlertsConfig config_;
  Addresses addresses_;
  bool fail_commits_ = false;
  ecms::Cases* cases_ = nullptr;
  Postman* postman_ = nullptr;
  std::unique_ptr<AlertSender> sender_;
};

TEST_F(AlertsTest, AnUrgentTicketReachesEverybodyOnceAndSaysNothing) {
  Reach(1);
  Reach(2);
  File(1, 0);
  Run(minutes(30));
  ASSERT_EQ(postman_->mails.size(), 2u);
  for (const auto& [to, text] : postman_->mails) {
    EXPECT_THAT(text, testing::StartsWith("1 new urgent item. Please log in.\n"));
    EXPECT_THAT(text, HasSubstr("https://office.example/inbox"));
    EXPECT_THAT(text, Not(HasSubstr("canary")));
  }
  EXPECT_NE(postman_->mails[0].first, postman_->mails[1].first);
}

TEST_F(AlertsTest, ASecondOneWaitsAndIsCounted) {
  Reach(1);
  File(1, 1);
  Run(minutes(1));
  File(2, 0);
  File(3, 1);
  Run(minutes(10));
  EXPECT_THAT(Subjects(), ElementsAre("1 new urgent item. Please log in."));
  Run(minutes(10));
  EXPECT_THAT(Subjects(), ElementsAre("1 new urgent item. Please log in.",
                                      "2 new urgent items. Please log in."));
}

TEST_F(AlertsTest, MilderTicketsAndLaterAnswersAreNoNews) {
  Reach(1);
  File(1, 2);
  File(2, 3);
  Run(hours(1), minutes(1));
  EXPECT_THAT(Subjects(), IsEmpty());
  File(3, 1);
  Run(minutes(1));
  File(3, 1);  // the worker goes on answering
  Run(minutes(40));
  EXPECT_EQ(postman_->mails.size(), 1u);
}

TEST_F(AlertsTest, AServerThatIsDownForTwoDaysLosesNothing) {
  Reach(1);
  postman_->down = true;
  File(1, 0);
  Run(minutes(5));
  EXPECT_GE(postman_->tries, 2);
  EXPECT_THAT(sender_->Alarm(), HasSubstr("1 addresses could not be reached (connect)"));
  File(2, 1);
  Run(hours(48), minutes(2));
  EXPECT_LE(postman_->tries, 60) << "about one an hour";
  Restart();
  postman_->down = false;
  Run(hours(2), minutes(2));
  ASSERT_EQ(postman_->mails.size(), 1u);
  EXPECT_THAT(Subjects()[0], testing::StartsWith("2 new urgent items."));
  EXPECT_THAT(sender_->Alarm(), Not(HasSubstr("could not be reached")));
}

TEST_F(AlertsTest, AStopBetweenMailAndRecordTellsOnceMoreAndNoMore) {
  Reach(1);
  File(1, 0);
  Run(seconds(45));
  ASSERT_EQ(postman_->mails.size(), 1u);
  Restart();
  Run(minutes(30));
  EXPECT_EQ(postman_->mails.size(), 1u) << "told is told";
  File(2, 0);
  office_.clock.Advance(seconds(45));
  // The total is stored; what was told is not.
  ecms::AlertRecord before = *Record(core::IdToText({1, 77}));
  Round();
  ASSERT_EQ(postman_->mails.size(), 2u);
  ecms::AlertRecord lost = before;
  lost.version = Record(before.id)->version;
  Put(lost);
  Restart();
  Run(minutes(30));
  EXPECT_EQ(postman_->mails.size(), 3u);
}

TEST_F(AlertsTest, WhatCannotBeCountedIsCountedLater) {
  Reach(1);
  File(1, 0);
  fail_commits_ = true;
  Run(minutes(1));
  EXPECT_EQ(postman_->mails.size(), 0u) << "nobody is told what is not stored";
  fail_commits_ = false;
  Run(minutes(1));
  EXPECT_EQ(postman_->mails.size(), 1u);
}

TEST_F(AlertsTest, AClockNearItsEndIsToldUnlessSomebodyLooked) {
  Reach(1);
  File(1, 2);  // five days
  File(2, 2);
  Run(hours(24 * 5 - 3), minutes(30));
  EXPECT_THAT(Subjects(), IsEmpty());
  EXPECT_TRUE(Commit({store::SetTicketState{core::TicketId{{2}}, "in_case"}}));
  Run(hours(2), minutes(5));
  EXPECT_THAT(Subjects(), ElementsAre("1 item is due soon. Please log in."));
}

TEST_F(AlertsTest, DeadlinesOfCasesAreToldWhenTheyAreNearAndWhenTheyAreOver) {
  const ecms::Changes changes(office_.random);
  const auto commit = [this](store::CommandGroup group) { return Commit(std::move(group)); };
  const auto cases = ecms::MakeCases({*office_.store, commit,
                                      ecms::ParseProfile(*ecms::ShippedProfile("ws")).profile,
                                      office_.clock, office_.random, changes});
  cases_ = cases.get();
  ecms::NewCase wanted;
  wanted.type = "industrial_relations";
  wanted.origin = "walk_in";
  wanted.severity = 0;  // four hours
  wanted.title = "canary-title";
  const ecms::Caller officer{{}, "officer", "officer"};
  ASSERT_TRUE(cases->Open(officer, wanted));
  Restart();
  Round();
  Reach(1);
  Run(hours(1), minutes(5));
  EXPECT_THAT(Subjects(), IsEmpty());
  Run(hours(2), minutes(5));
  EXPECT_THAT(Subjects(), ElementsAre("1 item is due soon. Please log in."));
  Restart();  // what was counted stays counted
  Run(hours(3), minutes(5));
  EXPECT_THAT(Subjects(), ElementsAre("1 item is due soon. Please log in.",
                                      "1 item is overdue. Please log in."));
  Run(hours(30), hours(1));
  EXPECT_EQ(postman_->mails.size(), 2u);
  for (const auto& [to, text] : postman_->mails) EXPECT_THAT(text, Not(HasSubstr("canary-title")));
}

TEST_F(AlertsTest, ASilentChannelIsToldOnceUntilItSpeaksAgain) {
  Reach(1);
  auto& messages = office_.metrics.Counter("dwbot_messages_received_total", "channel=\"main\"");
  Run(hours(100), hours(1));
  EXPECT_THAT(Subjects(), IsEmpty()) << "a channel that nobody ever used is not silent";
  messages += 1;
  Run(hours(47), hours(1));
  EXPECT_THAT(Subjects(), IsEmpty());
  Run(hours(60), hours(1));
  EXPECT_THAT(Subjects(), ElementsAre("The service needs attention. Please log in."));
  EXPECT_THAT(postman_->mails[0].second, Not(HasSubstr("main")));
  messages += 1;
  Run(hours(40), hours(1));
  Restart();
  Run(hours(47), hours(1));
  EXPECT_EQ(postman_->mails.size(), 1u)
      << "the time in which the service was down is nobody's silence";
  Run(hours(3), hours(1));
  EXPECT_EQ(postman_->mails.size(), 2u);
}

TEST_F(AlertsTest, AMessageThatWasGivenUpIsTold) {
  Reach(1);
  store::OutboxRow row;
  row.id = core::MessageId{{5}};
  row.channel = "main";
  row.expires_at = office_.clock.Now() + hours(24);
  store::Batch batch;
  batch.groups.push_back({store::Enqueue{row}});
  batch.leases.push_back({"main", 1, office_.clock.Now(), office_.clock.Now() + minutes(1)});
  ASSERT_EQ(office_.store->Commit(batch)->leases.at(0).size(), 1u);
  Run(minutes(1));
  EXPECT_THAT(Subjects(), IsEmpty());
  ASSERT_TRUE(Commit({store::SendGaveUp{row.id, "http-400"}}));
  Run(hours(1), minutes(1));
  EXPECT_THAT(Subjects(), ElementsAre("The service needs attention. Please log in."));
}

TEST_F(AlertsTest, RefusedRequestsAreToldOnceAnHour) {
  Reach(1);
  auto& refused = office_.metrics.Counter("dwbot_signed_refused_total");
  refused += 1;
  Run(minutes(1));
  EXPECT_EQ(postman_->mails.size(), 1u);
  for (int i = 0; i < 50; ++i) {
    refused += 1;
    Run(minutes(1), minutes(1));
  }
  EXPECT_EQ(postman_->mails.size(), 1u) << "one an hour";
  Run(minutes(40), minutes(1));
  EXPECT_EQ(postman_->mails.size(), 2u);
}

TEST_F(AlertsTest, QuietHoursHoldItBack) {
  ecms::AlertRecord record = Reach(1);
  record.version = 1;
  record.quiet = ecms::AlertHours{21, 6};  // it is 22:00 in Apia
  Put(record);
  File(1, 0);
  Run(hours(7), minutes(5));
  EXPECT_THAT(Subjects(), IsEmpty());
  Run(hours(2), minutes(5));
  EXPECT_EQ(postman_->mails.size(), 1u);
}

TEST_F(AlertsTest, OnlyWhatSomebodyWants) {
  ecms::AlertRecord record = Reach(1);
  record.version = 1;
  record.wants = {"service"};
  Put(record);
  File(1, 0);
  Run(minutes(30));
  EXPECT_THAT(Subjects(), IsEmpty());
  EXPECT_THAT(sender_->Alarm(), HasSubstr("nobody would be reached"));
}

TEST_F(AlertsTest, AddressesOfThoseWhoLeftGo) {
  const std::string id = Reach(1).id, stays = Reach(2).id;
  Account(1, true);
  ecms::AlertRecord never = Reach(3);
  never.version = 1;
  never.confirmed = false;
  never.code_until = office_.clock.Now() + minutes(15);
  Put(never);
  addresses_.rows[core::IdToText({9})] = "nobody@example.org";
  Round();
  EXPECT_FALSE(Record(id));
  EXPECT_FALSE(addresses_.rows.contains(id));
  EXPECT_TRUE(addresses_.rows.contains(core::IdToText({9}))) << "may be about to be stored";
  Round();
  EXPECT_FALSE(addresses_.rows.contains(core::IdToText({9})));
  EXPECT_TRUE(Record(never.id));
  Run(hours(25), hours(1));
  EXPECT_FALSE(Record(never.id) || addresses_.rows.contains(never.id)) << "never confirmed";
  EXPECT_TRUE(Record(stays));
  addresses_.rows.erase(stays);
  Round();
  EXPECT_FALSE(Record(stays)) << "a restored core.db without its vault";
  const auto audit = *office_.store->ListAudit(0, 100);
  EXPECT_EQ(std::count_if(audit.begin(), audit.end(),
                          [](const auto& row) {
                            return row.action == "alerts.remove" && row.actor == "system";
                          }),
            3);
}

TEST_F(AlertsTest, ATextMessageGoesThroughTheOutbox) {
  const std::string id = Reach(1, "sms").id;
  File(1, 0);
  Run(minutes(30));
  auto sent = office_.Collect();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].message.text, "1 new urgent item. Please log in. https://office.example/inbox");
  EXPECT_EQ(sent[0].row.conversation.Text(), id);
  EXPECT_EQ(postman_->tries, 0);
}

TEST_F(AlertsTest, ACodeLeavesAtOnceAndItsFateIsRecorded) {
  ecms::AlertRecord record = Reach(1);
  record.version = 1;
  record.confirmed = false;
  record.language = "es";
  record.code_until = office_.clock.Now() + minutes(15);
  Put(record);
  sender_->SendCode(record.id, core::SecretString("012345"));
  Round();
  EXPECT_THAT(Subjects(), ElementsAre("Código: 012345"));
  EXPECT_EQ(Record(record.id)->delivery, "sent");
  postman_->down = true;
  sender_->SendCode(record.id, core::SecretString("543210"));
  Round();
  EXPECT_EQ(Record(record.id)->delivery, "failed");
}

TEST_F(AlertsTest, ReadyzSaysWhenNobodyWouldBeReached) {
  Round();
  EXPECT_THAT(sender_->Alarm(), HasSubstr("nobody would be reached"));
  Reach(1);
  Round();
  EXPECT_EQ(sender_->Alarm(), "");
}

TEST_F(AlertsTest, NothingTellsLaterWhenSomethingCame) {
  const std::string id = Reach(1).id;
  File(1, 0);
  Run(minutes(1));
  EXPECT_NE(Record(id)->last_at, core::Timestamp{});
  EXPECT_TRUE(Commit({store::SetTicketState{core::TicketId{{1}}, "closed", true}}));
  Run(hours(2), minutes(5));
  EXPECT_EQ(Record(id)->last_at, core::Timestamp{});
  EXPECT_GE(ecms::FindAlertState(*office_.store)->filed_until, office_.clock.Now() - hours(1));
}

TEST(AlertText, IsFixedInEveryLanguageOfThePages) {
  for (const char* language : {"en", "es", "fr"}) {
    const AlertText one = TextOfAlert(language, {1, 0, 0}, ""),
                    many = TextOfAlert(language, {12, 3, 1}, "https://x.example");
    EXPECT_THAT(one.subject, testing::StartsWith("1 "));
    EXPECT_THAT(many.subject,
                testing::AllOf(testing::StartsWith("12 "), HasSubstr(" 3 "), Not(HasSubstr("{}"))));
    EXPECT_LE(one.subject.size(), 70u) << "one text message";
    EXPECT_THAT(many.text, HasSubstr("https://x.example"));
    EXPECT_THAT(TextOfCode(language, core::SecretString("001234")).subject,
                testing::EndsWith(" 001234"));
  }
  EXPECT_EQ(TextOfAlert("xx", {1, 0, 0}, "").subject, TextOfAlert("en", {1, 0, 0}, "").subject);
}

TEST(MailHeaders, AreWhatTheRfcsSay) {
  EXPECT_EQ(EncodedSubject("1 new urgent item."), "1 new urgent item.");
  EXPECT_EQ(EncodedSubject("Código: 1"), "=?UTF-8?B?Q8OzZGlnbzogMQ==?=");
  EXPECT_EQ(MailDate(*core::TimestampFromRfc3339("2026-11-21T23:04:05Z")),
            "Sat, 21 Nov 2026 23:04:05 +0000");
}

}  // namespace
}  // namespace bot
