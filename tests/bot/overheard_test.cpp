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

constexpr const char* kListener = "+6857299999";

// The first message of a day makes keys: they would take from the randomness that is fixed below.
void MakeKeys(Office& office) {
  const core::Day today = core::DayOf(office.clock.Now());
  EXPECT_TRUE(office.keys->LookupKeys(today) && office.keys->ProviderKeys(today));
  for (int days : {1, 2, 3, 30, 120}) EXPECT_TRUE(office.keys->DayKeyForSealing(today + days));
}

// Every byte that a new phone gets to hear, buttons' tokens and receipt code with it. Same seed,
// same clock.
std::string Overheard(Office& office, const std::map<std::string, std::string>& plan) {
  office.heard.clear();
  MakeKeys(office);
  office.random.Fix(11);
  office.Walk(kListener, plan);
  return office.heard;
}

std::map<std::string, std::string> AllIsWell() {
  auto plan = kReports;
  plan["danger right now"] = "No";
  plan["passport"] = "I keep";
  plan["paid all"] = "Yes";
  plan["How many hours"] = "8";
  return plan;
}

TEST(Overheard, EveryByteIsTheSameWithNoReportsAndWithFifty) {
  for (const auto& plan : {AllIsWell(), kReports}) {
    Office quiet, busy;
    for (int i = 0; i < 50; ++i) busy.Walk("+68571110" + std::to_string(10 + i), kReports);
    ASSERT_EQ(busy.store->ListTickets({})->total, 50);
    const std::string expected = Overheard(quiet, plan);
    ASSERT_THAT(expected, HasSubstr("one thing"));
    EXPECT_TRUE(Overheard(busy, plan) == expected) << "what others reported can be heard";
  }
}

// Nor is what the same phone told before: no text of a new conversation differs (its seed does).
// That a language was chosen is: nobody is asked for it twice.
TEST(Overheard, WhatTheSamePhoneToldBeforeIsNotHeardInANewConversation) {
  Office once, often;
  once.Walk(kListener, AllIsWell());
  for (int i = 0; i < 5; ++i) often.Walk(kListener, kReports);
  EXPECT_EQ(often.Walk(kListener, AllIsWell()), once.Walk(kListener, AllIsWell()));
}

TEST(Overheard, AKnownSiteCodeAndAnUnknownOneAreAnsweredAlike) {
  core::SeededRandom random(5);
  const std::string known = dialogs::NewSiteCode(random), unknown = dialogs::NewSiteCode(random);
  std::map<std::string, std::string> heard;
  for (const std::string& code : {known, unknown}) {
    // At the site's question, and as the first word, as a poster has it.
    for (bool first : {false, true}) {
      Office office;
      store::Batch batch;
      batch.groups.push_back(
          {store::PutSite{{known, "A1", "Harbour cannery", "Apia", "fish", "", "", 300}}});
      ASSERT_TRUE(office.store->Commit(batch));
      auto plan = kReports;
      plan["Where do you work"] = code;
      if (!first) {
        heard[code] += Overheard(office, plan);
        continue;
      }
      MakeKeys(office);
      office.random.Fix(11);
      ASSERT_TRUE(office.Say(kListener, "poster", code));
      office.Collect();
      heard[code] += office.heard;
    }
  }
  ASSERT_THAT(heard[known], HasSubstr("one thing"));
  EXPECT_EQ(heard[known].find(known), std::string::npos) << "the code is not read back";
  EXPECT_TRUE(heard[known] == heard[unknown]);
}

}  // namespace
}  // namespace bot
