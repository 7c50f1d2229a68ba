// SPDX-License-Identifier: Apache-2.0
// Accounts as they are made, changed and reset on the page, and the ways in as their owners change
// them.
#include <gmock/gmock.h>

#include "ecms/test_sign_in.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LookingAfter : public SigningIn {
 protected:
  core::Error Refused(const std::string& by, const NewAccount& wanted) {
    auto made = sign_in().Add(CallerOf(by), wanted);
    EXPECT_FALSE(made) << wanted.name;
    return made ? core::Error{} : made.error();
  }
  core::Error RefusedChange(const std::string& by, const std::string& whom,
                            const AccountChange& change) {
    auto done = sign_in().Change(CallerOf(by), Account(whom).id, change);
    EXPECT_FALSE(done) << whom;
    return done ? core::Error{} : done.error();
  }
  std::vector<store::AuditRow> Audited() { return office_.store->ListAudit(0, 100).value(); }
};

TEST_F(LookingAfter, AnAccountIsMadeWithItsLink) {
  const auto made = sign_in().Add(CallerOf("supervisor"), {"Ana", "officer", ""});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(sign_in().LookAtLink(made->link.Reveal())->name, "Ana");
  const auto row = office_.store->FindAccount("Ana").value().value();
  EXPECT_EQ(row.id, made->id);
  EXPECT_EQ(row.role, "officer");
  EXPECT_EQ(row.organisation, "");
  ASSERT_THAT(Audited(), SizeIs(1));
  EXPECT_EQ(Audited()[0].action, "account.add");
  EXPECT_EQ(Audited()[0].actor, "name of supervisor");
  EXPECT_EQ(office_.store->DumpForTests().find(made->link.Reveal()), std::string::npos);
}

TEST_F(LookingAfter, WhatIsRefusedIsSaidAndNothingIsMade) {
  const auto before = office_.store->DumpForTests();
  for (const char* name : {"", " Ana", "a\nb", "\xff"})
    EXPECT_THAT(Refused("administrator", {name, "officer", ""}).message,
                HasSubstr("name: 1 to 64"));
  EXPECT_THAT(Refused("administrator", {"Ana", "boss", ""}).message,
              HasSubstr("role: officer, supervisor"));
  EXPECT_THAT(Refused("administrator", {"Ana", "feed", ""}).message, HasSubstr("--api-token"));
  EXPECT_THAT(Refused("administrator", {"Ana", "officer", "Union"}).message,
              HasSubstr("only survey authors"));
  EXPECT_THAT(Refused("administrator", {"Ana", "author", " Union"}).message,
              HasSubstr("organisation: 1 to 64"));
  EXPECT_EQ(Refused("administrator", {"name of officer", "officer", ""}).code,
            ErrorCode::kConflict);
  EXPECT_THAT(Refused("administrator", {"NAME of Officer", "officer", ""}).message,
              HasSubstr("too much like"));
  for (const char* role : {"supervisor", "administrator", "auditor"})
    EXPECT_EQ(Refused("supervisor", {"Ana", role, ""}).code, ErrorCode::kDenied);
  for (const char* by : {"officer", "author", "auditor", "feed", "partner"})
    EXPECT_EQ(Refused(by, {"Ana", "author", ""}).code, ErrorCode::kDenied);
  EXPECT_EQ(office_.store->DumpForTests(), before);
}

TEST_F(LookingAfter, TwoSpellingsAreOnePartner) {
  ASSERT_TRUE(sign_in().Add(CallerOf("supervisor"), {"Noe", "author", "cleaners' UNION"}));
  EXPECT_EQ(office_.store->FindAccount("Noe").value()->organisation, TestOffice::kPartner);
  ASSERT_TRUE(sign_in().Add(CallerOf("supervisor"), {"Nia", "author", "Migrants' House"}));
  EXPECT_EQ(office_.store->FindAccount("Nia").value()->organisation, "Migrants' House");
}

TEST_F(LookingAfter, AccountsOfOtherOrganisationsAreNotListedForPartners) {
  const auto all = sign_in().List(CallerOf("officer")).value();
  EXPECT_THAT(all, SizeIs(Roles().size() + 2));
  const auto mine = sign_in().List(CallerOf("partner")).value();
  ASSERT_THAT(mine, SizeIs(1));
  EXPECT_EQ(mine[0].name, "name of partner");
  const auto seen = sign_in().List(CallerOf("supervisor")).value();
  for (const AccountView& view : seen)
    EXPECT_EQ(view.may_manage, view.role == "officer" || view.role == "author") << view.name;
}

TEST_F(LookingAfter, AnotherRoleCountsAtOnceAndEndsTheSession) {
  SetUp("officer");
  ASSERT_TRUE(sign_in().AddOfficeKey(CallerOf("officer"), Key(5)));
  Pass(std::chrono::seconds(60));
  const auto session = Enter("officer", Code());
  ASSERT_TRUE(session);
  ASSERT_TRUE(sign_in().Change(CallerOf("administrator"), Account("officer").id,
                               {{}, "author", "Migrants' House"}));
  EXPECT_EQ(Account("officer").organisation, "Migrants' House");
  EXPECT_FALSE(Check(session->token.Reveal()));
  EXPECT_EQ(sign_in().KeysOf(CallerOf("officer"))->office_keys[0].sealed_to_me, "")
      << "an author opens no words";
  EXPECT_EQ(Audited().back().action, "account.role");
  EXPECT_EQ(Audited().back().detail, "officer -> author of Migrants' House");
  // Back: the organisation has to go with the role.
  EXPECT_THAT(RefusedChange("administrator", "officer", {{}, "officer", {}}).message,
              HasSubstr("only survey authors"));
  EXPECT_TRUE(
      sign_in().Change(CallerOf("administrator"), Account("officer").id, {{}, "officer", ""}));
  const size_t entries = Audited().size();
  EXPECT_TRUE(
      sign_in().Change(CallerOf("administrator"), Account("officer").id, {{}, "officer", ""}));
  EXPECT_EQ(Audited().size(), entries) << "as it was";
}

TEST_F(LookingAfter, SupervisorsNeitherReachNorMakeWhoMayDoMore) {
  for (const char* whom : {"supervisor", "administrator", "auditor", "feed"}) {
    EXPECT_EQ(RefusedChange("supervisor", whom, {true, {}, {}}).code, ErrorCode::kDenied) << whom;
    EXPECT_EQ(sign_in().Reset(CallerOf("supervisor"), Account(whom).id).error().code,
              ErrorCode::kDenied)
        << whom;
  }
  for (const char* role : {"supervisor", "administrator", "auditor"})
    EXPECT_EQ(RefusedChange("supervisor", "officer", {{}, role, {}}).code, ErrorCode::kDenied)
        << role;
  EXPECT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("partner").id, {true, {}, {}}));
  EXPECT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {{}, "author", {}}));
}

TEST_F(LookingAfter, OneAdministratorWhoCanSignInStays) {
  SetUp("administrator");
  ASSERT_TRUE(sign_in().Add(CallerOf("administrator"),
                            {"second", "administrator", ""}));  // has not used the link
  const auto second = office_.store->FindAccount("second").value()->id;
  EXPECT_THAT(RefusedChange("administrator", "administrator", {true, {}, {}}).message,
              HasSubstr("only administrator who can sign in"));
  EXPECT_THAT(RefusedChange("administrator", "administrator", {{}, "officer", {}}).message,
              HasSubstr("make another one first"));
  EXPECT_EQ(Account("administrator").role, "administrator");
  const Caller by_second{second, "second", "administrator"};
  EXPECT_EQ(sign_in().Change(by_second, Account("administrator").id, {true, {}, {}}).error().code,
            ErrorCode::kConflict);
  auto link = sign_in().Reset(CallerOf("administrator"), second);
  ASSERT_TRUE(link);
  ASSERT_TRUE(sign_in().Complete(SetupFor(std::move(*link))));
  EXPECT_THAT(RefusedChange("administrator", "administrator", {true, {}, {}}).message,
              HasSubstr("nobody disables the own account"));
  EXPECT_TRUE(
      sign_in().Change(CallerOf("administrator"), Account("administrator").id, {{}, "officer", {}}))
      << "another one is there now";
  EXPECT_EQ(sign_in().Change(by_second, second, {{}, "auditor", {}}).error().code,
            ErrorCode::kConflict);
}

TEST_F(LookingAfter, ALeaversLinksEndAndANewLinkEndsTheOneBefore) {
  const auto first = sign_in().Reset(CallerOf("supervisor"), Account("officer").id);
  const auto second = sign_in().Reset(CallerOf("supervisor"), Account("officer").id);
  EXPECT_FALSE(sign_in().LookAtLink(first->Reveal()));
  EXPECT_TRUE(sign_in().LookAtLink(second->Reveal()));
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {true, {}, {}}));
  EXPECT_EQ(sign_in().Reset(CallerOf("supervisor"), Account("officer").id).error().code,
            ErrorCode::kConflict);
  ASSERT_TRUE(sign_in().Change(CallerOf("supervisor"), Account("officer").id, {false, {}, {}}));
  EXPECT_FALSE(sign_in().LookAtLink(second->Reveal())) << "enabled again, the old link stays dead";
}

// ---- another telephone, other recovery codes ----

constexpr const char* kOther = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

class NewTelephone : public LookingAfter {
 protected:
  NewTelephone() { SetUp("officer"), Pass(std::chrono::seconds(60)); }
  core::SecretString OtherCode() {
    return core::SecretString(TotpCode(*Base32Decode(kOther), now().ms / 30'000));
  }
  Proof ProofBy(const std::string& code, uint8_t secret = 2) {
    return {core::SecretString(Bytes(32, secret)), core::SecretString(code)};
  }
  core::Status Replace(const Proof& proof, std::string_view session = "") {
    return sign_in().ReplaceAuthenticator(CallerOf("officer"), session, proof,
                                          core::SecretString(kOther), OtherCode());
  }
};

TEST_F(NewTelephone, TheOldAuthenticatorStopsAndOtherSessionsEnd) {
  const auto here = Enter("officer", Code());
  Pass(std::chrono::seconds(30));
  const auto elsewhere = Enter("officer", Code());
  Pass(std::chrono::seconds(30));
  ASSERT_TRUE(Replace(ProofBy(Code()), here->token.Reveal()));
  EXPECT_TRUE(Check(here->token.Reveal()));
  EXPECT_FALSE(Check(elsewhere->token.Reveal()));
  EXPECT_FALSE(Enter("officer", OtherCode().Reveal()))
      << "the code that showed the new one is used up";
  Pass(std::chrono::seconds(30));
  EXPECT_FALSE(Enter("officer", Code()));
  EXPECT_TRUE(Enter("officer", OtherCode().Reveal()));
  EXPECT_EQ(Audited()[3].action, "account.authenticator");
  EXPECT_EQ(Audited()[3].actor, "name of officer");
}

TEST_F(NewTelephone, ARecoveryCodeProvesAndIsUsedUp) {
  ASSERT_TRUE(Replace(ProofBy("code-2")));
  EXPECT_FALSE(Enter("officer", "code-2"));
  EXPECT_TRUE(Enter("officer", "code-3"));
}

TEST_F(NewTelephone, WithoutPasswordOrCodeNothingChanges) {
  EXPECT_EQ(Replace(ProofBy(Code(), 9)).error().code, ErrorCode::kDenied);
  EXPECT_EQ(Replace(ProofBy("000000")).error().code, ErrorCode::kDenied);
  EXPECT_THAT(sign_in()
                  .ReplaceAuthenticator(CallerOf("officer"), "", ProofBy(Code()),
                                        core::SecretString(kOther), core::SecretString("000000"))
                  .error()
                  .message,
              HasSubstr("totp_code"));
  EXPECT_THAT(sign_in()
                  .ReplaceAuthenticator(CallerOf("officer"), "", ProofBy(Code()),
                                        core::SecretString("A"), OtherCode())
                  .error()
                  .message,
              HasSubstr("totp_secret"));
  ASSERT_TRUE(Enter("officer", Code())) << "the old one still works, and its code was not used up";
  EXPECT_EQ(Replace(ProofBy(Code())).error().code, ErrorCode::kConflict)
      << "used to sign in: the next one will do";
  EXPECT_EQ(sign_in()
                .ReplaceAuthenticator(CallerOf("author"), "", ProofBy(Code()),
                                      core::SecretString(kOther), OtherCode())
                .error()
                .code,
            ErrorCode::kDenied)
      << "an account that was never set up";
  for (int i = 0; i < 20; ++i) (void)Replace(ProofBy("000000"));
  EXPECT_EQ(Replace(ProofBy("code-1")).error().code, ErrorCode::kUnavailable)
      << "guessing is slowed here too";
}

TEST_F(NewTelephone, TenOtherRecoveryCodes) {
  std::vector<std::string> hashes;
  for (int i = 0; i < 10; ++i) hashes.push_back(Hash("fresh-" + std::to_string(i)));
  EXPECT_THAT(sign_in()
                  .ReplaceRecoveryCodes(CallerOf("officer"), ProofBy(Code()), {hashes[0]})
                  .error()
                  .message,
              HasSubstr("ten SHA-256"));
  EXPECT_EQ(
      sign_in().ReplaceRecoveryCodes(CallerOf("officer"), ProofBy("000000"), hashes).error().code,
      ErrorCode::kDenied);
  ASSERT_TRUE(sign_in().ReplaceRecoveryCodes(CallerOf("officer"), ProofBy(Code()), hashes));
  EXPECT_EQ(Audited().back().action, "account.recovery_codes");
  EXPECT_FALSE(Enter("officer", "code-1"));
  EXPECT_TRUE(Enter("officer", "fresh-7"));
}

}  // namespace
}  // namespace ecms
