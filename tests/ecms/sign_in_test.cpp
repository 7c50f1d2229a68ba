// SPDX-License-Identifier: Apache-2.0
#include "ecms/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/test_sign_in.h"
#include "store/audit_chain.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Totp, MakesTheCodesOfRfc6238) {
  const auto secret = *Base32Decode(kSecret32);
  EXPECT_EQ(TotpCode(secret, 59 / 30), "287082");
  EXPECT_EQ(TotpCode(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(TotpCode(secret, 2000000000 / 30), "279037");
  EXPECT_EQ(Base32Decode("mzxw 6ytb"), core::Bytes({'f', 'o', 'o', 'b', 'a'}));
  EXPECT_EQ(Base32Decode("a1"), std::nullopt);
}

TEST_F(SigningIn, ALinkOpensOnceAndThenPasswordAndCodeDo) {
  const auto link = LinkFor("officer");
  EXPECT_EQ(sign_in().LookAtLink(link.Reveal())->name, "name of officer");
  EXPECT_FALSE(sign_in().LookAtLink("no such link"));
  ASSERT_TRUE(sign_in().Complete(SetupFor(core::SecretString(link.Reveal()))));
  EXPECT_FALSE(sign_in().LookAtLink(link.Reveal()));
  EXPECT_FALSE(sign_in().Complete(SetupFor(core::SecretString(link.Reveal()))));

  Pass(std::chrono::seconds(60));
  auto session = Enter("officer", Code());
  ASSERT_TRUE(session) << session.error().message;
  auto seat = Check(session->token.Reveal());
  ASSERT_TRUE(seat);
  EXPECT_EQ(seat->caller.role, "officer");
  EXPECT_EQ(seat->csrf, session->csrf);
  EXPECT_FALSE(Check("forged"));
  sign_in().Leave(session->token.Reveal());
  EXPECT_FALSE(Check(session->token.Reveal()));
}

TEST_F(SigningIn, ALinkExpires) {
  const auto link = LinkFor("officer");
  Pass(std::chrono::hours(73));
  EXPECT_FALSE(sign_in().LookAtLink(link.Reveal()));
}

TEST_F(SigningIn, ACodeWorksOnceAndSoDoesEachRecoveryCode) {
  SetUp("officer");
  EXPECT_FALSE(Enter("officer", Code())) << "the code that showed the authenticator";
  Pass(std::chrono::seconds(30));
  EXPECT_TRUE(Enter("officer", Code()));
  EXPECT_FALSE(Enter("officer", Code()));
  EXPECT_FALSE(Enter("officer", Code(5)));
  EXPECT_TRUE(Enter("officer", "code-3"));
  EXPECT_FALSE(Enter("officer", "code-3"));
  EXPECT_TRUE(Enter("officer", "code-4"));
}

TEST_F(SigningIn, EveryRefusalSaysTheSame) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  const std::string wrong_password = Enter("officer", Code(), 9).error().message;
  EXPECT_EQ(Enter("officer", "000000").error().message, wrong_password);
  EXPECT_EQ(Enter("nobody", Code()).error().message, wrong_password);
  EXPECT_EQ(Enter("supervisor", Code()).error().message, wrong_password);  // not set up
  EXPECT_EQ(*sign_in().SaltOf("nobody"), *sign_in().SaltOf("nobody"));
  EXPECT_NE(*sign_in().SaltOf("nobody"), *sign_in().SaltOf("somebody"));
  EXPECT_EQ(sign_in().SaltOf("nobody")->size(), sign_in().SaltOf("name of officer")->size());
}

TEST_F(SigningIn, GuessingIsSlowedAndNeverLocks) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  for (int i = 0; i < 20; ++i) (void)Enter("officer", "000000", 9);
  auto waiting = Enter("officer", Code());
  ASSERT_FALSE(waiting);
  EXPECT_EQ(waiting.error().code, core::ErrorCode::kUnavailable);
  EXPECT_THAT(waiting.error().message, HasSubstr("seconds"));
  Pass(std::chrono::seconds(61));
  EXPECT_TRUE(Enter("officer", Code()));
}

TEST_F(SigningIn, ACodeThatWasUsedIsNoGuess) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  ASSERT_TRUE(Enter("officer", Code()));
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(Enter("officer", Code()).error().code, core::ErrorCode::kDenied);
  Pass(std::chrono::seconds(30));
  EXPECT_TRUE(Enter("officer", Code())) << "no wait";
  for (int i = 0; i < 20; ++i) (void)Enter("officer", Code(), 9);
  EXPECT_EQ(Enter("officer", Code()).error().code, core::ErrorCode::kUnavailable)
      << "a wrong password is one, whatever the code";
}

TEST_F(SigningIn, SessionsEndByTimeAndWithTheAccount) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  auto idle = Enter("officer", Code());
  Pass(std::chrono::minutes(31));
  EXPECT_FALSE(Check(idle->token.Reveal()));
  auto session = Enter("officer", Code());
  ASSERT_TRUE(session);
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {true, {}, {}}));
  EXPECT_FALSE(Check(session->token.Reveal()));
  Pass(std::chrono::seconds(60));
  EXPECT_FALSE(Enter("officer", Code()));
  EXPECT_FALSE(sign_in().Change(CallerOf("officer"), Account("supervisor").id, {true, {}, {}}));
  EXPECT_FALSE(sign_in().Change(CallerOf("supervisor"), Account("supervisor").id, {true, {}, {}}));
}

TEST_F(SigningIn, APageThatOnlyWaitsKeepsNobodySignedIn) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  const auto session = Enter("officer", Code());
  for (int i = 0; i < 10; ++i) {
    Pass(std::chrono::minutes(2));
    EXPECT_TRUE(Check(session->token.Reveal(), Presence::kWaits));
  }
  EXPECT_TRUE(Check(session->token.Reveal(), Presence::kActs));
  Pass(std::chrono::minutes(29));
  EXPECT_TRUE(Check(session->token.Reveal(), Presence::kWaits));
  Pass(std::chrono::minutes(2));
  EXPECT_FALSE(Check(session->token.Reveal(), Presence::kWaits));
}

TEST_F(SigningIn, TheLongestDayEndsTheSessionOfWhoNeverRests) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  const auto session = Enter("officer", Code());
  for (int i = 0; i < 36; ++i) {
    EXPECT_TRUE(Check(session->token.Reveal())) << i;
    Pass(std::chrono::minutes(20));
  }
  EXPECT_TRUE(Check(session->token.Reveal()));
  Pass(std::chrono::minutes(1));
  EXPECT_FALSE(Check(session->token.Reveal()));
}

TEST_F(SigningIn, OnlyTheNewestLinkIsGood) {
  const auto first = LinkFor("officer");
  const auto second = LinkFor("officer");
  ASSERT_TRUE(sign_in().Complete(SetupFor(core::SecretString(second.Reveal()))));
  EXPECT_FALSE(sign_in().LookAtLink(first.Reveal()))
      << "a link that nobody used takes no account over";
  const auto third = sign_in().Reset(CallerOf("supervisor"), Account("officer").id);
  const auto fourth = sign_in().Reset(CallerOf("supervisor"), Account("officer").id);
  EXPECT_FALSE(sign_in().LookAtLink(third->Reveal()));
  EXPECT_TRUE(sign_in().LookAtLink(fourth->Reveal()));
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {true, {}, {}}));
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {false, {}, {}}));
  EXPECT_FALSE(sign_in().LookAtLink(fourth->Reveal())) << "made before the account was disabled";
}

TEST_F(SigningIn, AFloodOfNamesForgivesNobody) {
  SetUp("officer");
  Pass(std::chrono::seconds(60));
  for (int i = 0; i < 6; ++i) (void)Enter("officer", "000000", 9);
  for (int i = 0; i < 10'050; ++i) (void)Enter("nobody " + std::to_string(i), "000000", 9);
  EXPECT_EQ(Enter("officer", Code()).error().code, core::ErrorCode::kUnavailable);
}

TEST_F(SigningIn, SomebodyWhoIsClearedLetsAColleagueIn) {
  SetUp("officer");
  SetUp("supervisor");
  EXPECT_THAT(*sign_in().Warnings(), ElementsAre("no_office_key"));
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("officer"), Key(5)));
  EXPECT_THAT(*sign_in().Warnings(), ElementsAre("fewer_than_two_cleared"));
  EXPECT_EQ(office_.store->FindMeta("office_public").value().value(), Bytes(32, 5));
  EXPECT_EQ(InUse(), Bytes(32, 5)) << "without another start";
  const auto mine = sign_in().KeysOf(CallerOf("officer")).value();
  ASSERT_EQ(mine.office_keys.size(), 1U);
  EXPECT_TRUE(mine.office_keys[0].current);
  EXPECT_EQ(mine.office_keys[0].sealed_to_me, Bytes(80, 6));
  const std::string key_id = mine.office_keys[0].key_id;
  EXPECT_EQ(sign_in().KeysOf(CallerOf("supervisor"))->office_keys[0].sealed_to_me, "");
  EXPECT_FALSE(
      sign_in().LetIn(CallerOf("supervisor"), Account("administrator").id, key_id, Bytes(80, 8)));
  EXPECT_FALSE(sign_in().LetIn(CallerOf("officer"), Account("author").id, key_id, Bytes(80, 8)));
  ASSERT_TRUE(sign_in().LetIn(CallerOf("officer"), Account("supervisor").id, key_id, Bytes(80, 8)));
  EXPECT_EQ(sign_in().KeysOf(CallerOf("supervisor"))->office_keys[0].sealed_to_me, Bytes(80, 8));
  EXPECT_THAT(*sign_in().Warnings(), IsEmpty());
  // By the recovery sheet somebody who may read tickets comes back alone.
  EXPECT_EQ(sign_in().KeysOf(CallerOf("supervisor"))->office_keys[0].sealed_to_recovery,
            mine.office_keys[0].sealed_to_recovery);
  EXPECT_TRUE(
      sign_in().LetIn(CallerOf("supervisor"), Account("supervisor").id, key_id, Bytes(80, 8)));
  EXPECT_EQ(office_.store->ListAudit(0, 100)->back().action, "office_key.recover");
  // A leaver: the sealed half goes, and a supervisor makes a new key for what comes after.
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {true, {}, {}}));
  EXPECT_EQ(sign_in().KeysOf(CallerOf("officer"))->office_keys[0].sealed_to_me, "");
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("supervisor"), Key(9)));
  EXPECT_EQ(InUse(), Bytes(32, 9));
  const auto after = sign_in().KeysOf(CallerOf("supervisor")).value();
  ASSERT_EQ(after.office_keys.size(), 2U);
  EXPECT_EQ(after.office_keys[0].public_key, Bytes(32, 9));
  EXPECT_FALSE(after.office_keys[1].current);
  EXPECT_EQ(after.office_keys[1].sealed_to_me, Bytes(80, 8))
      << "what was sealed before stays readable";
}

TEST_F(SigningIn, AKeyIsUsedOnlyOnceItIsStored) {
  SetUp("officer");
  EXPECT_FALSE(office_.key_in_use.Get());
  NewOfficeKey broken = Key(5);
  broken.sealed_to_me = Bytes(79, 6);
  EXPECT_EQ(sign_in().AddOfficeKey(CallerOf("officer"), broken).error().code, ErrorCode::kInvalid);
  EXPECT_FALSE(office_.key_in_use.Get());
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("officer"), Key(5)));
  EXPECT_EQ(sign_in().AddOfficeKey(CallerOf("officer"), Key(9)).error().code, ErrorCode::kDenied)
      << "two first officers at once";
  EXPECT_EQ(InUse(), Bytes(32, 5));
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("supervisor"), Key(9)));
  EXPECT_EQ(sign_in().AddOfficeKey(CallerOf("supervisor"), Key(5)).error().code,
            ErrorCode::kConflict)
      << "an old one does not come back";
  EXPECT_EQ(InUse(), Bytes(32, 9));
}

TEST_F(SigningIn, TheKeyOfTheConfigurationIsChangedByNobody) {
  privacy::OfficeKey key(privacy::PublicKeyFromBase64(Bytes(32, 3)).value());
  const auto configured = MakeSignIn({*office_.store,
                                      [&](store::CommandGroup group) {
                                        office_.Commit(std::move(group));
                                        return core::Status{};
                                      },
                                      *office_.keys, office_.clock, office_.random, key, true});
  const auto refused = configured->AddOfficeKey(CallerOf("supervisor"), Key(5));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_THAT(refused.error().message, HasSubstr("keys.office_public"));
  ASSERT_TRUE(configured->AddOfficeKey(CallerOf("supervisor"), Key(3)))
      << "its private half is brought to the browsers";
  EXPECT_EQ(core::Base64Encode(*key.Get()), Bytes(32, 3));
  EXPECT_FALSE(office_.store->FindMeta("office_public").value());
}

TEST_F(SigningIn, ANewPasswordClosesWhatWasSealedBefore) {
  SetUp("officer");
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("officer"), Key(5)));
  Pass(std::chrono::seconds(60));
  auto session = Enter("officer", Code());
  auto link = sign_in().Reset(CallerOf("supervisor"), Account("officer").id);
  ASSERT_TRUE(link);
  Pass(std::chrono::seconds(60));
  ASSERT_TRUE(sign_in().Complete(SetupFor(std::move(*link))));
  EXPECT_FALSE(Check(session->token.Reveal()));
  EXPECT_EQ(sign_in().KeysOf(CallerOf("officer"))->office_keys[0].sealed_to_me, "");
}

TEST_F(SigningIn, BadSetupSaysWhatDoesNotFit) {
  auto refusal = [&](auto&& change) {
    ecms::Setup s = SetupFor(LinkFor("officer"));
    change(s);
    return sign_in().Complete(s).error().message;
  };
  EXPECT_THAT(refusal([](ecms::Setup& s) { s.totp_code = core::SecretString("123"); }),
              HasSubstr("totp_code"));
  EXPECT_THAT(refusal([](ecms::Setup& s) { s.totp_secret = core::SecretString("!!"); }),
              HasSubstr("totp_secret"));
  EXPECT_THAT(refusal([](ecms::Setup& s) { s.salt = "x"; }), HasSubstr("salt"));
  EXPECT_THAT(refusal([](ecms::Setup& s) { s.login_secret = core::SecretString(Bytes(31, 1)); }),
              HasSubstr("login_secret"));
  EXPECT_THAT(refusal([](ecms::Setup& s) { s.recovery_code_hashes.pop_back(); }),
              HasSubstr("recovery_code_hashes"));
}

TEST_F(SigningIn, WhatHappenedStandsInTheChain) {
  SetUp("officer");
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("officer"), Key(5)));
  Pass(std::chrono::seconds(60));
  ASSERT_TRUE(Enter("officer", Code()));
  const auto rows = office_.store->ListAudit(0, 100).value();
  std::vector<std::string> actions;
  for (const auto& row : rows) actions.push_back(row.action);
  EXPECT_THAT(actions, ElementsAre("account.setup", "office_key.add", "session.begin"));
  EXPECT_EQ(store::FirstBrokenLink(rows), std::nullopt);
}

}  // namespace
}  // namespace ecms
