// SPDX-License-Identifier: Apache-2.0
#include "vault/staff_book.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "vault/vault_fixture.h"

namespace vault {
namespace {

constexpr const char* kMail = "canary.officer+alerts@example.org";

class StaffBookTest : public testing::Test {
 protected:
  StaffBookTest() : file_(folder_ / "vault.db") {
    auto vault = OpenSqliteVault(file_, world_.keys());
    CHECK(vault);
    vault_ = std::move(*vault);
    Reopen();
  }
  void Reopen() {
    auto book = OpenStaffBook(file_, world_.keys());
    CHECK(book);
    book_ = std::move(*book);
  }
  StaffAddress Mail(const core::AccountId& account, const char* text = kMail) {
    return {StaffRoute::kEmail, account, core::Address(text)};
  }
  std::string Bytes() {
    std::string all;
    for (const char* end : {"", "-wal"}) {
      std::ifstream in(file_ + end, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      all += text.str();
    }
    return all;
  }

  TemporaryFolder folder_;
  World world_;
  std::string file_;
  std::unique_ptr<Vault> vault_;
  std::unique_ptr<StaffBook> book_;
  StaffId id_ = StaffId::Random(world_.random());
  core::AccountId account_ = core::AccountId::Random(world_.random());
};

TEST_F(StaffBookTest, FindsWhatWasPutAfterARestart) {
  ASSERT_TRUE(book_->Put(id_, Mail(account_)));
  Reopen();
  auto found = book_->Find(id_);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->address.Reveal(), kMail);
  EXPECT_EQ((*found)->account, account_);
  EXPECT_EQ((*found)->route, StaffRoute::kEmail);
  EXPECT_EQ(*book_->List(), std::vector{id_});
}

TEST_F(StaffBookTest, NothingLiesInClear) {
  ASSERT_TRUE(book_->Put(id_, Mail(account_)));
  const std::string bytes = Bytes();
  for (const char* piece : {"canary", "example.org", "alerts@"})
    EXPECT_EQ(bytes.find(piece), std::string::npos) << piece;
  EXPECT_EQ(bytes.find(account_.Text()), std::string::npos) << "whose it is";
}

TEST_F(StaffBookTest, TheSameAddressOnceAnAccount) {
  ASSERT_TRUE(book_->Put(id_, Mail(account_)));
  auto again = book_->Put(StaffId::Random(world_.random()), Mail(account_));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, core::ErrorCode::kConflict);
  EXPECT_TRUE(
      book_->Put(StaffId::Random(world_.random()), Mail(core::AccountId::Random(world_.random()))))
      << "a colleague may have it too";
}

TEST_F(StaffBookTest, ADroppedOneIsGoneFromTheBytes) {
  ASSERT_TRUE(book_->Put(id_, Mail(account_)));
  ASSERT_TRUE(book_->Tidy());
  const std::string with = Bytes();
  ASSERT_TRUE(book_->Drop(std::span(&id_, 1)));
  ASSERT_TRUE(book_->Tidy());
  EXPECT_FALSE(*book_->Find(id_) || !book_->List()->empty());
  const std::string id(reinterpret_cast<const char*>(id_.bytes.data()), id_.bytes.size());
  EXPECT_NE(with.find(id), std::string::npos);
  EXPECT_EQ(Bytes().find(id), std::string::npos);
}

TEST_F(StaffBookTest, AWorkersRowAndAStaffRowOfOneNumberNeverMeet) {
  const core::Day today{20'000};
  const Lookup worker = world_.Of("+6857212345", today);
  const auto conversation = world_.NewConversation();
  ASSERT_TRUE(CommitOne(*vault_, World::Put(worker, conversation, today, today + 30)));
  ASSERT_TRUE(book_->Put(id_, {StaffRoute::kSms, account_, core::Address("+6857212345")}));
  EXPECT_EQ(FindOne(*vault_, worker)->conversation, conversation);
  EXPECT_EQ(*vault_->Count(), 1) << "staff are not counted with workers";
  EXPECT_FALSE(*vault_->Resolve(core::ConversationId{id_.bytes}, "", true))
      << "the vault does not know staff";
  EXPECT_FALSE(*book_->Find(StaffId{conversation.bytes})) << "nor the book workers";
  ASSERT_TRUE(CommitOne(*vault_, World::Write(VaultWrite::Kind::kErase, conversation)));
  EXPECT_TRUE(*book_->Find(id_));
}

TEST_F(StaffBookTest, AnotherKeyFolderOpensNothing) {
  ASSERT_TRUE(book_->Put(id_, Mail(account_)));
  World other(99);
  auto book = OpenStaffBook(file_, other.keys());
  ASSERT_TRUE(book);
  EXPECT_FALSE(*(*book)->Find(id_));
}

}  // namespace
}  // namespace vault
