// SPDX-License-Identifier: Apache-2.0
#include "dialogs/session.h"

#include <gtest/gtest.h>

#include "dialogs/receipt.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

// A session in the middle of things: words, values, a ticket, a reminder.
dialogs::Session Busy() {
  Worker worker(Core9(), core::ChannelKind::kTelegram, "en");
  for (const char* text : {"hi", "1", "1", "2", "1", "yes", "3", "A7, Apia", "no", "13"})
    worker.Write(text);
  dialogs::Session session = worker.session;
  session.remind_at = kMonday;
  session.answers[0].kind = dialogs::Answer::Kind::kDay;
  session.answers[0].day = core::Day{-5};
  return session;
}

TEST(SessionCodec, ComesBackWhole) {
  const dialogs::Session session = Busy();
  const core::Bytes bytes = dialogs::Encode(session);
  EXPECT_LT(bytes.size(), 400u);
  auto back = dialogs::DecodeSession(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(dialogs::Encode(*back), bytes);
  EXPECT_EQ(back->ticket, session.ticket);
  EXPECT_EQ(back->follow_up, session.follow_up);
  EXPECT_EQ(back->asked, session.asked);
  EXPECT_EQ(back->answers[0].day, session.answers[0].day);
  EXPECT_EQ(back->remind_at, session.remind_at);
  EXPECT_EQ(back->fired, session.fired);
}

TEST(SessionCodec, RefusesEveryTruncationAndUnknownFormats) {
  core::Bytes bytes = dialogs::Encode(Busy());
  for (size_t n = 0; n < bytes.size(); ++n)
    EXPECT_FALSE(dialogs::DecodeSession(core::ByteSpan(bytes).first(n))) << n;
  bytes.push_back(0);
  EXPECT_FALSE(dialogs::DecodeSession(bytes));
  bytes.pop_back();
  bytes[0] = 99;
  EXPECT_FALSE(dialogs::DecodeSession(bytes));
}

// A damaged blob is refused or is a session that the engine can go on with.
TEST(SessionCodec, DamageNeverCrashes) {
  const core::Bytes good = dialogs::Encode(Busy());
  core::SeededRandom random(17);
  int decoded = 0;
  for (int round = 0; round < 4000; ++round) {
    core::Bytes bytes = good;
    for (uint64_t n = 1 + random.Below(4); n > 0; --n)
      bytes[random.Below(bytes.size())] = static_cast<uint8_t>(random.Below(256));
    auto session = dialogs::DecodeSession(bytes);
    if (!session) continue;
    ++decoded;
    dialogs::Input input;
    input.text = "1";
    static_cast<void>(dialogs::Step(*Core9(), Samoa(), *session, input, kMonday));
    static_cast<void>(dialogs::Wake(*Core9(), Samoa(), *session, kMonday));
  }
  EXPECT_GT(decoded, 100);
}

TEST(Receipt, IsReadAsTypedAndNoticesSlips) {
  core::SeededRandom random(23);
  const std::string alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  for (int round = 0; round < 200; ++round) {
    const std::string code = dialogs::NewReceipt(random);
    ASSERT_EQ(code.size(), 11u);
    std::string typed = " " + code.substr(0, 3) + " " + code.substr(3, 2) + code.substr(6);
    for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_EQ(dialogs::ReadReceipt(typed), code);
    for (size_t i = 0; i < code.size(); ++i) {
      if (code[i] == '-') continue;
      std::string wrong = code;
      wrong[i] = alphabet[(alphabet.find(code[i]) + 1 + random.Below(30)) % 31];
      EXPECT_FALSE(dialogs::ReadReceipt(wrong));
      if (i + 1 < code.size() && code[i + 1] != '-' && code[i + 1] != code[i]) {
        std::string swapped = code;
        std::swap(swapped[i], swapped[i + 1]);
        EXPECT_FALSE(dialogs::ReadReceipt(swapped));
      }
    }
  }
  EXPECT_FALSE(dialogs::ReadReceipt(""));
  EXPECT_FALSE(dialogs::ReadReceipt("0O1IL-22222"));
  EXPECT_FALSE(dialogs::ReadReceipt(std::string(10000, 'A')));
}

}  // namespace
}  // namespace dialogs_test
