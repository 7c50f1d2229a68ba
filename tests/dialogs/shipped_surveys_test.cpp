// SPDX-License-Identifier: Apache-2.0
// What holds for every survey that ships with the program, in every language of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "dialogs/support.h"
#include "locales/understand.h"

namespace dialogs_test {
namespace {

using dialogs::Stage;
using testing::HasSubstr;

class ShippedSurvey : public testing::TestWithParam<std::string> {
 protected:
  std::shared_ptr<const dialogs::Survey> survey_ = MustParse(*dialogs::ShippedSurvey(GetParam()));
};

TEST_P(ShippedSurvey, HasTheFiveLanguages) {
  EXPECT_EQ(survey_->id(), GetParam());
  for (const char* language : {"en", "es", "fr", "sm", "fil"})
    EXPECT_THAT(survey_->languages(), testing::Contains(language));
}

// The first message may light up a lock screen next to the boss.
TEST_P(ShippedSurvey, OpensNeutrally) {
  for (const std::string& language : survey_->languages()) {
    SCOPED_TRACE(language);
    Worker worker(survey_, core::ChannelKind::kSms, language);
    const std::string text = worker.Write("hi").messages.at(0).text;
    EXPECT_EQ(text.find(Samoa().office), std::string::npos);
    EXPECT_EQ(text.find("/" + std::to_string(survey_->compiled().counted)), std::string::npos)
        << "a counter tells that questions follow";
  }
}

TEST_P(ShippedSurvey, AsksForConsentAndSaysWhatIsKept) {
  for (const std::string& language : survey_->languages()) {
    for (auto channel : {core::ChannelKind::kSms, core::ChannelKind::kTelegram}) {
      SCOPED_TRACE(language);
      Worker worker(survey_, channel, language);
      worker.Write("hi");
      worker.Write("1");
      ASSERT_EQ(worker.OpenQuestion(), "consent");
      const std::string& text = worker.last.messages.at(0).text;
      EXPECT_THAT(text, HasSubstr(Samoa().office));
      EXPECT_THAT(text, HasSubstr("30"));
      EXPECT_THAT(text, HasSubstr("STOP"));
      EXPECT_EQ(text.find('{'), std::string::npos);
    }
  }
}

// "No estoy seguro" was once taken for a no.
TEST_P(ShippedSurvey, NotSureDoesNotBeginWithTheWordForNo) {
  const auto document = core::JsonDocument::Parse(survey_->canonical_json());
  const core::JsonValue lists = *document->root().Find("choices");
  for (const std::string& list : lists.Keys()) {
    std::map<std::string, core::JsonValue> labels;
    for (size_t i = 0; i < lists.Find(list)->size(); ++i) {
      const core::JsonValue choice = lists.Find(list)->At(i);
      labels.emplace(choice.Find("value")->String(), *choice.Find("label"));
    }
    ASSERT_TRUE(labels.contains("no") && labels.contains("not_sure")) << list;
    for (const std::string& language : survey_->languages()) {
      const std::string no = labels.at("no").Find(language)->String();
      EXPECT_FALSE(labels.at("not_sure").Find(language)->String().starts_with(no + " "))
          << language;
    }
  }
}

// The first yes and no of a language's word list are what surveys call them: only so is any other
// yes that a worker types the option with that label.
TEST_P(ShippedSurvey, AnyYesIsTheOptionOfThatName) {
  const auto document = core::JsonDocument::Parse(survey_->canonical_json());
  const core::JsonValue lists = *document->root().Find("choices");
  for (const std::string& list : lists.Keys()) {
    for (const std::string& language : survey_->languages()) {
      std::vector<locales::AnswerOption> options;
      for (size_t i = 0; i < lists.Find(list)->size(); ++i) {
        const core::JsonValue choice = lists.Find(list)->At(i);
        options.push_back(
            {choice.Find("value")->String(), choice.Find("label")->Find(language)->String(), {}});
      }
      locales::Question question;
      question.type = locales::AnswerType::kSelectOne;
      question.language = language;
      question.options = &options;
      for (const auto& [thumb, value] : {std::pair("👍", "yes"), std::pair("👎", "no")}) {
        const auto got = locales::Understand(question, thumb);
        EXPECT_EQ(got.values, std::vector<std::string>{value}) << list << " in " << language;
      }
    }
  }
}

// Each answer that a worker may choose, typed as it is written, means the same as its button; and
// whatever is chosen, the conversation comes to its end.
TEST_P(ShippedSurvey, EveryLabelTypedIsItsChoice) {
  for (const std::string& language : survey_->languages()) {
    for (uint64_t seed = 0; seed < 6; ++seed) {
      SCOPED_TRACE(language + ", seed " + std::to_string(seed));
      core::SeededRandom random(seed);
      Worker worker(survey_, core::ChannelKind::kTelegram, language, seed);
      worker.Write("hi");
      worker.Write("1");
      worker.Write("1");
      int turns = 0;
      while (worker.session.stage == Stage::kAsking || worker.session.stage == Stage::kFollowUp) {
        ASSERT_LT(++turns, 40);
        const auto& message = worker.last.messages.back();
        if (message.choices.empty() || message.multiple) {
          worker.Write("1");
          continue;
        }
        for (size_t i = 0; i < message.choices.size(); ++i) {
          Worker typed = worker;
          Worker tapped = worker;
          typed.Write(message.choices[i].label);
          tapped.Tap(message.choices[i].token);
          EXPECT_TRUE(dialogs::Encode(typed.session) == dialogs::Encode(tapped.session))
              << worker.OpenQuestion() << ": " << message.choices[i].label;
        }
        worker.Tap(message.choices[random.Below(message.choices.size())].token);
      }
      EXPECT_EQ(worker.session.stage, Stage::kClearOffer);
      EXPECT_FALSE(worker.last.messages.empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ShippedSurvey, testing::ValuesIn(dialogs::ShippedSurveyNames()),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace dialogs_test
