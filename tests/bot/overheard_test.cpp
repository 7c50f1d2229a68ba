// SPDX-License-Identifier: Apache-2.0
// What others could learn by writing to the bot: replies depend on the own conversation only.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/turn_fixture.h"
#include "dialogs/site_code.h"

namespace bot {
namespace {

using testing::HasSubstr;

const std::map<std::string, std::string> kReports = {
    {"Choose your language", "English"}, {"few short questions", "Yes"}, {"We ask about your work", "Yes"},
    {"How old are you", "18"},           {"danger right now", "Yes"},    {"may an officer", "Yes"},
    {"passport", "employer"},            {"Where do you work", "Canary Sewing, Apia"},
    {"paid all", "No"},                  {"How many hours", "14"},       {"one thing", "my boss shouts at us"},
};

// Texts and labels of a conversation from a new phone; tokens and codes are random and left out.
std::string Overheard(Office& office, const std::string& from, std::map<std::string, std::string> plan) {
  plan["danger right now"] = "No";
  plan["passport"] = "I keep";
  plan["paid all"] = "Yes";
  plan["How many hours"] = "8";
  std::string all;
  for (const std::string& text : office.Walk(from, plan)) all += text + "\n----\n";
  return all;
}

TEST(Overheard, RepliesAreTheSameWithNoReportsAndWithFifty) {
  Office quiet, busy;
  for (int i = 0; i < 50; ++i) busy.Walk("+68571110" + std::to_string(10 + i), kReports);
  ASSERT_EQ(busy.store->ListTickets({})->total, 50);
  const std::string expected = Overheard(quiet, "+6857299999", kReports);
  ASSERT_THAT(expected, HasSubstr("one thing"));
  EXPECT_EQ(Overheard(busy, "+6857299999", kReports), expected);
}

TEST(Overheard, AKnownSiteCodeAndAnUnknownOneAreAnsweredAlike) {
  Office office;
  core::SeededRandom random(5);
  const std::string known = dialogs::NewSiteCode(random), unknown = dialogs::NewSiteCode(random);
  store::Batch batch;
  batch.groups.push_back({store::PutSite{{known, "A1", "Harbour cannery", "Apia", "fish", "", "", 300}}});
  ASSERT_TRUE(office.store->Commit(batch));
  auto plan = kReports;
  plan["Where do you work"] = known;
  const std::string first = Overheard(office, "+6857299998", plan);
  plan["Where do you work"] = unknown;
  EXPECT_EQ(Overheard(office, "+6857299997", plan), first);
}

}  // namespace
}  // namespace bot
