// SPDX-License-Identifier: Apache-2.0
// Simulated workers against the pure engine: whoever begins comes to an end, on channels with and
// without buttons.
#include <gtest/gtest.h>

#include <set>

#include "bot/commands/chat.h"
#include "bot/simulate/persona.h"
#include "bot/simulate/provider.h"
#include "bot/simulate/script.h"
#include "bot/simulate/worker.h"
#include "core/json.h"
#include "dialogs/survey.h"

namespace bot::simulate {
namespace {

const core::Timestamp kNow{1'795'000'000'000};

std::shared_ptr<const dialogs::Survey> Core9() {
  auto survey = dialogs::Survey::Parse(*dialogs::ShippedSurvey("core-9"));
  EXPECT_TRUE(survey);
  return *survey;
}

struct Played {
  bool done = false;
  bool receipt = false;
  int turns = 0;
  std::string last;  // the last message that was not answered
};

Played Play(Worker& worker, commands::Chat& chat, bool buttons) {
  Played played;
  auto messages = chat.Say(buttons ? "/start" : "START", kNow);
  while (!worker.done() && played.turns < 60) {
    ++played.turns;
    std::optional<Reply> reply;
    for (const core::OutboundMessage& message : messages) {
      Shown shown{
          buttons && !message.choices.empty() && !message.multiple ? message.body : message.text,
          {}};
      if (buttons && !message.multiple) {
        for (const core::Choice& choice : message.choices)
          shown.buttons.push_back({choice.token, choice.label});
      }
      played.last = shown.text;
      if (auto next = worker.Read(shown)) reply = next;
    }
    if (!reply) break;
    messages = reply->tap.empty() ? chat.Say(reply->text, kNow) : chat.Tap(reply->tap, kNow);
  }
  played.done = worker.done();
  played.receipt = worker.got_receipt();
  return played;
}

TEST(SimulatedWorker, ComesToAnEndInEveryLanguageWithAndWithoutButtons) {
  auto survey = Core9();
  auto catalogs = locales::Catalogs::Load();
  ASSERT_TRUE(catalogs);
  auto scripts = ReadScripts(survey->canonical_json(), *catalogs);
  ASSERT_TRUE(scripts) << scripts.error().message;
  ASSERT_GE(scripts->size(), 2u);
  core::SeededRandom random(9);
  int receipts = 0;
  for (const auto& [language, script] : *scripts) {
    for (int i = 0; i < 60; ++i) {
      bool buttons = i % 2 == 0;
      Persona persona = DrawPersona(random, language);
      Worker worker(persona, script);
      commands::ChatOptions options;
      options.language = i % 3 == 0 ? "" : language;  // without: the language menu is asked first
      options.channel = buttons ? core::ChannelKind::kTelegram : core::ChannelKind::kSms;
      options.country = "WS";
      commands::Chat chat(survey, *catalogs, options, random);
      Played played = Play(worker, chat, buttons);
      EXPECT_TRUE(played.done) << language << (buttons ? " buttons" : " text") << " persona " << i
                               << ", last: " << played.last;
      EXPECT_LE(played.turns, 20);
      EXPECT_EQ(chat.session().ticket.has_value(), persona.opens_ticket)
          << language << " persona " << i;
      receipts += played.receipt ? 1 : 0;
    }
  }
  EXPECT_GT(receipts, 30);
}

// What an officer asks back is answered once the survey is over, each in its own way; what the
// office only says is not.
TEST(SimulatedWorker, AnswersAnOfficerInEveryLanguage) {
  auto catalogs = locales::Catalogs::Load();
  ASSERT_TRUE(catalogs);
  auto scripts = ReadScripts(Core9()->canonical_json(), *catalogs);
  ASSERT_TRUE(scripts);
  core::SeededRandom random(3);
  for (const auto& [language, script] : *scripts) {
    const auto shown = [&](std::string_view code) {
      return Shown{"\n" + dialogs::PhraseText(*catalogs, code, language), {}};
    };
    Worker worker(DrawPersona(random, language), script);
    EXPECT_FALSE(worker.Read(shown("ask_still"))) << language << ": the survey is not over";
    (void)worker.Read({catalogs->Closest(language).Text(locales::TextKey::kFinished), {}});
    ASSERT_TRUE(worker.done()) << language;
    const auto place = worker.Read(shown("ask_place"));
    ASSERT_TRUE(place) << language;
    EXPECT_EQ(place->text, worker.persona().answers.at("to_officer"));
    EXPECT_GT(std::stoi(worker.Read(shown("ask_how_many"))->text), 0) << language;
    const auto still = worker.Read(shown("ask_still"));
    ASSERT_TRUE(still) << language;
    EXPECT_TRUE(still->text == script.word_yes() || still->text == script.word_no())
        << language << " " << still->text;
    EXPECT_TRUE(worker.Read(shown(dialogs::kClosingTrouble))) << language;
    EXPECT_FALSE(worker.Read(shown("reply_received"))) << language;
  }
}

// Half of them in languages that the simulation has words in: an inbox in which each of 24
// languages comes once is none.
TEST(SimulatedWorker, WritesLanguagesThatItHasWordsInMoreOften) {
  const std::vector<std::string> offered = {"sm", "my", "ne", "ta", "tr", "ur", "vi", "rar"};
  core::SeededRandom random(5);
  int samoan = 0;
  std::set<std::string> seen;
  for (int i = 0; i < 400; ++i) {
    const std::string language = DrawLanguage(random, offered);
    seen.insert(language);
    if (language == "sm") ++samoan;
  }
  EXPECT_EQ(seen.size(), offered.size());
  EXPECT_GT(samoan, 180);
  EXPECT_EQ(DrawLanguage(random, {"my"}), "my");
}

TEST(SimulatedWorker, IsTheSameAgainForTheSameSeed) {
  core::SeededRandom a(7), b(7), c(8);
  bool differs = false;
  for (int i = 0; i < 20; ++i) {
    Persona first = DrawPersona(a, "en");
    EXPECT_EQ(first.answers, DrawPersona(b, "en").answers);
    differs = differs || first.answers != DrawPersona(c, "en").answers;
  }
  EXPECT_TRUE(differs);
}

TEST(Wording, IsFoundInAMessageAroundWhatWasFilledIn) {
  EXPECT_TRUE(Holds("Thank you.\n\nThis is  the Office. OK?\n1 Yes", "This is {office}. OK?"));
  EXPECT_FALSE(Holds("This was the Office. OK?", "This is {office}. OK?"));
  EXPECT_FALSE(Holds("OK? This is", "This is {office}. OK?"));
}

Line MakeLine(std::string_view settings) {
  Line line;
  line.name = "main";
  line.target = "http://127.0.0.1:1";
  line.hook = "http://127.0.0.1:1/hooks/main";
  line.settings =
      std::make_shared<const core::JsonDocument>(std::move(*core::JsonDocument::Parse(settings)));
  return line;
}

TEST(Webhooks, LookLikeTheProvidersOwn) {
  Line telegram = MakeLine(R"({"type": "telegram", "secret": "12345678"})");
  Sending sending{"42", "bn", 1'795'000'000'001, "000102030405060708090a0b0c0d0e0f", kNow};
  auto tap = MakeTelegram({&telegram})->Webhook(telegram, sending, {"", "ab.1"});
  EXPECT_EQ(tap.url, "http://127.0.0.1:1/hooks/main");
  auto update = core::JsonDocument::Parse(tap.body);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->root().Find("callback_query")->Find("data")->String(), "ab.1");
  Line kannel = MakeLine(R"({"type": "kannel", "secret": "12345678", "from": "8000"})");
  sending.address = "+6857200001";
  auto sms =
      MakeKannel({&kannel})->Webhook(kannel, sending, {"\u09b9\u09cd\u09af\u09be\u0981 1", ""});
  EXPECT_EQ(sms.method, "GET");
  EXPECT_NE(
      sms.url.find(
          "&id=00010203-0405-0607-0809-0a0b0c0d0e0f&from=%2B6857200001&to=8000&text=%E0%A6%B9"),
      std::string::npos)
      << sms.url;
}

}  // namespace
}  // namespace bot::simulate
