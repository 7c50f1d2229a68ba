// SPDX-License-Identifier: Apache-2.0
// DELETE and the panic word through the whole turn: what goes, in which order, and that a kill
// between any two steps changes nothing about it. What each combination of stolen files and keys
// yields.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <functional>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::map<std::string, std::string> kReports = {
    {"Choose your language", "English"},
    {"few short questions", "Yes"},
    {"We ask about your work", "Yes"},
    {"How old are you", "18"},
    {"danger right now", "Yes"},
    {"may an officer", "Yes"},
    {"passport", "employer"},
    {"Where do you work", "Canary Sewing, Apia"},
    {"paid all", "No"},
    {"How many hours", "14"},
    {"one thing", "my boss shouts at us"},
};

// An installation on disk that can be killed and started again, whole or without some of its files.
class Installation {
 public:
  Installation()
      : folder_(std::filesystem::temp_directory_path() /
                ("dwbot-erase-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    core::InitCrypto();
  }
  ~Installation() { std::filesystem::remove_all(folder_); }
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  std::unique_ptr<Office> Start() {
    auto keys = privacy::OpenKeyRing((folder_ / "keys").string(), random_, true);
    EXPECT_TRUE(keys) << keys.error().message;
    std::shared_ptr<privacy::KeyRing> ring = std::move(*keys);
    auto store = store::OpenSqliteStore((folder_ / "core.db").string());
    auto vault = vault::OpenSqliteVault((folder_ / "vault.db").string(), *ring);
    EXPECT_TRUE(store && vault);
    return std::make_unique<Office>(ring, std::move(*store), std::move(*vault));
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  core::SystemRandom random_;
  std::filesystem::path folder_;
};

std::optional<core::ConversationId> ConversationOf(Office& office, const std::string& number) {
  auto keys = office.keys->LookupKeys(core::DayOf(office.clock.Now()));
  EXPECT_TRUE(keys);
  const vault::Lookup lookup =
      vault::MakeLookup(*keys, core::ChannelKind::kSms, "sms", core::Address(number));
  auto found = office.vault->Find(std::array{&lookup});
  EXPECT_TRUE(found);
  if (!found || !found->front()) return std::nullopt;
  return found->front()->conversation;
}

bool Reachable(const Office& office, const core::ConversationId& id) {
  auto destination = office.vault->Resolve(id, "", true);
  return destination && destination->has_value();
}

// DELETE, confirmed, its last message sent.
void Delete(Office& office, const std::string& number) {
  (void)office.Say(number, "delete-1", "DELETE");
  office.Collect();
  (void)office.Say(number, "delete-2", "yes");
}

TEST(Delete, LeavesTheTicketAndNothingThatLeadsFromItToTheWorker) {
  Office office;
  office.Walk("+6857212345", kReports);
  const auto ticket = office.store->ListTickets({})->tickets.at(0);
  ASSERT_TRUE(ticket.has_thread);
  ASSERT_EQ(ticket.words.size(), 2u);
  // An officer has read one of the two texts.
  store::Batch opened;
  opened.groups.push_back({store::MarkOpened{ticket.words[0]}});
  ASSERT_TRUE(office.store->Commit(opened));
  Delete(office, "+6857212345");
  auto last = office.Collect();
  ASSERT_EQ(last.size(), 1u);
  EXPECT_THAT(last[0].message.text, HasSubstr("What leads to you is erased"));
  EXPECT_EQ(office.erasures->Advance(office.clock.Now()), 1);
  EXPECT_FALSE(office.store->FindSealed(ticket.words[0])->empty());
  EXPECT_TRUE(office.store->FindSealed(ticket.words[1])->empty());
  EXPECT_TRUE(office.store->FindThreads(ticket.id)->empty());
  EXPECT_EQ(*office.vault->Count(), 0);
  EXPECT_THAT(office.store->DumpForTests(), Not(HasSubstr("conversation ")));
  EXPECT_EQ(office.store->ListTickets({})->total, 1);
  EXPECT_EQ(*office.store->Counter("erased", "2026-W47"), 1);
}

TEST(Delete, WaitsTenMinutesForTheLastMessageAndNoLonger) {
  Office office;
  office.Walk("+6857212345", kReports);
  Delete(office, "+6857212345");  // its last message is not collected
  EXPECT_EQ(office.erasures->Advance(office.clock.Now() + std::chrono::minutes(9)), 0);
  EXPECT_EQ(office.erasures->Advance(office.clock.Now() + std::chrono::minutes(10)), 1);
  EXPECT_EQ(*office.vault->Count(), 0);
  EXPECT_TRUE(office.Collect().empty());
}

TEST(Delete, FindsAConversationThatEndedBeforeTheOneThatIsOpen) {
  Office office;
  office.Walk("+6857212345", kReports);
  const auto ticket = office.store->ListTickets({})->tickets.at(0);
  (void)office.Say("+6857212345", "again", "hello");
  office.Collect();
  Delete(office, "+6857212345");
  office.Collect();
  EXPECT_EQ(office.erasures->Advance(office.clock.Now()), 1);
  for (const auto& id : ticket.words) EXPECT_TRUE(office.store->FindSealed(id)->empty());
  EXPECT_TRUE(office.store->FindThreads(ticket.id)->empty());
}

// Each gap as the steps before it leave the files; then the program starts again.
TEST(Delete, AKillInAnyGapIsMadeGoodAtTheNextStart) {
  using Kill = std::function<void(Office&, const store::ErasureRow&)>;
  const auto erase_vault_row = [](Office& office, const store::ErasureRow& row) {
    vault::VaultWrite erase{vault::VaultWrite::Kind::kErase, row.conversation, nullptr, {}, {}, 0};
    ASSERT_TRUE(office.vault->Commit({&erase, 1}));
  };
  const auto drop_conversation = [](Office& office, store::ErasureRow row) {
    row.step = 3;
    store::Batch batch;
    batch.groups.push_back({store::DeleteConversation{row.conversation}, store::PutErasure{row}});
    ASSERT_TRUE(office.store->Commit(batch));
  };
  const std::vector<std::pair<const char*, Kill>> gaps = {
      {"after the first transaction", [](Office&, const store::ErasureRow&) {}},
      {"after the vault row went", erase_vault_row},
      {"before the checkpoints",
       [&](Office& o, const store::ErasureRow& r) {
         erase_vault_row(o, r);
         drop_conversation(o, r);
       }},
      {"before the mark went", [&](Office& o, const store::ErasureRow& r) {
         erase_vault_row(o, r);
         drop_conversation(o, r);
         ASSERT_TRUE(o.vault->CheckpointTruncate() && o.store->CheckpointTruncate());
       }}};
  for (const auto& [gap, kill] : gaps) {
    SCOPED_TRACE(gap);
    Installation installation;
    core::TicketId ticket;
    {
      auto office = installation.Start();
      office->Walk("+6857212345", kReports);
      office->Walk("+6857212399", kReports);
      ticket = office->store->ListTickets({})->tickets.at(0).id;
      Delete(*office, "+6857212345");
      office->Collect();
      auto marks = office->store->ListErasures();
      ASSERT_TRUE(marks && marks->size() == 1);
      kill(*office, marks->front());
    }
    auto office = installation.Start();
    EXPECT_EQ(office->erasures->open(), 1u);
    // Whoever writes before it is finished begins anew, and stays.
    (void)office->Say("+6857212345", "meanwhile", "hello");
    EXPECT_EQ(office->erasures->Advance(office->clock.Now() + std::chrono::minutes(11)), 1);
    EXPECT_TRUE(office->store->ListErasures()->empty());
    EXPECT_EQ(*office->vault->Count(), 2) << "the other worker, and the one who began anew";
    EXPECT_EQ(std::filesystem::file_size(installation.folder() / "vault.db-wal"), 0u);
    EXPECT_EQ(office->store->ListTickets({})->total, 2);
  }
}

// ---- what a thief gets: files x keys ----

struct Loot {
  int addresses = 0;  // conversations that lead to a number
  int found = 0;      // numbers that lead to a conversation, by this program
  int confirmed = 0;  // numbers of which the thief, who guessed them, can tell that they wrote: he
                      // reads the rows himself
  int threads = 0;    // tickets that lead to a conversation
  int sentences = 0;
};

constexpr int kWorkers = 6;
std::string NumberOf(int worker) { return "+68572123" + std::to_string(10 + worker); }

// The file as it is, with what the key folder holds: no day key is needed to see that a row of a
// guessed number is there.
int Confirmed(const std::filesystem::path& vault_file, privacy::KeyRing& keys, core::Day today) {
  SQLite::Database db(vault_file.string(), SQLite::OPEN_READONLY);
  auto lookup_keys = keys.LookupKeys(today);
  EXPECT_TRUE(lookup_keys);
  int confirmed = 0;
  for (int i = 0; i < kWorkers; ++i) {
    bool there = false;
    for (const privacy::NamedKey& key : *lookup_keys) {
      const auto hash =
          privacy::KeyedFingerprint(*key.key, core::Name(core::ChannelKind::kSms), NumberOf(i));
      SQLite::Statement rows(db, "SELECT count(*) FROM addresses WHERE hash = ?");
      rows.bind(1, hash.data(), static_cast<int>(hash.size()));
      there = there || (rows.executeStep() && rows.getColumn(0).getInt() > 0);
    }
    confirmed += there ? 1 : 0;
  }
  return confirmed;
}

Loot Plunder(Office& office, const std::vector<core::ConversationId>& conversations,
             bool office_key) {
  Loot loot;
  for (const auto& id : conversations) loot.addresses += Reachable(office, id) ? 1 : 0;
  for (int i = 0; i < kWorkers; ++i) loot.found += ConversationOf(office, NumberOf(i)) ? 1 : 0;
  const privacy::KeyPair key = office_key ? std::move(office.office_key) : privacy::NewKeyPair();
  const auto page = office.store->ListTickets({});
  for (const auto& ticket : page->tickets) {
    const auto threads = office.store->FindThreads(ticket.id);
    for (const auto& thread : *threads) {
      const privacy::Key* day = office.keys->DayKeyForOpening(thread.key_day);
      std::string context = "thread|";
      context.append(reinterpret_cast<const char*>(thread.id.bytes.data()), thread.id.bytes.size());
      loot.threads +=
          day != nullptr && privacy::OpenWithKey(*day, context, thread.conversation) ? 1 : 0;
    }
    for (const auto& id : ticket.words) {
      const auto sealed = office.store->FindSealed(id);
      for (const auto& row : *sealed) {
        loot.sentences +=
            privacy::OpenWords(key, {"office", row.id, row.field}, row.envelope) ? 1 : 0;
      }
    }
  }
  return loot;
}

TEST(Thief, EachCombinationOfFilesAndKeysYieldsWhatItMust) {
  struct Row {
    const char* name;
    bool lookup, day, office;
    Loot expected;
    const char* missing = "";  // a database that the thief has not
  };
  const std::vector<Row> rows = {
      {"databases alone", false, false, false, {0, 0, 0, 0, 0}},
      // A number that is guessed is confirmed (that is why these keys lie apart, and go after five
      // months); it leads nowhere.
      {"with the lookup keys", true, false, false, {0, 0, kWorkers, 0, 0}},
      {"with the day keys", false, true, false, {kWorkers, 0, 0, kWorkers, 0}},
      {"with the office key", false, false, true, {0, 0, 0, 0, 2 * kWorkers}},
      {"with lookup and office keys", true, false, true, {0, 0, kWorkers, 0, 2 * kWorkers}},
      {"with day and office keys", false, true, true, {kWorkers, 0, 0, kWorkers, 2 * kWorkers}},
      {"with both keys of the server",
       true,
       true,
       false,
       {kWorkers, kWorkers, kWorkers, kWorkers, 0}},
      {"with everything", true, true, true, {kWorkers, kWorkers, kWorkers, kWorkers, 2 * kWorkers}},
      // What a backup holds, and what it must not hold, each with every key there is.
      {"core.db alone", true, true, true, {0, 0, 0, kWorkers, 2 * kWorkers}, "vault.db"},
      {"vault.db alone", true, true, true, {kWorkers, kWorkers, kWorkers, 0, 0}, "core.db"}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    Installation installation;
    std::vector<core::ConversationId> conversations;
    auto office_key = privacy::NewKeyPair();
    {
      auto office = installation.Start();
      for (int i = 0; i < kWorkers; ++i) {
        office->Walk(NumberOf(i), kReports);
        conversations.push_back(*ConversationOf(*office, NumberOf(i)));
      }
      office_key = std::move(office->office_key);
    }
    for (auto [kept, part] : {std::pair(row.lookup, "lookup"), std::pair(row.day, "day")}) {
      const auto folder = installation.folder() / "keys" / part;
      if (kept) continue;
      for (const auto& file : std::filesystem::directory_iterator(folder))
        std::filesystem::remove(file.path());
    }
    for (const char* end : {"", "-wal", "-shm"}) {
      if (*row.missing != 0)
        std::filesystem::remove(installation.folder() / (std::string(row.missing) + end));
    }
    auto thief = installation.Start();
    thief->office_key = std::move(office_key);
    Loot loot = Plunder(*thief, conversations, row.office);
    loot.confirmed = Confirmed(installation.folder() / "vault.db", *thief->keys,
                               core::DayOf(thief->clock.Now()));
    EXPECT_EQ(loot.confirmed, row.expected.confirmed);
    EXPECT_EQ(loot.addresses, row.expected.addresses);
    EXPECT_EQ(loot.found, row.expected.found);
    EXPECT_EQ(loot.threads, row.expected.threads);
    EXPECT_EQ(loot.sentences, row.expected.sentences);
  }
}

TEST(Thief, AfterAnErasureEvenAllKeysYieldNothingOfThatWorker) {
  Installation installation;
  auto office = installation.Start();
  office->Walk(NumberOf(0), kReports);
  const auto conversation = *ConversationOf(*office, NumberOf(0));
  Delete(*office, NumberOf(0));
  office->Collect();
  EXPECT_EQ(office->erasures->Advance(office->clock.Now()), 1);
  const Loot loot = Plunder(*office, {conversation}, true);
  EXPECT_EQ(loot.addresses + loot.found + loot.threads + loot.sentences, 0);
  EXPECT_EQ(Confirmed(installation.folder() / "vault.db", *office->keys,
                      core::DayOf(office->clock.Now())),
            0);
}

TEST(Thief, AnOldCopyIsWorthNothingOnceTheDaysKeyIsGone) {
  Installation installation;
  auto office = installation.Start();
  std::vector<core::ConversationId> conversations;
  for (int i = 0; i < kWorkers; ++i) {
    office->Walk(NumberOf(i), kReports);
    conversations.push_back(*ConversationOf(*office, NumberOf(i)));
  }
  // The databases stay as they are: this is the copy. Only the clock moves, past 30 + 90 days, and
  // the keys go.
  const core::Day began = core::DayOf(office->clock.Now());
  const auto vault_file = installation.folder() / "vault.db";
  ASSERT_TRUE(office->keys->DeleteExpired(began + 120));
  EXPECT_EQ(Plunder(*office, conversations, false).addresses, kWorkers)
      << "the last day is still theirs";
  ASSERT_TRUE(office->keys->DeleteExpired(began + 121));
  const Loot loot = Plunder(*office, conversations, false);
  EXPECT_EQ(loot.addresses + loot.found + loot.threads, 0);
  // The month's lookup key is there until no live row can need it; with it, a copy still confirms a
  // guess. Then no more.
  EXPECT_EQ(Confirmed(vault_file, *office->keys, began + 121), kWorkers);
  ASSERT_TRUE(office->keys->DeleteExpired(began + 160));
  EXPECT_EQ(Confirmed(vault_file, *office->keys, began + 160), 0);
}

}  // namespace
}  // namespace bot
