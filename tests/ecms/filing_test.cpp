// SPDX-License-Identifier: Apache-2.0
#include "ecms/filing.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

using std::chrono::hours;

core::Timestamp At(std::string_view text) { return core::TimestampFromRfc3339(text).value(); }

dialogs::FileTicket Filed(uint8_t severity) {
  dialogs::FileTicket filed;
  filed.ticket.bytes[0] = 7;
  filed.kind = dialogs::TicketKind::kComplaint;
  filed.severity = severity;
  filed.topic = "osh";
  filed.indicators = {"danger-now", "other"};
  filed.ask_back = {"child"};
  filed.points = 6;
  filed.site = "WS-12";
  filed.language = "bn";
  filed.words = {core::RecordId{{9}}};
  filed.answers = {{"danger", "yes"}, {"what", "fire gas"}};
  return filed;
}

store::TicketRow RowOf(const std::vector<store::Command>& commands) {
  EXPECT_EQ(commands.size(), 1U);
  return std::get<store::PutTicket>(commands.at(0)).row;
}

// By SMS, in an office whose day is UTC's.
std::vector<store::Command> FiledAt(const char* at, const dialogs::FileTicket& filed) {
  return TicketCommands(filed, *TestOffice().survey, core::ChannelKind::kSms, At(at),
                        core::DayOf(At(at)));
}

TEST(TicketCommands, CarriesCodesAndTheWeek) {
  TestOffice office;
  auto row = RowOf(FiledAt("2026-11-21T23:04:05.123Z", Filed(1)));
  EXPECT_EQ(row.id.bytes[0], 7);
  EXPECT_EQ(row.kind, 2);
  EXPECT_EQ(row.severity, 1);
  EXPECT_EQ(row.topic, "osh");
  EXPECT_EQ(row.indicators, (std::vector<std::string>{"danger-now", "other"}));
  EXPECT_EQ(row.ask_back, std::vector<std::string>{"child"});
  EXPECT_EQ(row.points, 6);
  EXPECT_EQ(row.site, "WS-12");
  EXPECT_EQ(row.language, "bn");
  EXPECT_EQ(row.channel_kind, "sms");
  EXPECT_EQ(row.week, "2026-W47");
  EXPECT_EQ(row.survey, "test-3");
  EXPECT_EQ(row.survey_hash, core::HexEncode(office.survey->hash()));
  EXPECT_EQ(row.state, "new");
  EXPECT_EQ(row.words.size(), 1U);
  EXPECT_EQ(row.answers.size(), 2U);
}

struct ClockCase {
  uint8_t severity;
  std::optional<core::Millis> within;
};

TEST(TicketCommands, ClockFollowsTheClass) {
  TestOffice office;
  const core::Timestamp now = At("2026-12-31T23:30:00.001Z");
  for (const ClockCase& c : {ClockCase{0, hours(4)},
                             {1, hours(24)},
                             {2, hours(120)},
                             {3, hours(720)},
                             {4, std::nullopt},
                             {9, std::nullopt}}) {
    auto row = RowOf(TicketCommands(Filed(c.severity), *office.survey, core::ChannelKind::kWebchat,
                                    now, core::DayOf(now)));
    EXPECT_EQ(DecisionWithin(c.severity), c.within);
    ASSERT_EQ(row.clock.has_value(), c.within.has_value()) << int{c.severity};
    if (!row.clock) continue;
    EXPECT_EQ(core::ToText(row.clock->filed_on), "2026-12-31");
    EXPECT_EQ(row.clock->due_at, At("2026-12-31T23:31:00Z") + *c.within)
        << "the next minute, not the moment of the message";
  }
}

TEST(TicketCommands, NothingOutsideTheClockIsFinerThanTheWeek) {
  TestOffice office;
  auto monday = FiledAt("2026-11-16T00:00:00Z", Filed(0));
  auto sunday = FiledAt("2026-11-22T23:59:59.999Z", Filed(0));
  std::vector<std::string> dumps;
  for (auto* commands : {&monday, &sunday}) {
    TestOffice fresh;
    std::get<store::PutTicket>(commands->at(0)).row.clock.reset();
    fresh.Commit(*commands);
    dumps.push_back(fresh.store->DumpForTests());
  }
  EXPECT_EQ(dumps[0], dumps[1]);
}

TEST(TicketCommands, ALaterAnswerUpdatesTheSameTicket) {
  TestOffice office;
  auto first = Filed(2);
  first.indicators = {"other"};
  office.Commit(FiledAt("2026-11-21T10:00:00Z", first));
  auto second = Filed(0);
  second.is_new = false;
  office.Commit(FiledAt("2026-11-21T10:05:00Z", second));
  auto page = office.store->ListTickets({});
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->tickets.size(), 1U);
  EXPECT_EQ(page->tickets[0].severity, 0);
  EXPECT_EQ(page->tickets[0].indicators.front(), "danger-now");
}

TEST(TicketCommands, TheDayAndTheWeekAreTheOffices) {
  const core::Timestamp now = At("2026-11-22T21:00:00Z");  // Sunday; in Apia Monday, 10:00
  const auto row = RowOf(TicketCommands(Filed(1), *TestOffice().survey, core::ChannelKind::kSms,
                                        now, core::DayOf(now) + 1));
  EXPECT_EQ(row.week, "2026-W48");
  EXPECT_EQ(core::ToText(row.clock->filed_on), "2026-11-23");
  EXPECT_EQ(row.clock->due_at, now + hours(24));
}

TEST(ResponseCommand, CarriesCodesAndTheWeek) {
  TestOffice office;
  dialogs::FinishResponse finished;
  finished.response.bytes[0] = 3;
  finished.answers = {{"danger", "no"}};
  finished.language = "es";
  finished.complete = false;
  auto command = ResponseCommand(finished, *office.survey, core::ChannelKind::kWhatsApp,
                                 core::DayOf(At("2027-01-02T08:00:00Z")));
  const store::ResponseRow& row = std::get<store::PutResponse>(command).row;
  EXPECT_EQ(row.id.bytes[0], 3);
  EXPECT_EQ(row.survey, "test-3");
  EXPECT_EQ(row.survey_hash, core::HexEncode(office.survey->hash()));
  EXPECT_EQ(row.week, "2026-W53");
  EXPECT_EQ(row.language, "es");
  EXPECT_EQ(row.channel_kind, "whatsapp");
  EXPECT_FALSE(row.complete);
  EXPECT_EQ(row.answers, finished.answers);
}

}  // namespace
}  // namespace ecms
