// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/start_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/turn_fixture.h"
#include "dialogs/site_code.h"
#include "locales/fold.h"

namespace bot {
namespace {

using testing::HasSubstr;

// A second survey of one question.
std::shared_ptr<const dialogs::Survey> Hours() {
  auto survey = dialogs::Survey::Parse(
      R"({"format": 1, "id": "hours", "title": {"en": "Hours"}, "languages": ["en"],
    "questions": [{"type": "integer", "name": "h", "label": {"en": "How many hours today?"}}]})");
  EXPECT_TRUE(survey) << survey.error().message;
  return survey ? *survey : nullptr;
}

class StartWords : public testing::Test {
 protected:
  StartWords() {
    office_.surveys.Publish(hours_);
    for (const char* word : {"HOURS", "ঘণ্টা"})
      office_.doors.at("sms").start_words.push_back({locales::FoldKey(word), hours_, {"en"}});
  }
  std::string FirstReply(const std::string& from, const std::string& text) {
    (void)office_.Say(from, "m" + std::to_string(++id_), text);
    auto sent = office_.Collect();
    return sent.empty() ? "" : sent.front().message.text;
  }
  Office office_;
  std::shared_ptr<const dialogs::Survey> hours_ = Hours();
  int id_ = 0;
};

TEST_F(StartWords, BeginTheirSurveyInAnyCaseScriptAndForm) {
  int person = 10;
  for (const char* text : {"HOURS", "hours", " Hours! ", "hours K7M-2Q3", "ঘণ্টা", "/start HOURS",
                           "/start@some_bot HOURS_K7M2Q3", "ＨＯＵＲＳ"}) {
    EXPECT_THAT(FirstReply("+68572123" + std::to_string(++person), text),
                HasSubstr("How many hours today"))
        << text;
  }
  for (const char* text : {"hello", "/start", "my hours", "/start K7M2Q3", "hoursglass"}) {
    EXPECT_THAT(FirstReply("+68572123" + std::to_string(++person), text),
                testing::Not(HasSubstr("How many hours today")))
        << text;
  }
}

TEST_F(StartWords, AreOnlyReadAtTheBeginning) {
  (void)FirstReply("+6857212345", "hello");
  EXPECT_THAT(FirstReply("+6857212345", "HOURS"), testing::Not(HasSubstr("How many hours today")));
}

TEST_F(StartWords, ThatWouldBeTakenForSomethingElseAreRefused) {
  for (const auto& [word, part] :
       std::map<std::string, std::string>{{"stop", "control word"},
                                          {"HELP", "control word"},
                                          {"বন্ধ", "control word"},
                                          {"Yes", "is an answer"},
                                          {"two words", "one word"},
                                          {"7", "one word"},
                                          {"2026", "one word"},
                                          {"x", "one word"},
                                          {"", "one word"},
                                          {"K7M2Q3", "site code"},
                                          {"employer", "answer of survey"}}) {
    EXPECT_THAT(StartWordProblem(word, office_.catalogs, *office_.survey), HasSubstr(part)) << word;
  }
  for (const char* word : {"HOURS", "wages", "ঘণ্টা", "salaires", "itula"}) {
    EXPECT_EQ(StartWordProblem(word, office_.catalogs, *office_.survey), "") << word;
  }
}

// ---- sites ----

std::string TicketSite(Office& office, const std::string& code) {
  (void)office.Walk("+6857212345", {{"Choose your language", "English"},
                                    {"few short questions", "Yes"},
                                    {"We ask about", "Yes"},
                                    {"How old are you", "18"},
                                    {"danger right now", "Yes"},
                                    {"may an officer", "Yes"},
                                    {"passport", "employer"},
                                    {"Where do you work", code},
                                    {"paid all", "No"},
                                    {"How many hours", "14"},
                                    {"one thing", "shade"}});
  auto page = office.store->ListTickets({});
  return page && page->tickets.size() == 1 ? page->tickets[0].site : "no ticket";
}

TEST(Site, OfTheRegisterStandsOnTheTicketAndAnUnknownOneDoesNot) {
  for (const bool registered : {true, false}) {
    Office office;
    if (registered) {
      store::Batch batch{{{store::PutSite{{"K7M-2Q3", "S1", "Cannery", "Apia", "", "", "", 0}}}},
                         {}};
      ASSERT_TRUE(office.store->Commit(batch));
    }
    EXPECT_EQ(TicketSite(office, "k7m 2q3"), registered ? "K7M-2Q3" : "");
  }
}

// Same clock: what the worker gets is the same bytes, whatever the register holds.
TEST(Site, AKnownAndAnUnknownCodeAreAnsweredAlike) {
  std::vector<std::vector<std::string>> seen;
  for (const bool registered : {true, false}) {
    Office office;
    if (registered) {
      store::Batch batch{{{store::PutSite{{"K7M-2Q3", "S1", "Cannery", "Apia", "", "", "", 0}}}},
                         {}};
      ASSERT_TRUE(office.store->Commit(batch));
    }
    std::vector<std::string>& texts = seen.emplace_back();
    int id = 0;
    for (const char* text :
         {"hello K7M-2Q3", "1", "1", "3", "1", "2", "skip", "1", "2", "14", "shade"}) {
      (void)office.Say("+6857212345", "m" + std::to_string(++id), text);
      for (const Sent& sent : office.Collect()) texts.push_back(sent.message.text);
    }
    auto page = office.store->ListTickets({});
    ASSERT_EQ(page->tickets.size(), 1u);
    EXPECT_EQ(page->tickets[0].site, registered ? "K7M-2Q3" : "")
        << "else the test compares nothing";
  }
  ASSERT_FALSE(seen[0].empty());
  // The last message holds the receipt code, drawn from each conversation's own seed.
  ASSERT_EQ(seen[0].size(), seen[1].size());
  for (size_t i = 0; i + 1 < seen[0].size(); ++i) EXPECT_EQ(seen[0][i], seen[1][i]);
  EXPECT_EQ(seen[0].back().size(), seen[1].back().size());
}

}  // namespace
}  // namespace bot
