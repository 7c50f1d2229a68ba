// SPDX-License-Identifier: Apache-2.0
// Workers who write anything at all, for thousands of turns.
#include <gtest/gtest.h>

#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::Stage;

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines{"1",
                                              "2",
                                              "3",
                                              "0",
                                              "8",
                                              "14",
                                              "99",
                                              "yes",
                                              "no",
                                              "হ্যাঁ",
                                              "না",
                                              "১",
                                              "HELP",
                                              "BACK",
                                              "SKIP",
                                              "LANGUAGE",
                                              "RESUME",
                                              "REAL",
                                              "STOP",
                                              "START",
                                              "hi",
                                              "",
                                              " ",
                                              "the boss keeps it",
                                              "I don't know",
                                              "I prefer not to answer",
                                              "1 2",
                                              "8-9",
                                              "মালিক",
                                              "\xF0\x9F\x91\x8D",
                                              "A7, Apia",
                                              "later",
                                              "DELETE",
                                              "my data",
                                              "https://x.example",
                                              std::string(300, 'x')};
  return lines;
}

// True if this turn may be silent, and why (docs/survey-format.md, "When nothing is sent").
bool MayBeSilent(Stage before, core::InboundKind kind) {
  // kClearOffer: "yes" is answered by an empty chat.
  return before == Stage::kStopped || before == Stage::kClearOffer ||
         kind == core::InboundKind::kBlocked || kind == core::InboundKind::kUnblocked;
}

// Behind the end a second thank-you is not answered; whoever wants something always is.
void ExpectBeginsAnew(Worker worker) {
  EXPECT_TRUE(dialogs::NeedsNewSession(worker.session));
  worker.Write("hello");
  EXPECT_FALSE(worker.last.messages.empty());
  EXPECT_FALSE(dialogs::NeedsNewSession(worker.session));
}

void RandomTurn(Worker& worker, core::SeededRandom& random) {
  const uint64_t what = random.Below(100);
  const Stage before = worker.session.stage;
  const bool told = dialogs::NeedsNewSession(worker.session) && worker.session.misses > 0;
  core::InboundKind kind = core::InboundKind::kText;
  if (what < 60 || worker.lists.empty()) {
    worker.Write(Lines()[random.Below(Lines().size())]);
  } else if (what < 90) {
    const size_t back = random.Below(std::min<size_t>(worker.lists.size(), 6));
    const size_t option = random.Below(worker.lists[worker.lists.size() - 1 - back].size());
    worker.Tap(worker.Token(option, back));
  } else if (what < 96) {
    kind = core::InboundKind::kUnsupported;
    worker.Send(kind);
  } else {
    kind = what < 98 ? core::InboundKind::kBlocked : core::InboundKind::kUnblocked;
    worker.Send(kind);
  }
  if (told && worker.last.messages.empty() && worker.session.stage == before) {
    ExpectBeginsAnew(worker);
  } else if (!MayBeSilent(before, kind)) {
    EXPECT_FALSE(worker.last.messages.empty()) << StageName(before);
  }
  for (const auto& message : worker.last.messages) {
    EXPECT_FALSE(message.text.empty());
    EXPECT_FALSE(message.body.empty());
    for (const auto& choice : message.choices) {
      EXPECT_LE(choice.token.size(), 20u);
      EXPECT_FALSE(choice.label.empty());
    }
  }
}

bool Consented(const Worker& worker) {
  return worker.session.answers[1].kind == dialogs::Answer::Kind::kValues;
}

// `consented`: before the turn; "start new" files what was said until then.
void CheckInvariants(const Worker& worker, bool consented) {
  const dialogs::Session& s = worker.session;
  EXPECT_LE(s.presented.size(), 4u);
  EXPECT_TRUE(s.question < s.answers.size() || s.question == dialogs::kNoQuestion);
  consented = consented || Consented(worker);
  for (const auto& effect : worker.last.effects) {
    const bool keeps = std::holds_alternative<dialogs::FileTicket>(effect) ||
                       std::holds_alternative<dialogs::KeepWords>(effect);
    EXPECT_TRUE(!keeps || consented || s.stage == Stage::kStopped || s.stage == Stage::kExpired ||
                dialogs::NeedsNewSession(s))
        << "kept without consent in stage " << StageName(s.stage);
  }
  if (s.stage == Stage::kAsking) {
    EXPECT_TRUE(worker.last.wake_at.has_value());
  }
  if (dialogs::NeedsNewSession(s)) {
    EXPECT_FALSE(worker.last.wake_at.has_value());
  }
}

TEST(RandomWalk, AlwaysAnswersAndNeverBreaks) {
  for (uint64_t seed = 0; seed < 150; ++seed) {
    core::SeededRandom random(seed);
    Worker worker(Core9(),
                  random.Below(2) == 0 ? core::ChannelKind::kSms : core::ChannelKind::kTelegram,
                  random.Below(2) == 0 ? "" : "bn", seed);
    for (int turn = 0; turn < 60; ++turn) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", turn " + std::to_string(turn));
      if (random.Below(12) == 0) {
        worker.Pass(std::chrono::minutes(random.Below(6000)));
        const bool before = Consented(worker);
        worker.Wake();
        CheckInvariants(worker, before);
      }
      const bool before = Consented(worker);
      RandomTurn(worker, random);
      CheckInvariants(worker, before);
      if (HasFailure()) return;
    }
  }
}

// From wherever a worker is, STOP ends it at once, and SKIP or a refusal comes to an end in bounded
// time.
TEST(RandomWalk, ThereIsAlwaysAWayOut) {
  for (uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    core::SeededRandom random(seed + 5000);
    Worker worker(Core9(), core::ChannelKind::kTelegram, "en", seed);
    for (uint64_t turns = random.Below(25); turns > 0; --turns) RandomTurn(worker, random);
    Worker stopper = worker;
    stopper.Write("STOP");
    EXPECT_EQ(stopper.session.stage, Stage::kStopped);
    worker.Write("START");
    int turns = 0;
    while (!dialogs::NeedsNewSession(worker.session) && turns++ < 40) {
      const bool opening = worker.session.stage == Stage::kAsking && worker.session.question <= 1;
      worker.Write(opening                                  ? "1"
                   : worker.session.stage == Stage::kAsking ? "I prefer not to answer"
                                                            : "1");
    }
    EXPECT_LT(turns, 40) << StageName(worker.session.stage);
  }
}

// The same seed and the same messages make the same bytes.
TEST(RandomWalk, IsRepeatable) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    std::string bytes[2];
    for (std::string& out : bytes) {
      core::SeededRandom random(seed);
      Worker worker(Core9(), core::ChannelKind::kWhatsApp, "en", seed);
      for (int turn = 0; turn < 40; ++turn) {
        RandomTurn(worker, random);
        out += core::AsText(dialogs::Encode(worker.session));
        for (const auto& m : worker.last.messages) out += core::AsText(core::Encode(m));
        for (const auto& e : worker.last.effects) out += EffectName(e);
      }
    }
    EXPECT_EQ(bytes[0], bytes[1]);
  }
}

}  // namespace
}  // namespace dialogs_test
