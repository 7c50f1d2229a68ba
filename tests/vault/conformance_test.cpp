// SPDX-License-Identifier: Apache-2.0
// What every vault does; memory is the reference, and random commands must leave both alike,
// restarts included.
#include <gtest/gtest.h>

#include "vault_fixture.h"

namespace vault {
namespace {

using core::Day;
using Kind = VaultWrite::Kind;

const Day kToday = *core::DayFromText("2026-11-21");

struct Maker {
  const char* name;
  bool sqlite;
};

class AnyVault : public testing::TestWithParam<Maker> {
 protected:
  void SetUp() override { Open(); }
  // Closes and opens again; memory, which cannot, stays.
  void Open() {
    if (!GetParam().sqlite) {
      if (!vault_) vault_ = MakeMemoryVault(world_.keys());
      return;
    }
    vault_.reset();
    auto opened = OpenSqliteVault(folder_ / "vault.db", world_.keys());
    ASSERT_TRUE(opened) << opened.error().message;
    vault_ = std::move(*opened);
  }
  void Put(const Lookup& lookup, const core::ConversationId& conversation, Day today = kToday,
           int days = 30) {
    const auto status = CommitOne(*vault_, World::Put(lookup, conversation, today, today + days));
    ASSERT_TRUE(status) << status.error().message;
  }
  void Do(const VaultWrite& write) { ASSERT_TRUE(CommitOne(*vault_, write)); }
  // "address on channel", "none", for short assertions.
  std::string Where(const core::ConversationId& conversation, std::string_view channel = "",
                    bool even_if_stopped = false) {
    auto found = vault_->Resolve(conversation, channel, even_if_stopped);
    if (!found) return "error";
    return *found ? (*found)->address.Reveal() + " on " + (*found)->channel : "none";
  }

  World world_;
  TemporaryFolder folder_;
  std::unique_ptr<Vault> vault_;
  core::ConversationId one_ = world_.NewConversation();
  core::ConversationId two_ = world_.NewConversation();
};

INSTANTIATE_TEST_SUITE_P(Vault, AnyVault,
                         testing::Values(Maker{"memory", false}, Maker{"sqlite", true}),
                         [](const auto& test) { return test.param.name; });

TEST_P(AnyVault, KnowsNobodyAtFirst) {
  EXPECT_FALSE(FindOne(*vault_, world_.Of("+6857212345", kToday)));
  EXPECT_EQ(Where(one_), "none");
  EXPECT_EQ(*vault_->Count(), 0);
  EXPECT_TRUE(vault_->Healthy());
  EXPECT_TRUE(vault_->Commit({}));
}

TEST_P(AnyVault, FindsAndResolvesWhatWasPut) {
  const Lookup lookup = world_.Of("+6857212345", kToday);
  Put(lookup, one_);
  for (int restart = 0; restart < 2; ++restart) {
    const auto contact = FindOne(*vault_, lookup);
    ASSERT_TRUE(contact);
    EXPECT_EQ(contact->conversation, one_);
    EXPECT_FALSE(contact->stopped);
    EXPECT_EQ(contact->key_day, kToday + 30);
    EXPECT_EQ(contact->last_contact, kToday);
    EXPECT_EQ(contact->lookup_epoch, 2026 * 12 + 10);
    EXPECT_EQ(Where(one_), "+6857212345 on main");
    EXPECT_EQ((*vault_->Resolve(one_, "", false))->kind, core::ChannelKind::kSms);
    Open();
  }
}

TEST_P(AnyVault, FindAnswersInTheOrderAsked) {
  const Lookup a = world_.Of("+1", kToday);
  const Lookup b = world_.Of("+2", kToday);
  const Lookup c = world_.Of("+3", kToday);
  Put(a, one_);
  Put(c, two_);
  const std::vector<const Lookup*> asked = {&c, &b, &a, &c};
  auto found = *vault_->Find(asked);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0]->conversation, two_);
  EXPECT_FALSE(found[1]);
  EXPECT_EQ(found[2]->conversation, one_);
  EXPECT_EQ(found[3]->conversation, two_);
}

TEST_P(AnyVault, SameAddressOnAnotherKindOfChannelIsSomebodyElse) {
  Put(world_.Of("+6857212345", kToday), one_);
  EXPECT_FALSE(
      FindOne(*vault_, world_.Of("+6857212345", kToday, "wa", core::ChannelKind::kWhatsApp)));
  EXPECT_TRUE(FindOne(*vault_, world_.Of("+6857212345", kToday, "second_sms_line")));
}

TEST_P(AnyVault, PutAgainReplacesAndRekeys) {
  Put(world_.Of("+6857212345", kToday), one_);
  const Day later = kToday + 45;  // another month: another lookup key
  const Lookup lookup = world_.Of("+6857212345", later, "other");
  ASSERT_EQ(lookup.candidates.size(), 2u);
  EXPECT_EQ(FindOne(*vault_, lookup)->lookup_epoch, 2026 * 12 + 10);
  Put(lookup, one_, later);
  EXPECT_EQ(FindOne(*vault_, lookup)->lookup_epoch, 2027 * 12);
  EXPECT_EQ(FindOne(*vault_, lookup)->last_contact, later);
  EXPECT_EQ(*vault_->Count(), 1);
  EXPECT_EQ(Where(one_), "+6857212345 on other");
}

TEST_P(AnyVault, OnePersonMayHaveSeveralAddresses) {
  Put(world_.Of("+6857212345", kToday, "sms"), one_);
  Put(world_.Of("BSUID.1", kToday, "wa", core::ChannelKind::kWhatsApp), one_);
  EXPECT_EQ(Where(one_), "BSUID.1 on wa");
  EXPECT_EQ(Where(one_, "sms"), "+6857212345 on sms");
  EXPECT_EQ(Where(one_, "telegram"), "none");
  Put(world_.Of("+6857212345", kToday, "sms"), one_);
  EXPECT_EQ(Where(one_), "+6857212345 on sms");
  Put(world_.Of("+6857700000", kToday, "sms"), one_);
  EXPECT_EQ(Where(one_, "sms"), "+6857700000 on sms");
}

TEST_P(AnyVault, AddressThatBeginsAnewLeavesItsOldConversation) {
  const Lookup lookup = world_.Of("+6857212345", kToday);
  Put(lookup, one_);
  Put(lookup, two_);
  EXPECT_EQ(FindOne(*vault_, lookup)->conversation, two_);
  EXPECT_EQ(Where(one_), "none");
  EXPECT_EQ(*vault_->Count(), 1);
}

TEST_P(AnyVault, StopHidesEveryAddressButForTheConfirmation) {
  const Lookup number = world_.Of("+6857212345", kToday, "sms");
  Put(number, one_);
  Put(world_.Of("BSUID.1", kToday, "wa", core::ChannelKind::kWhatsApp), one_);
  Put(world_.Of("+6857700000", kToday, "sms"), two_);
  Do(World::Write(Kind::kStop, one_));
  EXPECT_EQ(Where(one_), "none");
  EXPECT_EQ(Where(one_, "wa"), "none");
  EXPECT_EQ(Where(one_, "sms", true), "+6857212345 on sms");
  EXPECT_EQ(Where(two_), "+6857700000 on sms");
  EXPECT_TRUE(FindOne(*vault_, number)->stopped);
  Do(World::Write(Kind::kUnstop, one_));
  EXPECT_EQ(Where(one_, "sms"), "+6857212345 on sms");
}

TEST_P(AnyVault, StopOutlivesANewDayAndANewAddress) {
  Put(world_.Of("+6857212345", kToday), one_);
  Do(World::Write(Kind::kStop, one_));
  const Lookup tomorrow = world_.Of("+6857212345", kToday + 1);
  Put(tomorrow, one_, kToday + 1);
  EXPECT_TRUE(FindOne(*vault_, tomorrow)->stopped);
  const Lookup other = world_.Of("+6857700000", kToday + 1);
  Put(other, one_, kToday + 1);
  EXPECT_TRUE(FindOne(*vault_, other)->stopped);
  EXPECT_EQ(Where(one_), "none");
}

TEST_P(AnyVault, EraseForgetsEveryAddressAndTheStop) {
  const Lookup number = world_.Of("+6857212345", kToday);
  Put(number, one_);
  Put(world_.Of("BSUID.1", kToday, "wa", core::ChannelKind::kWhatsApp), one_);
  Put(world_.Of("+6857700000", kToday), two_);
  Do(World::Write(Kind::kStop, one_));
  Do(World::Write(Kind::kErase, one_));
  EXPECT_FALSE(FindOne(*vault_, number));
  EXPECT_EQ(Where(one_, "", true), "none");
  EXPECT_EQ(*vault_->Count(), 1);
  ASSERT_TRUE(vault_->CheckpointTruncate());
  Put(number, one_);
  EXPECT_FALSE(FindOne(*vault_, number)->stopped);
}

TEST_P(AnyVault, ExpireRemovesByDayAndByLookupMonth) {
  Put(world_.Of("+1", kToday), one_, kToday, 0);
  Put(world_.Of("+2", kToday), two_, kToday, 1);
  Do(World::Expire(kToday + 1));
  EXPECT_EQ(*vault_->Count(), 1);
  EXPECT_EQ(Where(two_), "+2 on main");
  Do(World::Expire(kToday, 2026 * 12 + 10));
  EXPECT_EQ(*vault_->Count(), 1);
  Do(World::Expire(kToday, 2026 * 12 + 11));
  EXPECT_EQ(*vault_->Count(), 0);
}

TEST_P(AnyVault, DeletedDayKeyIsExpiryEvenWhileTheRowIsThere) {
  const Lookup lookup = world_.Of("+6857212345", kToday);
  Put(lookup, one_, kToday, 30);
  Do(World::Write(Kind::kStop, one_));
  ASSERT_TRUE(world_.keys().DeleteExpired(kToday + 31));
  EXPECT_EQ(*vault_->Count(), 1);
  EXPECT_FALSE(FindOne(*vault_, lookup));
  EXPECT_EQ(Where(one_, "", true), "none");
  // Who writes again begins anew: the old STOP went with the row.
  Put(lookup, two_, kToday + 31);
  EXPECT_EQ(*vault_->Count(), 1);
  EXPECT_EQ(Where(two_), "+6857212345 on main");
}

TEST_P(AnyVault, SealingForADayThatIsOverStoresNothingOfTheCommit) {
  ASSERT_TRUE(world_.keys().DeleteExpired(kToday));
  const Lookup good = world_.Of("+1", kToday);
  const Lookup late = world_.Of("+2", kToday);
  const std::vector<VaultWrite> writes = {World::Put(good, one_, kToday, kToday + 1),
                                          World::Put(late, two_, kToday, kToday - 1)};
  auto status = vault_->Commit(writes);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, core::ErrorCode::kNotFound);
  EXPECT_EQ(*vault_->Count(), 0);
  EXPECT_TRUE(vault_->Healthy());
}

TEST_P(AnyVault, WritesOfOneCommitApplyInOrder) {
  const Lookup lookup = world_.Of("+1", kToday);
  const std::vector<VaultWrite> writes = {
      World::Put(lookup, one_, kToday, kToday + 30), World::Write(Kind::kStop, one_),
      World::Write(Kind::kErase, one_), World::Put(lookup, one_, kToday, kToday + 30)};
  ASSERT_TRUE(vault_->Commit(writes));
  EXPECT_FALSE(FindOne(*vault_, lookup)->stopped);
}

// ---- random commands, memory beside SQLite ----

class Twins {
 public:
  explicit Twins(uint64_t seed) : world_(seed), reference_(MakeMemoryVault(world_.keys())) {
    Restart();
  }

  void Restart() {
    sqlite_.reset();
    auto opened = OpenSqliteVault(folder_ / "vault.db", world_.keys());
    ASSERT_TRUE(opened);
    sqlite_ = std::move(*opened);
  }

  void Step() {
    std::vector<Lookup> lookups;
    lookups.reserve(8);
    std::vector<VaultWrite> writes;
    const size_t count = 1 + Pick(5);
    for (size_t i = 0; i < count; ++i) {
      const auto& conversation = conversations_[Pick(conversations_.size())];
      switch (Pick(8)) {
        case 0:
          writes.push_back(World::Write(Kind::kStop, conversation));
          break;
        case 1:
          writes.push_back(World::Write(Kind::kUnstop, conversation));
          break;
        case 2:
          writes.push_back(World::Write(Kind::kErase, conversation));
          break;
        case 3:
          writes.push_back(World::Expire(today_ - 3, static_cast<int32_t>(2026 * 12 + Pick(10))));
          break;
        default:
          lookups.push_back(AnyLookup());
          writes.push_back(World::Put(lookups.back(), conversation, today_,
                                      today_ + static_cast<int>(Pick(40))));
      }
    }
    ASSERT_TRUE(reference_->Commit(writes));
    ASSERT_TRUE(sqlite_->Commit(writes));
    if (Pick(4) == 0) today_ = today_ + static_cast<int>(Pick(20));
    if (Pick(10) == 0) {
      ASSERT_TRUE(world_.keys().DeleteExpired(today_));
    }
    if (Pick(10) == 0) {
      ASSERT_TRUE(sqlite_->CheckpointTruncate());
    }
    if (Pick(15) == 0) Restart();
  }

  void Compare() {
    EXPECT_EQ(*reference_->Count(), *sqlite_->Count());
    for (const auto& conversation : conversations_) {
      for (const char* channel : {"", "a", "b"}) {
        for (const bool stopped : {false, true}) {
          EXPECT_EQ(Text(*reference_->Resolve(conversation, channel, stopped)),
                    Text(*sqlite_->Resolve(conversation, channel, stopped)));
        }
      }
    }
    for (int i = 0; i < 6; ++i) {
      const Lookup lookup = world_.Of("+" + std::to_string(i), today_);
      EXPECT_EQ(Text(FindOne(*reference_, lookup)), Text(FindOne(*sqlite_, lookup)));
    }
  }

 private:
  size_t Pick(size_t bound) { return world_.random().Below(bound); }
  Lookup AnyLookup() {
    return world_.Of("+" + std::to_string(Pick(6)), today_, Pick(2) == 0 ? "a" : "b");
  }
  static std::string Text(const std::optional<Destination>& d) {
    return d ? d->address.Reveal() + "|" + d->channel : "none";
  }
  static std::string Text(const std::optional<Contact>& c) {
    if (!c) return "none";
    return c->conversation.Text() + (c->stopped ? "|stopped|" : "|") + core::ToText(c->key_day) +
           "|" + core::ToText(c->last_contact) + "|" + std::to_string(c->lookup_epoch);
  }

  World world_;
  TemporaryFolder folder_;
  std::unique_ptr<Vault> reference_;
  std::unique_ptr<Vault> sqlite_;
  Day today_ = kToday;
  std::vector<core::ConversationId> conversations_ = {
      world_.NewConversation(), world_.NewConversation(), world_.NewConversation()};
};

TEST(VaultConformance, RandomCommandsLeaveBothAlike) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    Twins twins(seed);
    for (int step = 0; step < 60 && !testing::Test::HasFailure(); ++step) {
      twins.Step();
      twins.Compare();
    }
  }
}

}  // namespace
}  // namespace vault
