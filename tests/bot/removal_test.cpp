// SPDX-License-Identifier: Apache-2.0
// "You wrote a phone number; shall I remove it?" through the whole turn: what is sealed, what goes,
// and what a kill between question and answer, an edit or a deletion of the message change about
// it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kNumber = "+6857212345";
const std::string kWords = "Canary Sewing, ask on +685 72 54321";

class Told {
 public:
  explicit Told(std::unique_ptr<Office> given) : office(std::move(given)) {}

  void Say(const std::string& text, const std::string& id = "") {
    core::InboundMessage message = Message(text, id);
    Send(std::move(message));
  }
  void Edit(const std::string& target, const std::string& text) { Send(Edited(target, text)); }
  // Both in one batch, as after an outage.
  void SayAndEdit(const std::string& said, const std::string& target, const std::string& text) {
    std::vector<core::InboundMessage> messages;
    messages.push_back(Message(said, ""));
    messages.push_back(Edited(target, text));
    Send(std::move(messages));
  }
  void Revoke(const std::string& target) {
    core::InboundMessage message = Message("", "revoked");
    message.kind = core::InboundKind::kRevoked;
    message.target = core::SecretString(target);
    Send(std::move(message));
  }
  // Core-9 to the question where it is, and the words that are asked about.
  void Tell() {
    for (const char* text : {"hello", "1", "1", "3", "1", "1", "1"}) Say(text);
    Say(kWords, "words");
    EXPECT_THAT(last, HasSubstr("You wrote a phone number"));
  }
  // Every record that is there.
  std::vector<core::RecordId> Records() const {
    std::vector<core::RecordId> records;
    const std::string dump = office->store->DumpForTests();
    const std::string mark = "sealed id=";
    for (size_t at = dump.find(mark); at != std::string::npos; at = dump.find(mark, at + 1)) {
      const size_t begin = at + mark.size();
      auto id = core::RecordId::FromText(dump.substr(begin, dump.find(' ', begin) - begin));
      EXPECT_TRUE(id);
      if (id) records.push_back(*id);
    }
    return records;
  }
  // Field -> what an officer reads; "removed" where the worker wished it.
  std::map<std::string, std::string> Words() const {
    std::map<std::string, std::string> read;
    for (const core::RecordId& id : Records()) {
      const auto rows = office->store->FindSealed(id);
      for (const auto& row : *rows) {
        auto opened = privacy::OpenWords(*key, {"office", id, row.field}, row.envelope);
        EXPECT_TRUE(opened);
        if (opened) read[row.field] = opened->Reveal();
        if (row.original_removed) read["removed"] = "yes";
      }
    }
    return read;
  }
  void Finish() {
    for (const char* text : {"2", "14", "it is hot"}) Say(text);
  }

  std::unique_ptr<Office> office;
  const privacy::KeyPair* key = &office->office_key;
  std::string last;

 private:
  core::InboundMessage Message(const std::string& text, const std::string& id) {
    core::InboundMessage message;
    message.from = core::Address(kNumber);
    message.text = core::SecretString(text);
    message.provider_id = core::SecretString("p" + std::to_string(++said_) + id);
    message.chat_message = core::SecretString(id.empty() ? "m" + std::to_string(said_) : id);
    message.language_hint = "en";
    return message;
  }
  core::InboundMessage Edited(const std::string& target, const std::string& text) {
    core::InboundMessage message = Message(text, "edited");
    message.is_edit = true;
    message.target = core::SecretString(target);
    return message;
  }
  void Send(core::InboundMessage message) {
    std::vector<core::InboundMessage> messages;
    messages.push_back(std::move(message));
    Send(std::move(messages));
  }
  void Send(std::vector<core::InboundMessage> messages) {
    std::vector<WriteItem> items;
    for (core::InboundMessage& message : messages) {
      auto turn = office->preparer->Prepare(office->doors.at("sms"), std::move(message));
      ASSERT_TRUE(turn);
      turn->delivery =
          std::make_shared<Delivery>(1, [](const core::Status& status) { EXPECT_TRUE(status); });
      items.emplace_back(std::make_unique<PreparedTurn>(std::move(*turn)));
    }
    office->processor->Process(std::move(items));
    for (Sent& sent : office->Collect()) last = std::move(sent.message.text);
  }
  int said_ = 0;
};

TEST(Removal, YesTakesTheOriginalAndLeavesTheRest) {
  Told told(std::make_unique<Office>());
  told.Tell();
  auto words = told.Words();
  EXPECT_EQ(words["words"], kWords);
  EXPECT_EQ(words["scrubbed"], "Canary Sewing, ask on [phone]");
  told.Say("yes");
  words = told.Words();
  EXPECT_EQ(words.count("words"), 0u);
  EXPECT_EQ(words["scrubbed"], "Canary Sewing, ask on [phone]");
  EXPECT_EQ(words["removed"], "yes");
  EXPECT_THAT(told.last, HasSubstr("Removed.")) << "and the next question";
  EXPECT_EQ(*told.office->store->Counter("original_removed", "2026-W47"), 1);
}

TEST(Removal, NoAndWhatIsNotUnderstoodKeepBoth) {
  for (const char* answer : {"no", "whatever"}) {
    Told told(std::make_unique<Office>());
    told.Tell();
    told.Say(answer);
    EXPECT_EQ(told.Words()["words"], kWords);
    EXPECT_EQ(told.Words().count("removed"), 0u);
  }
}

TEST(Removal, AShortNameIsFoundTooThoughItIsSealedWhenItIsKept) {
  Told told(std::make_unique<Office>());
  for (const char* text : {"hello", "1", "1", "3", "1", "1", "1", "The cannery", "2", "14"})
    told.Say(text);
  told.Say("my name is Sina Leota");
  EXPECT_THAT(told.last, HasSubstr("You wrote a name"));
  told.Say("1");
  EXPECT_EQ(told.Words()["removed"], "yes");
}

TEST(Removal, AnOriginalThatAnOfficerHasOpenedGoesToo) {
  Told told(std::make_unique<Office>());
  told.Tell();
  store::Batch opened;
  opened.groups.push_back({store::MarkOpened{told.Records().at(0)}});
  ASSERT_TRUE(told.office->store->Commit(opened));
  told.Say("yes");
  EXPECT_EQ(told.Words().count("words"), 0u);
}

TEST(Removal, AnEditBeforeTheAnswerIsWhatGoes) {
  Told told(std::make_unique<Office>());
  told.Tell();
  told.Edit("words", "Canary Sewing, ask on +685 72 54399");
  EXPECT_EQ(told.Words()["words"], "Canary Sewing, ask on +685 72 54399");
  told.Say("yes");
  EXPECT_EQ(told.Words().count("words"), 0u);
}

TEST(Removal, AnEditInTheSameBatchAsTheYesDoesNotBringTheNumberBack) {
  Told told(std::make_unique<Office>());
  told.Tell();
  told.SayAndEdit("yes", "words", "Canary Sewing, ask on +685 72 54399");
  const auto words = told.Words();
  EXPECT_EQ(words.count("words"), 0u);
  EXPECT_EQ(words.at("scrubbed"), "Canary Sewing, ask on [phone]");
}

TEST(Removal, AnEditAfterwardsDoesNotBringTheNumberBack) {
  Told told(std::make_unique<Office>());
  told.Tell();
  told.Say("yes");
  told.Edit("words", "Canary Sewing, please ask on +685 72 54321");
  EXPECT_EQ(told.Words().count("words"), 0u);
  EXPECT_EQ(told.Words()["scrubbed"], "Canary Sewing, please ask on [phone]");
  told.Finish();
  told.Say("hello", "anew");  // the words are of an earlier conversation now
  told.Edit("edited", "Canary Sewing, do ask on +685 72 54321");
  told.Edit("words", "Canary Sewing, do ask on +685 72 54321");
  EXPECT_EQ(told.Words().count("words"), 0u);
}

TEST(Removal, AYesAfterTheMessageWasDeletedHarmsNothing) {
  Told told(std::make_unique<Office>());
  told.Tell();
  told.Revoke("words");
  told.Say("yes");
  EXPECT_TRUE(told.Words().empty());
  told.Finish();
  EXPECT_THAT(told.last, HasSubstr("Your code"));
}

TEST(Removal, DeleteTakesBothVersions) {
  Told told(std::make_unique<Office>());
  told.Tell();
  const core::RecordId record = told.Records().at(0);
  told.Say("DELETE");
  told.Say("yes");
  EXPECT_TRUE(told.office->store->FindSealed(record)->empty());
}

TEST(Removal, InAThreadTheAnswerToAnOfficerIsAskedAboutToo) {
  Told told(std::make_unique<Office>());
  told.office->clock.Set(
      *core::TimestampFromRfc3339("2026-11-22T21:00:00Z"));  // Monday 10:00 in Samoa
  told.office->Walk(kNumber, {{"Choose your language", "English"},
                              {"few short questions", "Yes"},
                              {"We ask about your work", "Yes"},
                              {"How old are you", "18"},
                              {"danger right now", "Yes"},
                              {"may an officer", "Yes"},
                              {"passport", "employer"},
                              {"Where do you work", "The cannery"},
                              {"paid all", "No"},
                              {"How many hours", "14"},
                              {"one thing", "it is hot"}});
  const auto ticket = told.office->store->ListTickets({})->tickets.at(0).id;
  ASSERT_TRUE(told.office->Ask(ticket, "ask_place"));
  told.office->Collect();
  told.Say("Behind the gate, call +685 72 54321");
  EXPECT_THAT(told.last, HasSubstr("You wrote a phone number"));
  const auto entry = told.office->store->ListThreadEntries(ticket)->back();
  ASSERT_TRUE(entry.words);
  EXPECT_EQ(told.office->store->FindSealed(*entry.words)->size(), 2u);
  told.Say("yes");
  const auto rows = told.office->store->FindSealed(*entry.words);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->front().field, "scrubbed");
  EXPECT_TRUE(rows->front().original_removed);
}

// The envelope of the original, as bytes, in every file of the folder.
size_t Copies(const std::filesystem::path& folder, const core::Bytes& envelope) {
  size_t copies = 0;
  const std::string piece(reinterpret_cast<const char*>(envelope.data()) + 100, 64);
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (size_t at = bytes.find(piece); at != std::string::npos; at = bytes.find(piece, at + 1))
      ++copies;
  }
  return copies;
}

TEST(Removal, AKillBetweenQuestionAndAnswerLosesNeitherAndNoCopyStaysOnDisk) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("dwbot-removal-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  core::SystemRandom random;
  core::InitCrypto();
  const auto start = [&] {
    auto ring = privacy::OpenKeyRing((folder / "keys").string(), random, true);
    std::shared_ptr<privacy::KeyRing> keys = std::move(*ring);
    auto store = store::OpenSqliteStore((folder / "core.db").string());
    auto vault = vault::OpenSqliteVault((folder / "vault.db").string(), *keys);
    return std::make_unique<Office>(keys, std::move(*store), std::move(*vault));
  };
  core::Bytes envelope;
  privacy::KeyPair key;
  {
    Told told(start());
    told.Tell();
    const core::RecordId record = told.Records().at(0);
    const auto rows = told.office->store->FindSealed(record);
    for (const auto& row : *rows) {
      if (row.field == "words") envelope = row.envelope;
    }
    ASSERT_GT(envelope.size(), 200u);
    EXPECT_GE(Copies(folder, envelope), 1u) << "the search sees it";
    key = std::move(told.office->office_key);
  }
  Told told(start());
  told.key = &key;
  told.Say("yes", "after the kill");
  EXPECT_EQ(told.Words().count("words"), 0u);
  EXPECT_EQ(told.Words()["removed"], "yes");
  told.office->erasures->Advance(told.office->clock.Now());
  EXPECT_EQ(Copies(folder, envelope), 0u);
  EXPECT_THAT(told.office->heard, Not(HasSubstr("54321"))) << "what was written is never sent back";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace bot
