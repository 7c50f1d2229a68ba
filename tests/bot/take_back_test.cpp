// SPDX-License-Identifier: Apache-2.0
// Messages that their author edits or deletes, and chats that are emptied (bot/turn/take_back.cpp,
// chat_log.h).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "bot/retention.h"
#include "bot/turn/chat_log.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr const char* kWorker = "+6857212345";

// One message as a channel parsed it.
core::InboundMessage Message(const std::string& text, const std::string& id) {
  core::InboundMessage message;
  message.from = core::Address(kWorker);
  message.text = core::SecretString(text);
  message.provider_id = core::SecretString("provider-" + id);
  message.chat_message = core::SecretString(id);
  message.language_hint = "en";
  return message;
}

core::InboundMessage Edit(const std::string& target, const std::string& text) {
  core::InboundMessage message = Message(text, "");
  message.provider_id = core::SecretString("edit-" + target + text);
  message.is_edit = true;
  message.target = core::SecretString(target);
  return message;
}

core::InboundMessage Revoke(const std::string& target) {
  core::InboundMessage message = Message("", "");
  message.provider_id = core::SecretString("revoke-" + target);
  message.kind = core::InboundKind::kRevoked;
  message.target = core::SecretString(target);
  return message;
}

class Chat {
 public:
  explicit Chat(core::ChannelKind kind) {
    Door& door = office.doors.at("sms");
    door.kind = kind;
    door.clears_chat = kind == core::ChannelKind::kTelegram;
  }

  void Send(std::vector<core::InboundMessage> messages) {
    std::vector<WriteItem> items;
    for (core::InboundMessage& message : messages) {
      auto turn = office.preparer->Prepare(office.doors.at("sms"), std::move(message));
      ASSERT_TRUE(turn);
      turn->delivery =
          std::make_shared<Delivery>(1, [](const core::Status& status) { EXPECT_TRUE(status); });
      items.emplace_back(std::make_unique<PreparedTurn>(std::move(*turn)));
    }
    office.processor->Process(std::move(items));
  }
  // What left, but for the rows that delete messages: those are kept in `cleared`.
  std::vector<core::OutboundMessage> Read() {
    std::vector<core::OutboundMessage> texts;
    for (Sent& sent : office.Collect()) {
      if (sent.message.purpose != core::Purpose::kErase) {
        texts.push_back(std::move(sent.message));
        continue;
      }
      std::stringstream ids(sent.message.text);
      for (std::string id; std::getline(ids, id);) cleared.push_back(id);
    }
    return texts;
  }
  // As the sender notes what it sent.
  void NoteSent(const std::string& id) {
    const ChatMessage message{"sms", core::SecretString(id), std::nullopt, true,
                              core::MessageId::Random(office.random)};
    auto row = SealChatMessage(*office.keys, Conversation(), message, office.clock.Now());
    ASSERT_TRUE(row);
    store::Batch batch;
    batch.groups.push_back({store::PutChatMessage{std::move(*row)}});
    ASSERT_TRUE(office.store->Commit(batch));
  }
  core::ConversationId Conversation() {
    auto keys = office.keys->LookupKeys(core::DayOf(office.clock.Now()));
    const vault::Lookup lookup =
        vault::MakeLookup(*keys, office.doors.at("sms").kind, "sms", core::Address(kWorker));
    const vault::Lookup* wanted = &lookup;
    return office.vault->Find({&wanted, 1})->front()->conversation;
  }
  // To the last question; "words" is the id of the message that named the place.
  void Tell() {
    Begin();
    Say("Canary Sewing, Apia", "words");
    for (const char* answer : {"2", "14"}) Say(answer, "m" + std::to_string(++said_));
  }
  // To the question where it is, a ticket filed.
  void Begin() {
    for (const char* answer : {"hello", "1", "1", "3", "1", "1", "1"})
      Say(answer, "m" + std::to_string(++said_));
  }
  void Say(const std::string& text, const std::string& id) {
    Send({Message(text, id)});
    for (core::OutboundMessage& message : Read()) last = std::move(message);
  }
  // Every sentence of the ticket as an officer reads it.
  std::vector<std::string> Sentences() {
    std::vector<std::string> sentences;
    const auto page = office.store->ListTickets({});
    for (const auto& ticket : page->tickets) {
      for (const auto& id : ticket.words) {
        const auto rows = office.store->FindSealed(id);
        for (const auto& row : *rows) {
          auto opened =
              privacy::OpenWords(office.office_key, {"office", row.id, row.field}, row.envelope);
          EXPECT_TRUE(opened);
          if (opened) sentences.push_back(opened->Reveal());
        }
      }
    }
    return sentences;
  }
  size_t Sealed() const {
    const std::string dump = office.store->DumpForTests();
    size_t count = 0;
    for (size_t at = dump.find("sealed id="); at != std::string::npos;
         at = dump.find("sealed id=", at + 1))
      ++count;
    return count;
  }

  Office office;
  core::OutboundMessage last;
  std::vector<std::string> cleared;

 private:
  int said_ = 0;
};

TEST(TakenBack, AnEditReplacesTheWordsAndTheTicketNamesTheNewOnes) {
  for (const auto kind : {core::ChannelKind::kTelegram, core::ChannelKind::kWhatsApp}) {
    Chat chat(kind);
    chat.Tell();
    ASSERT_EQ(chat.Sealed(), 1u);
    chat.Send({Edit("words", "The cannery at the harbour")});
    EXPECT_EQ(chat.Sealed(), 1u) << "nothing of the first version is left";
    EXPECT_TRUE(chat.Read().empty()) << "an edit is no answer to what is asked";
    chat.Send({Edit("words", "The cannery in Apia")});  // the same message once more
    EXPECT_EQ(chat.Sealed(), 1u);
    chat.Say("it is hot", "wish");
    EXPECT_THAT(chat.Sentences(), UnorderedElementsAre("The cannery in Apia", "it is hot"));
    chat.Send({Edit("wish", "it is hot and loud")});  // the conversation has ended by now
    EXPECT_THAT(chat.Sentences(),
                UnorderedElementsAre("The cannery in Apia", "it is hot and loud"));
  }
}

TEST(TakenBack, WordsOfAnEarlierConversationKeepTheirRecord) {
  Chat chat(core::ChannelKind::kTelegram);
  chat.Tell();
  chat.Say("it is hot", "wish");
  chat.Say("no", "no clearing");
  chat.Say("hello", "again");  // the survey anew
  chat.Send({Edit("wish", "it is hot and loud")});
  EXPECT_THAT(chat.Sentences(), UnorderedElementsAre("Canary Sewing, Apia", "it is hot and loud"));
  chat.Send({Revoke("wish")});
  EXPECT_THAT(chat.Sentences(), UnorderedElementsAre("Canary Sewing, Apia"));
}

TEST(TakenBack, ARevocationErasesTheWords) {
  Chat chat(core::ChannelKind::kWhatsApp);
  chat.Tell();
  chat.Send({Revoke("words")});
  EXPECT_THAT(chat.Sentences(), testing::IsEmpty());
  EXPECT_EQ(chat.Sealed(), 0u);
  chat.Say("it is hot", "wish");
  EXPECT_THAT(chat.last.text, HasSubstr("Your code")) << "the conversation goes on";
}

TEST(TakenBack, BothMayComeInOneBatchAfterAnOutage) {
  Chat chat(core::ChannelKind::kWhatsApp);
  chat.Begin();
  chat.Send(
      {Message("Canary Sewing, Apia", "words"), Edit("words", "The cannery"), Revoke("words")});
  EXPECT_EQ(chat.Sealed(), 0u);
}

TEST(TakenBack, WhatAnOfficerHasOpenedStaysButTheTicketNamesTheNewWords) {
  Chat chat(core::ChannelKind::kTelegram);
  chat.Tell();
  chat.Say("it is hot", "wish");
  store::Batch opened;
  opened.groups.push_back(
      {store::MarkOpened{chat.office.store->ListTickets({})->tickets.at(0).words.at(0)}});
  ASSERT_TRUE(chat.office.store->Commit(opened));
  chat.Send({Edit("words", "The cannery")});
  EXPECT_THAT(chat.Sentences(), UnorderedElementsAre("The cannery", "it is hot"));
  EXPECT_EQ(chat.Sealed(), 3u);
}

TEST(TakenBack, ACommandWrittenOverWordsIsNoAnswerAndNoCommand) {
  Chat chat(core::ChannelKind::kTelegram);
  chat.Tell();
  chat.Send({Edit("words", "STOP")});
  EXPECT_EQ(chat.Sealed(), 0u);
  chat.Say("it is hot", "wish");
  EXPECT_THAT(chat.last.text, HasSubstr("Your code"));
}

TEST(TakenBack, OfACodedAnswerOrOfAMessageOfLastWeekChangesNothing) {
  Chat chat(core::ChannelKind::kTelegram);
  chat.Tell();
  chat.Say("it is hot", "wish");
  const auto before = chat.office.store->ListTickets({})->tickets.at(0).answers;
  chat.Send({Edit("m9", "1"), Edit("unknown", "nothing"), Revoke("m9")});
  EXPECT_EQ(chat.office.store->ListTickets({})->tickets.at(0).answers, before);
  chat.office.clock.Advance(std::chrono::hours(24 * 4));
  ASSERT_TRUE(DeleteWhatIsOver(*chat.office.keys, *chat.office.vault, *chat.office.store,
                               core::DayOf(chat.office.clock.Now())));
  EXPECT_TRUE(chat.office.store->ListChatMessages(chat.Conversation())->empty());
  chat.Send({Edit("words", "The cannery")});
  EXPECT_THAT(chat.Sentences(), UnorderedElementsAre("Canary Sewing, Apia", "it is hot"));
}

TEST(ClearChat, DeleteTakesEverythingOfTheChatButItsLastMessage) {
  Chat chat(core::ChannelKind::kTelegram);
  for (const char* id : {"w1", "w2", "w3"}) chat.Say("hello", id);
  for (const char* id : {"b1", "b2", "b3"}) chat.NoteSent(id);
  chat.Say("DELETE", "w4");
  chat.Say("yes", "w5");
  EXPECT_THAT(chat.last.text, HasSubstr("What leads to you is erased"));
  chat.Read();
  EXPECT_THAT(chat.cleared, UnorderedElementsAre("w1", "w2", "w3", "w4", "w5", "b1", "b2", "b3"));
  EXPECT_EQ(chat.office.erasures->Advance(chat.office.clock.Now()), 1);
  EXPECT_EQ(chat.office.store->DumpForTests().find("chat_message"), std::string::npos);
}

TEST(ClearChat, IsOfferedAtTheEndAndDoneOnYes) {
  for (const char* answer : {"yes", "no"}) {
    Chat chat(core::ChannelKind::kTelegram);
    chat.Tell();
    chat.Say("it is hot", "wish");
    EXPECT_THAT(chat.last.text, HasSubstr("Shall I empty this chat"));
    ASSERT_EQ(chat.last.choices.size(), 2u);
    chat.cleared.clear();
    chat.Say(answer, "decided");
    const bool yes = answer[0] == 'y';
    EXPECT_EQ(chat.cleared.size(), yes ? 12u : 0u) << "eleven messages of the worker, and the yes";
    EXPECT_EQ(chat.Sentences().size(), 2u) << "the ticket stays";
  }
}

TEST(ClearChat, AnythingElseThanAnAnswerToTheOfferBeginsANewConversation) {
  Chat chat(core::ChannelKind::kTelegram);
  chat.Tell();
  chat.Say("it is hot", "wish");
  chat.Say("hello", "again");
  EXPECT_THAT(chat.last.text, HasSubstr("few short questions"));
}

TEST(ClearChat, OtherChannelsSayHowToDeleteTheChat) {
  for (const auto kind : {core::ChannelKind::kSms, core::ChannelKind::kWhatsApp}) {
    Chat chat(kind);
    chat.Tell();
    chat.Say("it is hot", "wish");
    EXPECT_THAT(chat.last.text, HasSubstr("still on your phone"));
    EXPECT_TRUE(chat.cleared.empty());
  }
}

}  // namespace
}  // namespace bot
