// SPDX-License-Identifier: Apache-2.0
// Every message of every shipped survey, in every language, on every channel, as conversations
// bring it forth: what a lock screen shows of it, and that the panic word never leaves.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/preview.h"
#include "dialogs/support.h"
#include "locales/fold.h"
#include "locales/telling.h"

namespace dialogs_test {
namespace {

constexpr const char* kPanicWord = "Blaue Regentonne";

std::shared_ptr<const dialogs::Survey> WithPanicWord(const std::string& name) {
  std::string json(*dialogs::ShippedSurvey(name));
  json.insert(json.find('{') + 1, std::string(R"("panic": {"words": [")") + kPanicWord + "\"]},");
  return MustParse(json);
}

std::string LockScreen(std::string_view text) {
  size_t at = 0;
  for (size_t chars = 0; chars < locales::kLockScreenChars && at < text.size(); ++chars)
    static_cast<void>(core::NextCodePoint(text, at));
  return std::string(text.substr(0, at));
}

// What anybody may write at any moment, and an answer to whatever is open.
std::string SomeText(Worker& worker, core::SeededRandom& random) {
  static const std::vector<std::string> kTexts = {"HELP",
                                                  "REAL",
                                                  "BACK",
                                                  "SKIP",
                                                  "LANGUAGE",
                                                  "MY DATA",
                                                  "DELETE",
                                                  "no",
                                                  "yes",
                                                  "RESUME",
                                                  "what?",
                                                  "99",
                                                  "I told somebody: Blaue Regentonne!",
                                                  "13-20",
                                                  "call 7712345",
                                                  "Mr Fa, a@b.example"};
  if (random.Below(5) == 0) return kTexts[random.Below(kTexts.size())];
  if (worker.last.messages.empty() || worker.last.messages.back().choices.empty())
    return random.Below(2) == 0 ? "7" : "The cannery in Apia, near the Blaue Regentonne tap";
  return std::to_string(1 + random.Below(worker.last.messages.back().choices.size()));
}

class LockScreenOf : public testing::TestWithParam<std::string> {
 protected:
  // Walks until `turns` are over; each message goes to `see`.
  template <class See>
  void Walk(Worker& worker, core::SeededRandom& random, int turns, See&& see) {
    for (int turn = 0; turn < turns; ++turn) {
      if (random.Below(12) == 0) worker.Pass(std::chrono::minutes(random.Below(6000)));
      worker.Wake();
      for (const auto& message : worker.last.messages) see(message);
      worker.Write(turn == 0 ? "hi" : SomeText(worker, random));
      for (const auto& message : worker.last.messages) see(message);
    }
  }
};

TEST_P(LockScreenOf, TellsNothingAndThePanicWordNeverLeaves) {
  const auto survey = WithPanicWord(GetParam());
  const std::u32string panic = locales::FoldKey(kPanicWord);
  size_t messages = 0;
  for (const std::string& language : survey->languages()) {
    for (const auto channel :
         {core::ChannelKind::kSms, core::ChannelKind::kWhatsApp, core::ChannelKind::kTelegram}) {
      for (uint64_t seed = 0; seed < 3; ++seed) {
        SCOPED_TRACE(language + " on " + std::string(core::Name(channel)) + ", seed " +
                     std::to_string(seed));
        core::SeededRandom random(seed);
        Worker worker(survey, channel, language, seed);
        Walk(worker, random, 40, [&](const core::OutboundMessage& message) {
          ++messages;
          for (const std::string* text : {&message.text, &message.body}) {
            const std::string shown = LockScreen(*text);
            EXPECT_EQ(shown.find(Samoa().office.substr(0, 8)), std::string::npos) << shown;
            EXPECT_FALSE(locales::TellsWhatItIsAbout(message.language, Samoa().office, *text))
                << shown;
            EXPECT_EQ(locales::FoldKey(*text).find(panic), std::u32string::npos)
                << "the panic word left";
          }
        });
        worker.Write(kPanicWord);
        for (const auto& message : worker.last.messages)
          EXPECT_EQ(locales::FoldKey(message.text).find(panic), std::u32string::npos)
              << "the panic word left";
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(messages, survey->languages().size() * 100);
}

// Every question and note, whether a walk came by or not.
TEST_P(LockScreenOf, TellsNothingAtAnyQuestion) {
  const auto survey = WithPanicWord(GetParam());
  const auto& questions = survey->compiled().questions;
  for (const std::string& language : survey->languages()) {
    dialogs::Preview preview(*survey, Samoa(), language, {});
    for (const auto channel : {core::ChannelKind::kSms, core::ChannelKind::kTelegram}) {
      for (uint16_t i = 0; i < questions.size(); ++i) {
        if (questions[i].silent()) continue;
        const auto message = preview.Of(i, channel);
        EXPECT_FALSE(locales::TellsWhatItIsAbout(language, Samoa().office, message.text))
            << language << " " << questions[i].name << ": " << LockScreen(message.text);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, LockScreenOf, testing::ValuesIn(dialogs::ShippedSurveyNames()),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace dialogs_test
