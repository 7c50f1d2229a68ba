// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bot/turn_fixture.h"
#include "core/base64.h"

namespace bot {
namespace {

using testing::HasSubstr;

const std::map<std::string, std::string> kInDanger = {
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
    {"one thing", "canary-words my boss shouts"},
};

int64_t Count(Office& office, const char* name) { return office.metrics.Counter(name); }

TEST(Turn, AWholeConversationFilesOneTicket) {
  Office office;
  auto seen = office.Walk("+6857212345", kInDanger);
  auto page = office.store->ListTickets({});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->tickets.size(), 1u);
  const store::TicketRow& ticket = page->tickets.front();
  EXPECT_LE(ticket.severity, 1);
  EXPECT_EQ(ticket.week, "2026-W47");
  EXPECT_FALSE(ticket.words.empty());
  EXPECT_TRUE(ticket.has_thread);
  EXPECT_GT(seen.size(), 9u);
}

TEST(Turn, ATicketIsFiledOnTheOfficesDay) {
  Office office;
  office.clock.Set(
      *core::TimestampFromRfc3339("2026-11-22T21:00:00Z"));  // Sunday; in Apia Monday, 10:00
  office.Walk("+6857212345", kInDanger);
  const auto page = office.store->ListTickets({});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->tickets.size(), 1u);
  EXPECT_EQ(page->tickets.front().week, "2026-W48");
  ASSERT_TRUE(page->tickets.front().clock);
  EXPECT_EQ(core::ToText(page->tickets.front().clock->filed_on), "2026-11-23");
}

TEST(Turn, ReasonsToCheckAreMarkedOnlyWhereTheyAreLookedFor) {
  for (const bool looked_for : {true, false}) {
    Office office;
    if (!looked_for) {
      TurnParts parts{*office.store,
                      *office.vault,
                      *office.keys,
                      office.surveys,
                      office.deployment,
                      *office.sealer,
                      office.doors,
                      office.clock,
                      office.random,
                      office.metrics,
                      [](const std::string&) {},
                      [](const store::ErasureRow&) {}};
      parts.quality_marks = store::quality::kBurst | store::quality::kCopied;
      office.processor = std::make_unique<TurnProcessor>(std::move(parts));
    }
    office.Walk("+6857212345", kInDanger);  // the clock stands: nobody answers so fast
    const auto page = office.store->ListTickets({});
    ASSERT_TRUE(page);
    ASSERT_EQ(page->tickets.size(), 1u);
    EXPECT_EQ(page->tickets.front().quality, looked_for ? store::quality::kSpeed : 0);
  }
}

TEST(Turn, HelpNumbersComeFirstWhenInDanger) {
  Office office;
  auto seen = office.Walk("+6857212345", kInDanger);
  for (size_t i = 0; i + 1 < seen.size(); ++i) {
    if (seen[i].find("danger right now") == std::string::npos) continue;
    EXPECT_THAT(seen[i + 1], HasSubstr("911"));
    return;
  }
  FAIL() << "the danger question was not asked";
}

TEST(Turn, ARepeatAnswersOkAndChangesNothing) {
  Office office;
  EXPECT_TRUE(office.Say("+6857212345", "a", "hello"));
  std::string before = office.store->DumpForTests();
  EXPECT_TRUE(office.Say("+6857212345", "a", "hello"));
  EXPECT_EQ(office.store->DumpForTests(), before);
  auto twice = office.Batch({{"+6857212345", "b", "1", ""}, {"+6857212345", "b", "1", ""}});
  EXPECT_TRUE(twice[0] && twice[1]);
  EXPECT_EQ(Count(office, "dwbot_duplicates_total"), 2);
}

TEST(Turn, ARepeatIsKnownForEightDays) {
  Office office;
  EXPECT_TRUE(office.Say("+6857212345", "a", "hello"));
  office.clock.Advance(std::chrono::hours(24 * 8));
  EXPECT_TRUE(office.Say("+6857212345", "a", "hello"));
  EXPECT_EQ(Count(office, "dwbot_duplicates_total"), 1);
}

TEST(Turn, MessagesOfOneBatchAreHandledInOrderAndAnsweredInOrder) {
  Office office;
  auto answers = office.Batch({{"+6857212345", "a", "hello", ""},
                               {"+6857212345", "b", "1", ""},
                               {"+6857212345", "c", "1", ""}});
  for (const auto& answer : answers) EXPECT_TRUE(answer);
  auto sent = office.Collect();
  ASSERT_EQ(sent.size(), 3u);
  for (size_t i = 1; i < sent.size(); ++i) EXPECT_LT(sent[i - 1].row.turn, sent[i].row.turn);
}

TEST(Turn, TwoNewPeopleInOneBatchAreTwoConversations) {
  Office office;
  office.Batch({{"+6857212345", "a", "hello", ""},
                {"+6857212346", "b", "hello", ""},
                {"+6857212345", "c", "1", ""}});
  EXPECT_EQ(*office.vault->Count(), 2);
}

TEST(Turn, StopSendsOneConfirmationAndThenNothing) {
  Office office;
  (void)office.Say("+6857212345", "a", "hello");
  office.Collect();
  (void)office.Say("+6857212345", "b", "STOP");
  auto sent = office.Collect();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].message.purpose, core::Purpose::kNotice);
  EXPECT_FALSE((*office.vault->Resolve(sent[0].row.conversation, "sms", false)));
  EXPECT_TRUE((*office.vault->Resolve(sent[0].row.conversation, "sms", true)));
  (void)office.Say("+6857212345", "c", "why");
  EXPECT_TRUE(office.Collect().empty());
  (void)office.Say("+6857212345", "d", "START");
  EXPECT_FALSE(office.Collect().empty());
}

TEST(Turn, RefusedConsentLeavesACountAndNothingElse) {
  Office office;
  auto plan = kInDanger;
  plan["We ask about your work"] = "No";
  office.Walk("+6857212345", plan);
  EXPECT_EQ(*office.store->Counter("consent_refused.core-9", "2026-W47"), 1);
  EXPECT_EQ(office.erasures->open(), 1u);
  EXPECT_EQ(office.erasures->Advance(office.clock.Now()), 1);
  EXPECT_EQ(*office.vault->Count(), 0);
  EXPECT_THAT(office.store->DumpForTests(), testing::Not(HasSubstr("conversation ")));
}

TEST(Turn, AMessageDuringAnErasureBeginsAnew) {
  Office office;
  auto plan = kInDanger;
  plan["We ask about your work"] = "No";
  office.Walk("+6857212345", plan);
  EXPECT_TRUE(office.Say("+6857212345", "again", "hello"));
  EXPECT_EQ(office.erasures->Advance(office.clock.Now() + std::chrono::minutes(11)), 1);
  EXPECT_EQ(*office.vault->Count(), 1);
  EXPECT_FALSE(office.Collect().empty());
}

// A vault whose disk is full while `full`.
class FullVault final : public vault::Vault {
 public:
  explicit FullVault(std::unique_ptr<vault::Vault> inner) : inner_(std::move(inner)) {}
  core::Result<std::vector<std::optional<vault::Contact>>> Find(
      std::span<const vault::Lookup* const> lookups) override {
    return inner_->Find(lookups);
  }
  core::Status Commit(std::span<const vault::VaultWrite> writes) override {
    if (full) return core::Err(core::ErrorCode::kStorage, "disk full");
    return inner_->Commit(writes);
  }
  core::Status CheckpointTruncate() override { return inner_->CheckpointTruncate(); }
  core::Result<std::optional<vault::Destination>> Resolve(const core::ConversationId& id,
                                                          std::string_view channel,
                                                          bool stopped) const override {
    return inner_->Resolve(id, channel, stopped);
  }
  bool Healthy() const override { return inner_->Healthy(); }
  core::Result<int64_t> Count() const override { return inner_->Count(); }
  bool full = true;

 private:
  std::unique_ptr<vault::Vault> inner_;
};

TEST(Turn, ACopyInOneBatchIsAnsweredAsTheFirstIs) {
  core::SystemRandom random;
  std::shared_ptr<privacy::KeyRing> keys = privacy::MakeMemoryKeyRing(random);
  auto made = std::make_unique<FullVault>(vault::MakeMemoryVault(*keys));
  FullVault& disk = *made;
  Office office(keys, store::MakeMemoryStore(), std::move(made));
  const std::vector<Office::Line> lines = {{"+6857212345", "a", "hello", ""},
                                           {"+6857212345", "a", "hello", ""},
                                           {"+6857212345", "a", "hello", ""}};
  for (const core::Status& status : office.Batch(lines))
    EXPECT_FALSE(status) << "nothing was stored";
  disk.full = false;
  for (const core::Status& status : office.Batch(lines)) EXPECT_TRUE(status);
  EXPECT_EQ(office.Collect().size(), 1u) << "one effect";
  for (const core::Status& status : office.Batch(lines)) EXPECT_TRUE(status) << "known now";
  EXPECT_TRUE(office.Collect().empty());
}

TEST(Turn, SilenceFilesWhatIsNoGate) {
  Office office;
  auto plan = kInDanger;
  plan["danger right now"] = "No";
  plan.erase("How many hours");
  office.Walk("+6857212345", plan);
  EXPECT_EQ(office.store->ListTickets({})->total, 0);
  office.clock.Advance(std::chrono::hours(3));
  office.Wake();
  EXPECT_EQ(office.store->ListTickets({})->total, 1);
}

TEST(Turn, ANewPublishedVersionDoesNotTouchALiveConversation) {
  Office office;
  (void)office.Say("+6857212345", "a", "hello");
  std::string changed(office.survey->canonical_json());
  size_t at = changed.find("How old are you?");
  ASSERT_NE(at, std::string::npos);
  changed.replace(at, 16, "What is your age?");
  auto newer = dialogs::Survey::Parse(changed);
  ASSERT_TRUE(newer);
  ASSERT_NE((*newer)->hash(), office.survey->hash());
  office.surveys.Publish(*newer);
  office.doors["sms"].survey = *newer;
  auto old_one = office.Walk("+6857212345", kInDanger);
  EXPECT_THAT(old_one, testing::Contains(HasSubstr("How old are you?")));
  auto plan = kInDanger;
  plan["What is your age"] = "18";
  auto new_one = office.Walk("+6857212399", plan);
  EXPECT_THAT(new_one, testing::Contains(HasSubstr("What is your age?")));
}

TEST(Turn, NothingIsLeftReadableOnDisk) {
  auto folder =
      std::filesystem::temp_directory_path() / ("dwbot-turn-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  {
    core::SystemRandom random;
    std::shared_ptr<privacy::KeyRing> keys = privacy::MakeMemoryKeyRing(random);
    auto store = store::OpenSqliteStore((folder / "core.db").string());
    auto vault = vault::OpenSqliteVault((folder / "vault.db").string(), *keys);
    ASSERT_TRUE(store && vault);
    Office office(keys, std::move(*store), std::move(*vault));
    office.Walk("+6857212345", kInDanger);
    EXPECT_EQ(office.store->ListTickets({})->total, 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << in.rdbuf();
      for (const char* canary : {"7212345", "canary-words", "Canary Sewing"}) {
        EXPECT_EQ(bytes.str().find(canary), std::string::npos) << entry.path().filename();
        EXPECT_EQ(bytes.str().find(core::HexEncode(core::AsBytes(canary))), std::string::npos);
      }
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace bot
