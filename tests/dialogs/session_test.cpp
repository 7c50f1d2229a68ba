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

// As the program before repeats wrote it: a live conversation must survive an update.
core::Bytes EncodeAsBefore(const dialogs::Session& s, uint8_t format) {
  using Kind = dialogs::Answer::Kind;
  core::ByteWriter w;
  auto list = [&](const std::vector<uint16_t>& values) {
    w.Unsigned(values.size());
    for (uint16_t v : values) w.Unsigned(v);
  };
  auto texts = [&](const std::vector<std::string>& values) {
    w.Unsigned(values.size());
    for (const std::string& v : values) w.String(v);
  };
  w.U8(format);
  w.Raw(s.survey);
  w.Raw(s.seed);
  w.Unsigned(s.draws);
  w.U8(static_cast<uint8_t>(s.stage));
  w.String(s.language);
  w.Unsigned(s.question);
  w.U8(s.misses);
  w.Unsigned(s.answers.size());
  for (const dialogs::Answer& a : s.answers) {
    w.U8(static_cast<uint8_t>(a.kind));
    if (a.kind == Kind::kNumber) w.Double(a.number);
    if (a.kind == Kind::kValues) list(a.values);
    if (a.kind == Kind::kDay) w.Signed(a.day.number);
    if (a.kind == Kind::kWords) w.Raw(a.words.bytes);
    if (a.kind == Kind::kWords) w.Unsigned(a.words_chars);
  }
  list(s.asked);
  w.Unsigned(s.presented.size());
  for (const dialogs::Presented& p : s.presented) {
    w.Unsigned(p.question);
    w.Unsigned(p.nonce);
    list(p.options);
  }
  w.Signed(s.started_at.ms);
  w.Signed(s.last_at.ms);
  w.U8(s.remind_at ? 1 : 0);
  if (s.remind_at) w.Signed(s.remind_at->ms);
  w.U8(s.reminded ? 1 : 0);
  w.U8(s.ticket ? 1 : 0);
  if (s.ticket) w.Raw(s.ticket->bytes);
  texts(s.fired);
  texts(s.helped);
  w.U8(s.follow_up_asked ? 1 : 0);
  w.U8(!s.follow_up ? 0 : *s.follow_up ? 2 : 1);
  w.String(s.receipt);
  w.U8(s.counted ? 1 : 0);
  if (format >= 2) w.String(s.site);
  return w.Take();
}

TEST(SessionCodec, ReadsWhatEarlierProgramsWrote) {
  Worker now(Core9(), core::ChannelKind::kTelegram, "en");
  for (const char* text : {"hi", "1", "1", "2", "1", "yes", "3", "Tin roof", "no"}) now.Write(text);
  now.session.thread.reset();  // they did not know it
  for (uint8_t format : {uint8_t{1}, uint8_t{2}}) {
    Worker old = now;
    auto session = dialogs::DecodeSession(EncodeAsBefore(now.session, format));
    ASSERT_TRUE(session);
    EXPECT_EQ(dialogs::Encode(*session), dialogs::Encode(now.session));
    // An earlier program left `question` behind the answer while the follow-up question was open.
    old.session = *session;
    Worker same = now;
    for (const char* text : {"13", "BACK", "12", "done", "no"}) {
      old.Write(text);
      same.Write(text);
      EXPECT_EQ(old.OpenQuestion(), same.OpenQuestion());
    }
    EXPECT_EQ(old.session.stage, same.session.stage);
  }
}

// Format 2, at the follow-up question: `question` was the next one already.
TEST(SessionCodec, GoesOnBehindAnOpenFollowUpOfAnEarlierProgram) {
  Worker worker(Core9(), core::ChannelKind::kTelegram, "en");
  for (const char* text : {"hi", "1", "1", "2", "1"}) worker.Write(text);
  ASSERT_EQ(worker.session.stage, dialogs::Stage::kFollowUp);
  dialogs::Session before = worker.session;
  ++before.question;
  Worker old = worker;
  old.session = *dialogs::DecodeSession(EncodeAsBefore(before, 2));
  for (const char* text : {"no", "3", "BACK", "1"}) {
    old.Write(text);
    worker.Write(text);
    EXPECT_EQ(old.OpenQuestion(), worker.OpenQuestion());
  }
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
