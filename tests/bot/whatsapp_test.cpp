// SPDX-License-Identifier: Apache-2.0
#include "bot/whatsapp_world.h"

namespace bot {
namespace {

TEST_F(WhatsAppWorld, WorkersWalkCore9ToItsEnd) {
  Begin(false);
  auto scripts = simulate::ReadScripts(office_.survey->canonical_json(), office_.catalogs);
  ASSERT_TRUE(scripts);
  core::SeededRandom random(4);
  int messages = 0, taps = 0;
  simulate::Worker worker(simulate::DrawPersona(random, "en"), scripts->at("en"));
  Say({provider_->FirstWords(), ""});
  while (!worker.done() && messages < 60 && !HasFailure()) {
    ++messages;
    auto reply = worker.Read(Read());
    if (!reply) continue;
    taps += reply->tap.empty() ? 0 : 1;
    Say(*reply);
  }
  EXPECT_TRUE(worker.done());
  EXPECT_GE(taps, 5);
  Until([&] { return Outcomes("sent") >= messages; });
  EXPECT_EQ(Outcomes("gave_up") + Outcomes("retry") + Outcomes("channel_down"), 0);
  EXPECT_GE(statuses_, messages);
}

TEST_F(WhatsAppWorld, AfterADayAMessageWaitsUntilTheWorkerWrites) {
  Begin(false);
  Say({"START", ""});
  (void)Read();
  Quiet();
  office_.clock.Advance(std::chrono::hours(25));
  Enqueue(core::Purpose::kThread, "A question from the office");
  Until([&] { return Outcomes("awaits_worker") == 1; });
  Say({"hello", ""});
  EXPECT_EQ(Read().text, "A question from the office");
  EXPECT_NE(Read().text, "") << "and the answer to what was written comes behind it";
}

TEST_F(WhatsAppWorld, AfterADayTheTemplateTellsThatAMessageWaits) {
  Begin(true);
  Say({"START", ""});
  (void)Read();
  Quiet();
  office_.clock.Advance(std::chrono::hours(25));
  Enqueue(core::Purpose::kThread, "A question from the office");
  EXPECT_EQ(Read().text, "[message_waiting]");
  Until([&] { return Outcomes("awaits_worker") == 1; });
  Say({"hello", ""});
  EXPECT_EQ(Read().text, "A question from the office");
  EXPECT_NE(Read().text, "");
}

TEST_F(WhatsAppWorld, ATemplateIsAllOfAReminder) {
  Begin(true);
  Say({"START", ""});
  (void)Read();
  Until([&] { return Outcomes("sent") == 1; });
  Quiet();
  office_.clock.Advance(std::chrono::hours(25));
  Enqueue(core::Purpose::kReminder, "You asked to be reminded");
  EXPECT_EQ(Read().text, "[message_waiting]");
  Until([&] { return Outcomes("sent") == 2; });
  EXPECT_EQ(Outcomes("awaits_worker"), 0);
}

TEST_F(WhatsAppWorld, MetaWordOnTheWindowCountsToo) {
  Begin(false);
  Say({"START", ""});
  (void)Read();
  begun_ = office_.clock.Now() + std::chrono::hours(48);  // we believe that it is open
  Quiet();
  office_.clock.Advance(std::chrono::hours(25));
  Enqueue(core::Purpose::kThread, "A question from the office");
  Until([&] { return Outcomes("awaits_worker") == 1; });
  EXPECT_EQ(Outcomes("gave_up"), 0);
}

}  // namespace
}  // namespace bot
