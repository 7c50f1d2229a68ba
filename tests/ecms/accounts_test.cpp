// SPDX-License-Identifier: Apache-2.0
#include "ecms/accounts.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

TEST(Accounts, ATokenOfEachRoleIsKnown) {
  TestOffice office;
  for (std::string_view role : Roles()) {
    auto caller = office.accounts.Authenticate(TestOffice::TokenOf(std::string(role)));
    ASSERT_TRUE(caller.has_value()) << role;
    EXPECT_EQ(caller->role, role);
    EXPECT_EQ(caller->name, "name of " + std::string(role));
    EXPECT_FALSE(caller->account.IsZero());
  }
}

TEST(Accounts, UnknownAndDisabledAreAnsweredAlike) {
  TestOffice office;
  auto disabled = office.accounts.Authenticate(TestOffice::TokenOf("disabled"));
  ASSERT_FALSE(disabled.has_value());
  EXPECT_EQ(disabled.error().code, core::ErrorCode::kDenied);
  for (const std::string& token :
       {std::string("token-nobody"), std::string(), std::string("token-officer "),
        std::string(16000, 'x'), std::string("token-officer\0", 14)}) {
    auto found = office.accounts.Authenticate(token);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, disabled.error().code);
    EXPECT_EQ(found.error().message, disabled.error().message);
  }
}

TEST(Accounts, DisablingTakesEffectAtOnce) {
  TestOffice office;
  auto before = office.accounts.Authenticate(TestOffice::TokenOf("officer"));
  ASSERT_TRUE(before.has_value());
  office.Commit({store::PutAccount{{before->account, before->name, before->role, true}}});
  EXPECT_FALSE(office.accounts.Authenticate(TestOffice::TokenOf("officer")).has_value());
}

TEST(Accounts, RoleChangeTakesEffectAtOnce) {
  TestOffice office;
  auto before = office.accounts.Authenticate(TestOffice::TokenOf("officer"));
  ASSERT_TRUE(before.has_value());
  office.Commit({store::PutAccount{{before->account, before->name, "author", false}}});
  EXPECT_EQ(office.accounts.Authenticate(TestOffice::TokenOf("officer"))->role, "author");
}

TEST(Accounts, TheStoreHoldsNoToken) {
  TestOffice office;
  EXPECT_EQ(office.store->DumpForTests().find("token-officer"), std::string::npos);
}

TEST(Accounts, NewTokensAreLongAndDiffer) {
  core::SeededRandom random(1);
  std::string one = Accounts::NewApiToken(random).Reveal();
  std::string other = Accounts::NewApiToken(random).Reveal();
  EXPECT_NE(one, other);
  EXPECT_EQ(one.size(), 4U + 43U);  // "dwt_" and 256 bits in base64
  EXPECT_EQ(
      one.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
}

TEST(Roles, WhoMayReadTickets) {
  for (std::string_view role : {"officer", "supervisor", "administrator"})
    EXPECT_TRUE(MayReadTickets(role)) << role;
  for (std::string_view role : {"author", "auditor", "", "Officer", "officer "})
    EXPECT_FALSE(MayReadTickets(role)) << role;
}

}  // namespace
}  // namespace ecms
