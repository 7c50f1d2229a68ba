// SPDX-License-Identifier: Apache-2.0
// What protects a worker whose phone is in other hands: the panic word, the secret word, and what
// DELETE must find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/limits.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::EraseAll;
using dialogs::Stage;
using locales::TextKey;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const dialogs::Survey> WithKeys(const std::string& keys) {
  std::string json(Core9()->canonical_json());
  json.insert(json.find('{') + 1, keys + ",");
  return MustParse(json);
}

std::string Text(const Worker& worker) {
  std::string all;
  for (const auto& m : worker.last.messages) all += m.text + "\n";
  return all;
}

const EraseAll* Erased(const Worker& worker) {
  for (const auto& effect : worker.last.effects) {
    if (const auto* all = std::get_if<EraseAll>(&effect)) return all;
  }
  return nullptr;
}

void AnswerUpTo(Worker& worker, const std::string& question) {
  worker.Write("hi");
  for (int i = 0; i < 20 && worker.OpenQuestion() != question; ++i) {
    const std::string open = worker.OpenQuestion();
    worker.Write(open == "age"                             ? "3"
                 : open == "danger" || open == "documents" ? "2"
                 : open == "site"                          ? "Mill 7"
                                                           : "1");
  }
  ASSERT_EQ(worker.OpenQuestion(), question);
}

TEST(PanicWord, WipesEverythingAtAnyMomentAndIsNeverSent) {
  const auto survey = WithKeys(R"("panic": {"words": ["Blue Umbrella"]})");
  for (const char* at : {"safe_now", "consent", "age", "wages_paid"}) {
    Worker worker(survey, core::ChannelKind::kSms, "en");
    AnswerUpTo(worker, at);
    worker.Pass(std::chrono::hours(2));
    worker.Write("  blue umbrella! ");
    ASSERT_NE(Erased(worker), nullptr) << at;
    EXPECT_EQ(Erased(worker)->words.size(), std::string(at) == "wages_paid" ? 1u : 0u);
    EXPECT_EQ(Text(worker), worker.catalog().Text(TextKey::kPanicEnd) + "\n");
    EXPECT_EQ(worker.session.stage, Stage::kDone);
    EXPECT_TRUE(worker.session.asked.empty() && worker.session.left.words.empty());
  }
}

TEST(PanicWord, HasTheSurveysOwnInnocentText) {
  std::string texts;
  for (const std::string& tag : Core9()->languages())
    texts += (texts.empty() ? "\"" : ",\"") + tag + "\": \"Market opens at 8\"";
  Worker worker(WithKeys(R"("panic": {"words": ["Blue Umbrella"], "text": {)" + texts + "}}"),
                core::ChannelKind::kSms, "en");
  AnswerUpTo(worker, "age");
  worker.Write("blue umbrella");
  EXPECT_EQ(Text(worker), "Market opens at 8\n");
}

TEST(PanicWord, WhatWouldBetrayItIsRefused) {
  struct {
    const char* word;
    const char* why;
  } rows[] = {{"stop", "does something else"},
              {"ok", "at least 3"},
              {"passport", "would send it"},
              {"", "at least 3"}};
  for (const auto& row : rows) {
    std::string json(Core9()->canonical_json());
    json.insert(json.find('{') + 1, std::string(R"("panic": {"words": [")") + row.word + "\"]},");
    const auto parsed = dialogs::Survey::Parse(json);
    ASSERT_FALSE(parsed) << row.word;
    EXPECT_THAT(parsed.error().message, HasSubstr(row.why));
    EXPECT_THAT(parsed.error().message, HasSubstr("panic.words[0]"));
  }
}

TEST(SecretWord, IsNeededAfterASilence) {
  Worker worker(WithKeys(R"("secret_word": true)"), core::ChannelKind::kTelegram, "en");
  AnswerUpTo(worker, "consent");
  worker.Write("1");
  EXPECT_EQ(worker.session.stage, Stage::kSecretOffer);
  worker.Write("Mango Tree");
  EXPECT_TRUE(Shows(Text(worker), worker.catalog(), TextKey::kSecretSet));
  EXPECT_EQ(worker.OpenQuestion(), "age");
  const core::Bytes stored = dialogs::Encode(worker.session);
  EXPECT_THAT(std::string(stored.begin(), stored.end()), Not(HasSubstr("ango")));
  worker.Write("3");
  for (const char* said :
       {"2", "hello", "RESUME", "BACK", "my data", "mango"}) {  // even a valid answer
    worker.Pass(core::limits::kSilenceHides);
    worker.Write(said);
    EXPECT_EQ(worker.session.stage, Stage::kSecretNeeded) << said;
    EXPECT_THAT(Text(worker), Not(HasSubstr("danger"))) << said;
  }
  worker.Write("mango tree.");
  EXPECT_EQ(worker.OpenQuestion(), "danger");
  EXPECT_EQ(worker.session.stage, Stage::kAsking);
}

TEST(SecretWord, WhoDoesNotKnowItCanOnlyBeginNewOrStop) {
  Worker worker(WithKeys(R"("secret_word": true)"), core::ChannelKind::kTelegram, "en");
  AnswerUpTo(worker, "consent");
  worker.Write("1");
  worker.Write("Mango Tree");
  worker.Write("3");
  worker.Pass(std::chrono::hours(1));
  worker.Write("hello");
  worker.Write("START");
  EXPECT_EQ(worker.OpenQuestion(), "safe_now");
  EXPECT_TRUE(worker.session.asked.empty());
  EXPECT_FALSE(worker.session.secret);
}

TEST(SecretWord, NobodyNeedsOne) {
  for (const char* none : {"SKIP", "no"}) {
    Worker worker(WithKeys(R"("secret_word": true)"), core::ChannelKind::kTelegram, "en");
    AnswerUpTo(worker, "consent");
    worker.Write("1");
    worker.Write(none);
    EXPECT_EQ(worker.OpenQuestion(), "age") << none;
    EXPECT_FALSE(worker.session.secret);
  }
}

TEST(Erase, FindsWhatEarlierConversationsLeft) {
  Worker worker(Core9(), core::ChannelKind::kTelegram, "en");
  AnswerUpTo(worker, "wages_paid");
  dialogs::Session next = dialogs::NewSession(*worker.survey, worker.session.seed, worker.now);
  dialogs::CarryOver(worker.session, next);
  worker.session = next;
  AnswerUpTo(worker, "wages_paid");
  worker.Write("DELETE");
  worker.Write("yes");
  ASSERT_NE(Erased(worker), nullptr);
  EXPECT_EQ(Erased(worker)->words.size(), 2u);
}

TEST(Erase, SaysHowToClearThePhoneWhereTheBotCannot) {
  for (auto [channel, says] :
       {std::pair(core::ChannelKind::kSms, true), std::pair(core::ChannelKind::kWhatsApp, true),
        std::pair(core::ChannelKind::kTelegram, false)}) {
    Worker worker(Core9(), channel, "en");
    AnswerUpTo(worker, "age");
    worker.Write("erase");
    worker.Write("yes");
    EXPECT_EQ(Shows(Text(worker), worker.catalog(), TextKey::kClearPhone), says);
  }
}

// An employer who finds the phone after half an hour sees the same whatever was answered before.
TEST(Silence, TheOpeningDoesNotDependOnWhatWasAnswered) {
  std::string first;
  for (const char* at : {"age", "danger", "documents", "wages_paid", "hours", "one_thing"}) {
    Worker worker(Core9(), core::ChannelKind::kSms, "en");
    AnswerUpTo(worker, at);
    worker.Pass(core::limits::kSilenceHides);
    worker.Write("who is there");
    if (first.empty()) first = Text(worker);
    EXPECT_EQ(Text(worker), first) << at;
  }
}

}  // namespace
}  // namespace dialogs_test
