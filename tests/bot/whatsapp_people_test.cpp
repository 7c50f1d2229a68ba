// SPDX-License-Identifier: Apache-2.0
// The same person keeps one conversation, whatever WhatsApp calls them: a number, a user id, both,
// or a new one.
#include "bot/whatsapp_world.h"

namespace bot {
namespace {

constexpr const char* kUser = "WS.1349120865530274";
constexpr const char* kNewUser = "WS.2460231976641385";
constexpr const char* kNewNumber = "+68577005678";

class WhatsAppPeople : public WhatsAppWorld {
 protected:
  static std::string Digits(const std::string& number) { return number.substr(1); }
  // What a person writes; without a number or a user id where that is "".
  static std::string Text(const std::string& number, const std::string& user, const std::string& id,
                          const std::string& text) {
    std::string who, contact;
    if (!number.empty()) {
      who += R"("from":")" + Digits(number) + "\",";
      contact += R"(,"wa_id":")" + Digits(number) + "\"";
    }
    if (!user.empty()) {
      who += R"("from_user_id":")" + user + "\",";
      contact += R"(,"user_id":")" + user + "\"";
    }
    return R"({"messaging_product":"whatsapp","metadata":{"phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"A"})" +
           contact + R"(}],"messages":[{)" + who + R"("id":")" + id +
           R"(","timestamp":"1795251600","type":"text","text":{"body":")" + text + "\"}}]}";
  }
  static std::string System(const std::string& members, const std::string& id) {
    return R"({"messaging_product":"whatsapp","metadata":{"phone_number_id":"106540352242922"},"messages":[{)" +
           members + R"(,"id":")" + id + R"(","timestamp":"1795251600"}]})";
  }
  // Somebody at that address hears of it: the stand-in refuses who has not written, and tells
  // numbers and user ids apart.
  void Hears(const std::string& address) {
    {
      std::lock_guard lock(mutex_);
      worker_ = address;
    }
    (void)provider_->Webhook(line_, {address, "en", 1, "00", office_.clock.Now()}, {"-", ""});
  }
};

TEST_F(WhatsAppPeople, WithoutANumberAreAnsweredByUserIdToTheEnd) {
  worker_ = kUser;
  Begin(false);
  auto scripts = simulate::ReadScripts(office_.survey->canonical_json(), office_.catalogs);
  ASSERT_TRUE(scripts);
  core::SeededRandom random(4);
  simulate::Worker worker(simulate::DrawPersona(random, "en"), scripts->at("en"));
  Say({"START", ""});
  for (int messages = 0; !worker.done() && messages < 60 && !HasFailure(); ++messages) {
    if (auto reply = worker.Read(Read())) Say(*reply);
  }
  EXPECT_TRUE(worker.done());
  EXPECT_EQ(Outcomes("gave_up") + Outcomes("retry"), 0);
}

TEST_F(WhatsAppPeople, WhoseNumberIsWithheldLaterGoOnWhereTheyWere) {
  Begin(false);
  Hears(kWorker);
  Deliver(Text(kWorker, kUser, "wamid.1", "START"));
  (void)Read();
  const auto conversation = ConversationOf(kWorker);
  ASSERT_TRUE(conversation);
  EXPECT_EQ(ConversationOf(kUser), conversation);
  Deliver(Text("", kUser, "wamid.2", "hello"));
  EXPECT_NE(Read().text, "") << "still to the number, which is known";
  EXPECT_EQ(ConversationOf(kUser), conversation);
}

TEST_F(WhatsAppPeople, WhoShowTheirNumberLaterGoOnWhereTheyWere) {
  Begin(false);
  Hears(kUser);
  Deliver(Text("", kUser, "wamid.1", "START"));
  (void)Read();
  const auto conversation = ConversationOf(kUser);
  ASSERT_TRUE(conversation);
  Hears(kWorker);
  Deliver(Text(kWorker, kUser, "wamid.2", "hello"));
  EXPECT_NE(Read().text, "") << "now to the number";
  EXPECT_EQ(ConversationOf(kWorker), conversation);
  Deliver(Text(kWorker, "", "wamid.3", "hello again"));
  EXPECT_NE(Read().text, "");
  EXPECT_EQ(ConversationOf(kWorker), conversation) << "and by the number alone, on the same day";
}

TEST_F(WhatsAppPeople, WhoAreKnownTwiceBecomeOne) {
  Begin(false);
  Hears(kUser);
  Deliver(Text("", kUser, "wamid.1", "START"));
  (void)Read();
  Hears(kWorker);
  Deliver(Text(kWorker, "", "wamid.2", "START"));
  (void)Read();
  EXPECT_NE(ConversationOf(kUser), ConversationOf(kWorker))
      << "nothing has told yet that they are one";
  Deliver(Text(kWorker, kUser, "wamid.3", "hello"));
  (void)Read();
  EXPECT_EQ(ConversationOf(kUser), ConversationOf(kWorker));
}

TEST_F(WhatsAppPeople, WhoChangeTheirNumberKeepTheirConversation) {
  Begin(false);
  Hears(kWorker);
  Deliver(Text(kWorker, "", "wamid.1", "START"));
  (void)Read();
  const auto conversation = ConversationOf(kWorker);
  ASSERT_TRUE(conversation);
  Deliver(System(
      R"("from":"68572001234","type":"system","system":{"type":"user_changed_number","body":"x","wa_id":"68577005678"})",
      "wamid.2"));
  EXPECT_EQ(ConversationOf(kNewNumber), conversation);
  EXPECT_FALSE(ConversationOf(kWorker)) << "it may be somebody else's tomorrow";
  Hears(kNewNumber);
  Deliver(Text(kNewNumber, "", "wamid.3", "hello"));
  EXPECT_NE(Read().text, "");
  EXPECT_EQ(ConversationOf(kNewNumber), conversation);
}

TEST_F(WhatsAppPeople, WhoseUserIdChangesKeepTheirConversation) {
  Begin(false);
  Hears(kUser);
  Deliver(Text("", kUser, "wamid.1", "START"));
  (void)Read();
  const auto conversation = ConversationOf(kUser);
  ASSERT_TRUE(conversation);
  Deliver(
      System(std::string(R"("type":"system","system":{"type":"user_changed_user_id","user_id":")") +
                 kNewUser + R"(","previous_user_id":")" + kUser + "\"}",
             "wamid.2"));
  Hears(kNewUser);
  Deliver(Text("", kNewUser, "wamid.3", "hello"));
  EXPECT_NE(Read().text, "");
  EXPECT_EQ(ConversationOf(kNewUser), conversation);
  EXPECT_FALSE(ConversationOf(kUser));
}

// STOP went with the person, not with the number.
TEST_F(WhatsAppPeople, WhoHaveStoppedStayStoppedUnderANewNumber) {
  Begin(false);
  Hears(kWorker);
  Deliver(Text(kWorker, "", "wamid.1", "START"));
  (void)Read();
  Deliver(Text(kWorker, "", "wamid.2", "STOP"));
  (void)Read();
  Deliver(System(
      R"("from":"68572001234","type":"system","system":{"type":"user_changed_number","wa_id":"68577005678"})",
      "wamid.3"));
  const auto conversation = ConversationOf(kNewNumber);
  ASSERT_TRUE(conversation);
  auto to = office_.vault->Resolve(*conversation, "wa", false);
  ASSERT_TRUE(to);
  EXPECT_FALSE(*to);
}

TEST_F(WhatsAppPeople, WhoMetaSaysHaveOptedOutAreWrittenToNoMore) {
  Begin(false);
  Hears(kWorker);
  Deliver(Text(kWorker, "", "wamid.1", "START"));
  (void)Read();
  Deliver(
      R"({"messaging_product":"whatsapp","metadata":{"phone_number_id":"106540352242922"},"statuses":[{"id":"wamid.o",
      "status":"failed","timestamp":"1795251600","recipient_id":"68572001234","errors":[{"code":131050,"title":"x"}]}]})");
  auto to = office_.vault->Resolve(*ConversationOf(kWorker), "wa", false);
  ASSERT_TRUE(to);
  EXPECT_FALSE(*to);
}

// The move and the first words from the new number in one batch of the writer.
TEST(Moved, AndWrittenInOneBatchIsOneConversation) {
  Office office;
  Door& door = office.doors["wa"];
  door = office.doors["sms"];
  door.channel = "wa";
  door.kind = core::ChannelKind::kWhatsApp;
  int answered = 0;
  auto prepare = [&](core::InboundKind kind, const char* id, const char* from, const char* also,
                     const char* text) -> WriteItem {
    core::InboundMessage message;
    message.kind = kind;
    message.provider_id = core::SecretString(id);
    message.from = core::Address(from);
    message.also = core::Address(also);
    message.text = core::SecretString(text);
    auto turn = office.preparer->Prepare(door, std::move(message));
    EXPECT_TRUE(turn);
    turn->delivery = std::make_shared<Delivery>(
        1, [&](const core::Status& status) { answered += status ? 1 : 0; });
    return std::make_unique<PreparedTurn>(std::move(*turn));
  };
  std::vector<WriteItem> first, second;
  first.push_back(prepare(core::InboundKind::kText, "1", kWorker, "", "START"));
  office.processor->Process(std::move(first));
  second.push_back(prepare(core::InboundKind::kMoved, "2", kWorker, kNewNumber, ""));
  second.push_back(prepare(core::InboundKind::kText, "3", kNewNumber, "", "hello"));
  office.processor->Process(std::move(second));
  EXPECT_EQ(answered, 3);
  auto lookup = vault::MakeLookup(*office.keys->LookupKeys(core::DayOf(office.clock.Now())),
                                  core::ChannelKind::kWhatsApp, "wa", core::Address(kNewNumber));
  std::vector<const vault::Lookup*> lookups{&lookup};
  auto found = office.vault->Find(lookups);
  ASSERT_TRUE(found && (*found)[0]);
  auto loaded = office.store->Load({{}, {(*found)[0]->conversation}});
  ASSERT_TRUE(loaded && loaded->conversations[0]);
  EXPECT_EQ(loaded->conversations[0]->version, 2) << "both messages in one conversation";
}

}  // namespace
}  // namespace bot
