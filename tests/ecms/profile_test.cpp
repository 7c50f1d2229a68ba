// SPDX-License-Identifier: Apache-2.0
#include "ecms/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "ecms/profile_calendar.h"

namespace ecms {
namespace {

using ::testing::HasSubstr;

std::shared_ptr<const Profile> Shipped(std::string_view name) {
  auto read = ParseProfile(*ShippedProfile(name));
  EXPECT_EQ(DescribeErrors(read, name), "");
  return read.profile;
}

const std::string kNoCurrency = '"' + std::string(3, 'X') + '"';  // of the generic profile

std::string With(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}
// "path: message" of the errors of the generic profile with one thing changed.
std::string Broken(const std::string& from, const std::string& to) {
  return DescribeErrors(ParseProfile(With(std::string(*ShippedProfile("generic")), from, to)), "f");
}

core::Day On(const char* day) { return core::DayFromText(day).value(); }
core::Timestamp At(const char* when) { return core::TimestampFromRfc3339(when).value(); }

TEST(ShippedProfiles, AreWithoutErrorsAndForTheirCountries) {
  EXPECT_THAT(ShippedProfileNames(), ::testing::UnorderedElementsAre("ws", "ck", "generic"));
  for (const std::string& name : ShippedProfileNames()) {
    const auto profile = Shipped(name);
    ASSERT_NE(profile, nullptr);
    EXPECT_EQ(profile->id, name);
    EXPECT_EQ(profile->case_types.size(), 3U);
    EXPECT_EQ(profile->taxonomy.size(), 8U) << "Better Work has eight clusters";
  }
  EXPECT_EQ(ShippedProfileFor("WS"), "ws");
  EXPECT_EQ(ShippedProfileFor("CK"), "ck");
  EXPECT_EQ(ShippedProfileFor("KE"), "generic");
  EXPECT_EQ(ShippedProfileFor(""), "generic");
}

TEST(ShippedProfiles, KnowEveryTopicOfEveryShippedSurvey) {
  for (const std::string& name : ShippedProfileNames()) {
    for (const ProfileProblem& problem : ParseProfile(*ShippedProfile(name)).problems)
      EXPECT_NE(problem.rule, "P-UNMAPPED") << problem.message;
  }
  const auto read =
      ParseProfile(With(std::string(*ShippedProfile("ws")),
                        "\"wages\": \"compensation.payment_method\"", "\"wage\": \"time.leave\""));
  ASSERT_NE(read.profile, nullptr);
  bool told = false;
  for (const ProfileProblem& problem : read.problems)
    told = told ||
           (problem.rule == "P-UNMAPPED" && problem.message.find("\"wages\"") != std::string::npos);
  EXPECT_TRUE(told);
}

TEST(ProfileErrors, SayWhereAndWhatIsAllowed) {
  EXPECT_THAT(
      Broken("\"to\": \"assessment\"", "\"to\": \"asessment\""),
      HasSubstr(
          "f: transitions[0].to: \"asessment\" is not known here; allowed: opened, assessment"));
  EXPECT_THAT(
      Broken("\"needs\": [\"assignee\"]", "\"needs\": [\"owner\"]"),
      HasSubstr("transitions[0].needs: \"owner\" is not known here; allowed: assignee, site"));
  EXPECT_THAT(Broken("\"roles\": [\"officer\", \"supervisor\", \"administrator\"], \"needs\"",
                     "\"roles\": [\"auditor\"], \"needs\""),
              HasSubstr("transitions[0].roles: \"auditor\""));
  EXPECT_THAT(Broken("\"UTC\"", "\"Pacific/Nowhere\""),
              HasSubstr("time_zone: is \"Pacific/Nowhere\""));
  EXPECT_THAT(Broken(kNoCurrency, "\"Tala\""), HasSubstr("currency: must be an ISO 4217 code"));
  EXPECT_THAT(Broken("\"mon\", \"tue\"", "\"mon\", \"tues\""),
              HasSubstr("working_days: has \"tues\"; the days are mon, tue"));
  EXPECT_THAT(
      Broken("\"holidays\": []", "\"holidays\": [{\"name\": \"x\", \"yearly\": \"13-01\"}]"),
      HasSubstr("holidays[0].yearly: must be a month and day"));
  EXPECT_THAT(Broken("\"start\": \"opened\"", "\"start\": \"open\""),
              HasSubstr("start: \"open\" is not known here; allowed: opened"));
  EXPECT_THAT(Broken("\"wages\": \"compensation.payment_method\"", "\"wages\": \"wages\""),
              HasSubstr("topics.wages: \"wages\" is no cluster.point"));
  EXPECT_THAT(Broken("\"bands\": [1, 2, 5]", "\"bands\": [1, 2, 3, 5]"),
              HasSubstr("corroboration.bands: the band that begins with 2 holds one count alone"));
  EXPECT_THAT(Broken("\"bands\": [1, 2, 5]", "\"bands\": [2, 5]"),
              HasSubstr("ascending numbers that begin with 1"));
  EXPECT_THAT(Broken("\"format\": 1", "\"format\": 2"), HasSubstr("format: is 2"));
  EXPECT_THAT(Broken("\"start\":", "\"begin\":"), HasSubstr("begin"));
  EXPECT_THAT(Broken("\"id\": \"assessment\"", "\"id\": \"opened\""),
              HasSubstr("states[1].id: \"opened\" is there twice"));
  EXPECT_THAT(Broken("\"from\": [\"opened\"], \"to\"", "\"from\": [\"closed\"], \"to\""),
              HasSubstr("\"closed\" is final"));
}

TEST(ProfileErrors, NameHolidaysThatLeaveNoWorkingDay) {
  std::string holidays;
  for (int month = 1; month <= 12; ++month) {
    for (int day = 1; day <= 28; ++day) {
      char text[64];
      std::snprintf(text, sizeof text, "%s{\"name\": \"x\", \"yearly\": \"%02d-%02d\"}",
                    holidays.empty() ? "" : ",", month, day);
      holidays += text;
    }
  }
  EXPECT_THAT(Broken("\"holidays\": []", "\"holidays\": [" + holidays + "]"),
              HasSubstr("working days in a year; at least 50 are needed"));
}

TEST(ProfileErrors, AreToldAllAtOnce) {
  const std::string text =
      With(With(std::string(*ShippedProfile("generic")), "\"UTC\"", "\"x\""), kNoCurrency, "\"x\"");
  const auto read = ParseProfile(text);
  EXPECT_EQ(read.profile, nullptr);
  EXPECT_THAT(DescribeErrors(read, "f"),
              ::testing::AllOf(HasSubstr("time_zone"), HasSubstr("currency")));
  EXPECT_EQ(ParseProfile("{").problems.front().rule, "P-JSON");
  EXPECT_GT(ParseProfile("{}").problems.size(), 10U);
  EXPECT_GT(ParseProfile("[]").problems.size(), 0U);
}

// Whatever one word becomes: an error that says where, or a profile that can be explained.
TEST(ProfileErrors, AreToldWhicheverWordIsChanged) {
  const std::string text(*ShippedProfile("ws"));
  constexpr size_t kStep = 9;  // of the words: each reading takes milliseconds
  size_t words = 0, refused = 0;
  for (size_t at = text.find('"'); at != std::string::npos; ++words) {
    const size_t end = text.find('"', at + 1);
    if (words % kStep == 0) {
      std::string changed = text;
      const ReadProfile read = ParseProfile(changed.replace(at + 1, end - at - 1, "zz"));
      if (read.profile)
        EXPECT_NE(ExplainProfile(*read.profile), "");
      else
        EXPECT_NE(DescribeErrors(read, "f").find(": "), std::string::npos);
      refused += read.profile == nullptr ? 1 : 0;
    }
    at = text.find('"', end + 1);
  }
  EXPECT_GT(words, 800U);
  EXPECT_GT(refused, 40U);
}

TEST(ProfileErrors, NameAStateWithoutAWayToTheEnd) {
  std::string text = With(std::string(*ShippedProfile("generic")), "\"id\": \"appeal_decided\"",
                          "\"id\": \"appeal_lost\"");
  text = With(text, "\"from\": [\"appeal\"], \"to\": \"order\"",
              "\"from\": [\"appeal\"], \"to\": \"appeal\"");
  EXPECT_THAT(DescribeErrors(ParseProfile(text), "f"),
              HasSubstr("that is in \"appeal\" can never be closed"));
}

TEST(Calendars, BothSidesOfTheDateLine) {
  const auto ws = Shipped("ws"), ck = Shipped("ck");
  const Calendar apia(*ws), rarotonga(*ck);
  // One instant: Monday 16 November in Apia (UTC+13), Sunday the 15th in Rarotonga (UTC-10).
  const auto now = At("2026-11-15T20:00:00Z");
  EXPECT_EQ(apia.LocalDay(now), On("2026-11-16"));
  EXPECT_EQ(rarotonga.LocalDay(now), On("2026-11-15"));
  EXPECT_EQ(core::Rfc3339(apia.StartOfLocal(On("2026-11-16"))), "2026-11-15T11:00:00.000Z");
  EXPECT_EQ(core::Rfc3339(rarotonga.StartOfLocal(On("2026-11-16"))), "2026-11-16T10:00:00.000Z");
  // The next working day: Tuesday there, Monday here; each ends at its own midnight.
  const Within one{Within::Unit::kWorkingDays, 1};
  EXPECT_EQ(core::Rfc3339(apia.DueAfter(now, one)), "2026-11-17T11:00:00.000Z");
  EXPECT_EQ(core::Rfc3339(rarotonga.DueAfter(now, one)), "2026-11-17T10:00:00.000Z");
  EXPECT_EQ(apia.LastDayOf(apia.DueAfter(now, one)), On("2026-11-17"));
  EXPECT_EQ(rarotonga.LastDayOf(rarotonga.DueAfter(now, one)), On("2026-11-16"));
}

TEST(Calendars, HolidaysOfEveryKind) {
  const auto ws = Shipped("ws"), ck = Shipped("ck");
  const Calendar samoa(*ws), cook(*ck);
  for (const char* day : {"2026-04-03", "2026-04-06", "2027-03-26", "2027-03-29", "2026-05-11",
                          "2026-08-10", "2026-10-12", "2026-06-01", "2026-12-25"})
    EXPECT_TRUE(samoa.IsHoliday(On(day))) << day;
  for (const char* day : {"2026-04-04", "2026-04-07", "2026-05-10", "2026-06-02", "2026-10-11"})
    EXPECT_FALSE(samoa.IsHoliday(On(day))) << day;
  for (const char* day : {"2026-06-01", "2026-07-03", "2026-08-04", "2026-10-26", "2026-04-25"})
    EXPECT_TRUE(cook.IsHoliday(On(day))) << day;
  EXPECT_FALSE(samoa.IsWorkingDay(On("2026-11-21"))) << "a Saturday";
  // From Thursday before Easter five working days lead over Good Friday, the week-end and Easter
  // Monday.
  EXPECT_EQ(
      samoa.LastDayOf(samoa.DueAfter(At("2026-04-02T00:00:00Z"), {Within::Unit::kWorkingDays, 5})),
      On("2026-04-13"));
  EXPECT_EQ(samoa.LastDayOf(samoa.DueAfter(At("2026-04-02T00:00:00Z"), {Within::Unit::kDays, 5})),
            On("2026-04-07"));
  EXPECT_EQ(samoa.DueAfter(At("2026-04-02T00:00:00Z"), {Within::Unit::kHours, 4}),
            At("2026-04-02T04:00:00Z"));
}

// As docs/operations.md says of the roles.
TEST(ShippedProfiles, LetAdministratorsDoWhatSupervisorsMay) {
  for (const std::string& name : ShippedProfileNames()) {
    const auto profile = Shipped(name);
    std::vector<std::vector<std::string>> lists = {profile->may_take, profile->may_give,
                                                   profile->may_promote};
    for (const Transition& move : profile->transitions) lists.push_back(move.roles);
    for (const auto& roles : lists) {
      const auto holds = [&](const char* role) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
      };
      EXPECT_TRUE(!holds("supervisor") || holds("administrator")) << name;
    }
  }
}

TEST(Explained, SaysStatesGuardsAndSecrecyInWords) {
  const std::string text = ExplainProfile(*Shipped("ws"));
  for (const char* part :
       {"NOBODY OF THE INSPECTORATE HAS READ THIS PROFILE YET", "Pacific/Apia",
        "Mothers' Day holiday, 1 day after the second Sunday of May",
        "Where a case comes from is secret",
        "only if a visit was carried out and a finding is written down",
        "only if no violation was found, nothing is left for the employer to do and outcome",
        "outcome, workers who gained and money paid are given",
        "Handle the grievance within 60 days, Industrial relations only"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("visit_done")));
}

TEST(TextOfALanguage, FallsBackToItsPrimaryAndToEnglish) {
  const Texts texts = {{"en", "e"}, {"es", "s"}};
  EXPECT_EQ(TextIn(texts, "es-CO"), "s");
  EXPECT_EQ(TextIn(texts, "sm"), "e");
  EXPECT_EQ(TextIn({}, "en"), "");
}

}  // namespace
}  // namespace ecms
