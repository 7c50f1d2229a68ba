// SPDX-License-Identifier: Apache-2.0
// What Core-9 does not use: groups, relevance, several choices, dates, ends, channels and languages
// that are closed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::Answer;
using dialogs::Stage;
using locales::TextKey;
using testing::HasSubstr;
using testing::Not;

class Everything : public testing::Test {
 protected:
  // Past consent: "hurt" is open.
  Everything()
      : worker(MustParse(ReadFile("survey_base.json")), core::ChannelKind::kTelegram, "en") {
    worker.Write("hi");
    first = worker.last.messages.at(0).text;
    worker.Write("yes");
  }
  [[nodiscard]] std::string Text() const {
    std::string all;
    for (const auto& m : worker.last.messages) all += m.text;
    return all;
  }
  [[nodiscard]] const Answer& AnswerTo(const std::string& name) const {
    return worker.session.answers[worker.survey->compiled().index.at(name)];
  }
  Worker worker;
  std::string first;
};

TEST_F(Everything, NotesJoinTheNextQuestion) {
  EXPECT_THAT(first, HasSubstr("Welcome to the Labour Inspectorate\n\nOK?"));
}

TEST_F(Everything, GroupsAreAskedWhenTheyApply) {
  EXPECT_EQ(worker.OpenQuestion(), "hurt");
  worker.Write("no");
  EXPECT_EQ(worker.OpenQuestion(), "tools");
  worker.Write("BACK");
  worker.Write("yes");
  EXPECT_EQ(worker.OpenQuestion(), "hurt_on");
  EXPECT_THAT(Text(), HasSubstr("3/6 On what day?"));
  worker.Write("2030-01-01");
  EXPECT_THAT(Text(), HasSubstr("That day is still to come."));
  worker.Write("yesterday");
  EXPECT_EQ(core::ToText(AnswerTo("hurt_on").day), "2026-11-22");  // Samoa is a day ahead of UTC
  EXPECT_EQ(worker.OpenQuestion(), "days_off");
  worker.Write("0");
  EXPECT_TRUE(Shows(Text(), worker.catalog(), TextKey::kConstraintFailed));
  worker.Write("0.5");
  EXPECT_EQ(worker.OpenQuestion(), "people");  // tools: hurt, and not more than a day off
}

// A spreadsheet's "start" and "today" would otherwise say when somebody wrote, for ever.
TEST(Precision, WhenTheConversationBeganIsKeptAsItsWeek) {
  std::string json(Core9()->canonical_json());
  size_t at = json.find(R"("name":"age")");
  ASSERT_NE(at, std::string::npos);
  for (int depth = 0; json[--at] != '{' || depth != 0;)
    depth += json[at] == '}' ? 1 : json[at] == '{' ? -1 : 0;
  json.insert(
      at,
      R"({"type":"hidden","name":"day_begun","fill":"today"},{"type":"hidden","name":"begun","fill":"start"},)");
  Worker worker(MustParse(json), core::ChannelKind::kSms, "en");
  for (const char* line : {"hi", "1", "1", "3", "1", "1", "2", "Red House", "2", "14", "SKIP"}) {
    worker.Write(line);
    for (const auto& effect : worker.last.effects) {
      const auto* ticket = std::get_if<dialogs::FileTicket>(&effect);
      const auto* response = std::get_if<dialogs::FinishResponse>(&effect);
      if (ticket == nullptr && response == nullptr) continue;
      const auto& answers = ticket != nullptr ? ticket->answers : response->answers;
      EXPECT_THAT(answers, testing::Contains(testing::Pair("day_begun", "2026-W48")));
      EXPECT_THAT(answers, testing::Contains(testing::Pair("begun", "2026-W48")));
      // The place stands on the ticket alone.
      EXPECT_THAT(answers, testing::Contains(testing::Pair(testing::_, "S-17"))
                               .Times(ticket != nullptr && !ticket->words.empty() ? 1 : 0));
    }
  }
  EXPECT_TRUE(dialogs::NeedsNewSession(worker.session));
}

// What outlives the case is no finer than the week.
TEST_F(Everything, OfADayTheResponseKeepsTheWeek) {
  for (const char* line : {"yes", "yesterday", "0.5", "50", "SKIP"}) worker.Write(line);
  for (const auto& effect : worker.last.effects) {
    const auto* response = std::get_if<dialogs::FinishResponse>(&effect);
    if (response == nullptr) continue;
    EXPECT_THAT(response->answers, testing::Contains(testing::Pair("hurt_on", "2026-W47")));
    return;
  }
  FAIL() << "no response";
}

TEST_F(Everything, AnswersThatApplyNoMoreReadAsEmptyAndAreNotCounted) {
  for (const char* line : {"yes", "yesterday", "0.5"}) worker.Write(line);
  for (int i = 0; i < 3; ++i) worker.Write("BACK");
  EXPECT_EQ(worker.OpenQuestion(), "hurt");
  worker.Write("no");
  for (const char* line : {"1", "50", "SKIP"}) worker.Write(line);
  EXPECT_TRUE(dialogs::NeedsNewSession(worker.session));
  const auto* response = std::get_if<dialogs::FinishResponse>(&worker.last.effects.front());
  ASSERT_NE(response, nullptr);
  for (const auto& [name, value] : response->answers) EXPECT_THAT(name, Not(HasSubstr("hurt_on")));
}

TEST_F(Everything, SeveralChoices) {
  worker.Write("no");
  ASSERT_TRUE(worker.last.messages.at(0).multiple);
  EXPECT_TRUE(Shows(Text(), worker.catalog(), TextKey::kHintChooseSeveral));
  EXPECT_FALSE(
      Shows(worker.last.messages.at(0).body, worker.catalog(), TextKey::kHintChooseSeveral));
  worker.Write("1 3");  // "none of these" is exclusive
  EXPECT_EQ(worker.OpenQuestion(), "tools");
  EXPECT_TRUE(Shows(Text(), worker.catalog(), TextKey::kNotUnderstoodChoice));
  Worker by_tap = worker;
  worker.Write("1 2");
  EXPECT_EQ(AnswerTo("tools").values, (std::vector<uint16_t>{0, 1}));
  const std::string token = by_tap.Token(0);
  by_tap.Tap(token + "+1");
  const size_t tools = worker.survey->compiled().index.at("tools");
  EXPECT_EQ(by_tap.session.answers[tools].values, worker.session.answers[tools].values);
  for (const char* bad : {"+", "+9", "x", "+1+", ",1"}) {
    Worker other = by_tap;
    other.Write("BACK");
    const uint16_t open = other.session.question;
    other.Tap(other.Token(0) + bad);
    const bool harmless =
        std::string_view(bad) == "+" || std::string_view(bad) == "+1+";  // a separator too many
    EXPECT_EQ(other.session.question == open, !harmless) << bad;
  }
}

TEST_F(Everything, ChoosingNotSureIsSayingSo) {
  worker.Write("no");
  worker.Write("4");
  EXPECT_EQ(AnswerTo("tools").kind, Answer::Kind::kDontKnow);
}

TEST_F(Everything, ScreenOutSaysWhyAndStillCounts) {
  for (const char* line : {"no", "1", "2"}) worker.Write(line);
  EXPECT_TRUE(dialogs::NeedsNewSession(worker.session));
  EXPECT_THAT(Text(), HasSubstr("This survey is for bigger places."));
  EXPECT_TRUE(std::holds_alternative<dialogs::FinishResponse>(worker.last.effects.back()));
}

TEST_F(Everything, LengthOfSealedWordsCanBeAsked) {
  for (const char* line : {"no", "1", "20"}) worker.Write(line);
  EXPECT_EQ(worker.OpenQuestion(), "story");
  worker.Write("ow");
  EXPECT_EQ(worker.OpenQuestion(), "story");
  EXPECT_TRUE(worker.last.effects.empty());
  worker.Write("they shout");
  EXPECT_EQ(worker.session.stage, Stage::kFollowUp);  // "told" fired: a P4 signal
}

// A gate that stays half open: hurt, but for how long is not said.
TEST_F(Everything, HalfAnsweredGateAsksBack) {
  for (const char* line : {"yes", "SKIP", "I prefer not to answer", "20", "SKIP"})
    worker.Write(line);
  const auto* ticket = std::get_if<dialogs::FileTicket>(&worker.last.effects.front());
  ASSERT_NE(ticket, nullptr);
  EXPECT_EQ(ticket->severity, 2);
  EXPECT_EQ(ticket->ask_back, std::vector<std::string>{"was_hurt"});
  EXPECT_EQ(ticket->topic, "injury");
  EXPECT_TRUE(ticket->indicators.empty());
}

TEST(EngineLanguages, OnlyTheChannelsLanguages) {
  Worker worker(Core9(), core::ChannelKind::kTelegram, "en");
  worker.allowed = {"bn"};
  worker.Write("hi");
  EXPECT_EQ(worker.session.language, "bn");
  EXPECT_EQ(worker.OpenQuestion(), "safe_now");
  worker.Write("LANGUAGE");  // there is no other: the question again
  EXPECT_EQ(worker.session.stage, Stage::kAsking);
}

TEST(EngineLanguages, MenuThatNobodyUnderstandsTakesTheDefault) {
  Worker worker(Core9(), core::ChannelKind::kSms, "");
  for (int i = 0; i < 4; ++i) worker.Write("zzz");
  EXPECT_EQ(worker.session.language, "en");
  EXPECT_EQ(worker.session.stage, Stage::kAsking);
}

TEST(EngineHelp, NumbersOfThePurposeThenAnyNumber) {
  auto help_for = [](std::vector<dialogs::HelpNumber> numbers) {
    dialogs::Deployment deployment = Samoa();
    deployment.help = std::move(numbers);
    dialogs::Session session =
        dialogs::NewSession(*Core9(), core::SeededRandom(1).NewSeed(), kMonday);
    std::string text;
    for (const char* line : {"hi", "1", "1", "3", "1"}) {
      dialogs::Input input;
      input.text = line;
      input.language_hint = "en";
      auto result = dialogs::Step(*Core9(), deployment, std::move(session), input, kMonday);
      session = std::move(result.session);
      text = result.messages.at(0).text;
    }
    return text;
  };
  const std::string both = help_for(
      {{"danger", "111", "", {"en"}}, {"danger", "222", "", {"bn"}}, {"any", "333", "", {}}});
  EXPECT_THAT(both, HasSubstr("111"));
  EXPECT_THAT(both, Not(HasSubstr("222")));
  EXPECT_THAT(both, Not(HasSubstr("333")));
  EXPECT_THAT(help_for({{"danger", "222", "", {"bn"}}, {"any", "333", "", {}}}), HasSubstr("333"));
  EXPECT_THAT(help_for({{"danger", "222", "", {"bn"}}}), HasSubstr("222"));  // better than none
}

TEST(EngineText, CutWordsAreSaidToBeCut) {
  Worker worker(Core9(), core::ChannelKind::kTelegram, "en");
  for (const char* line : {"hi", "1", "1", "3", "2", "1"}) worker.Write(line);
  ASSERT_EQ(worker.OpenQuestion(), "site");
  dialogs::Input input;
  input.text = "long";
  input.text_was_cut = true;
  const auto result = dialogs::Step(*Core9(), Samoa(), worker.session, input, worker.now);
  EXPECT_TRUE(Shows(result.messages.at(0).text, worker.catalog(), TextKey::kTextTooLong));
  EXPECT_TRUE(result.advanced);
}

TEST(EngineTaps, ButtonsOfAnotherConversationAreNoAnswers) {
  Worker one(Core9(), core::ChannelKind::kTelegram, "en", 1);
  Worker two(Core9(), core::ChannelKind::kTelegram, "en", 2);
  one.Write("hi");
  two.Write("hi");
  two.Tap(one.Token(0));
  EXPECT_EQ(two.OpenQuestion(), "safe_now");
  EXPECT_TRUE(Shows(two.last.messages.at(0).text, two.catalog(), TextKey::kStale));
}

}  // namespace
}  // namespace dialogs_test
