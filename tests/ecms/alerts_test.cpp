// SPDX-License-Identifier: Apache-2.0
#include "ecms/alerts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/alert_address.h"
#include "ecms/alert_record.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

using core::ErrorCode;
using core::SecretString;
using testing::HasSubstr;
using testing::Not;

std::string Email(std::string_view typed) {
  auto normal = NormalEmail(typed);
  if (!normal) return "refused";
  return normal->Reveal();
}

TEST(AlertAddress, TakesWhatPeopleHave) {
  EXPECT_EQ(Email(" Anna.B+alerts@Example.ORG \n"), "Anna.B+alerts@example.org")
      << "white space at the ends is how people paste";
  EXPECT_EQ(Email("a@b.co"), "a@b.co");
  EXPECT_EQ(Email("o'brien_{x}@sub.example.org"), "o'brien_{x}@sub.example.org");
  EXPECT_EQ(Email("anna@münster.example"), "anna@xn--mnster-3ya.example");
  EXPECT_EQ(Email("anna@MÜNSTER.example"), "anna@xn--mnster-3ya.example");
  EXPECT_EQ(Email("anna@例え.テスト"), "anna@xn--r8jz45g.xn--zckzah");
  EXPECT_EQ(Email(std::string(64, 'a') + "@example.org"), std::string(64, 'a') + "@example.org");
}

TEST(AlertAddress, RefusesWhatWouldEndAHeaderOrIsNone) {
  for (const std::string bad : {"",
                                "anna",
                                "anna@",
                                "@example.org",
                                "a@b",
                                "a b@example.org",
                                "a@exam ple.org",
                                "a@@example.org",
                                "a@b@example.org",
                                ".a@example.org",
                                "a.@example.org",
                                "a..b@example.org",
                                "a@example.org\r\nBcc: all@example.org",
                                "a\r\nDATA@example.org",
                                "a@example.org>",
                                "<a@example.org",
                                "a@example.org, b@example.org",
                                "\"a b\"@example.org",
                                "a(b)@example.org",
                                "änna@example.org",
                                "a@-example.org",
                                "a@example-.org",
                                "a@.example.org",
                                "a@example..org",
                                "a@example.org.",
                                "a@127.0.0.1",
                                "a@[127.0.0.1]",
                                "a@exa_mple.org",
                                "a@xn--zzzzzz---.org"}) {
    EXPECT_EQ(Email(bad), "refused") << bad;
  }
  EXPECT_EQ(Email(std::string("a\0b@example.org", 15)), "refused");
  EXPECT_EQ(Email("a@\xFF\xFE.org"), "refused");
  EXPECT_EQ(Email(std::string(65, 'a') + "@example.org"), "refused");
  EXPECT_EQ(Email("a@" + std::string(63, 'b') + "." + std::string(63, 'b') + "." +
                  std::string(63, 'b') + "." + std::string(63, 'b') + ".org"),
            "refused");
  EXPECT_EQ(Email(std::string(100'000, 'a')), "refused");
  EXPECT_THAT(NormalEmail("canary a@example.org").error().message, Not(HasSubstr("canary")));
}

TEST(AlertAddress, NumbersHaveTheirCountry) {
  EXPECT_EQ(NormalNumber(" +685 (72) 1-23.45 ")->Reveal(),
            "+685721"
            "2345");
  for (const char* bad :
       {"", "72 12345", "+072123456", "+685", "+68572abc45", "+1234567890123456", "+6857212345;x"})
    EXPECT_FALSE(NormalNumber(bad)) << bad;
}

TEST(AlertAddress, TheMaskShowsLittle) {
  EXPECT_EQ(Masked("email", SecretString("canary@example.org")), "c…@example.org");
  EXPECT_EQ(Masked("sms", SecretString("+6857212345")), "+6…45");
}

class AlertsTest : public testing::Test {
 protected:
  AlertsTest() {
    const auto accounts = office_.store->ListAccounts();
    for (const store::AccountRow& account : *accounts)
      callers_[account.role] = {account.id, account.name, account.role};
  }
  std::string Add(const std::string& role = "officer",
                  const std::string& address = "canary@example.org") {
    auto id = office_.alerts->Add(callers_[role], "email", SecretString(address), "fr");
    EXPECT_TRUE(id) << (id ? "" : id.error().message);
    return id ? *id : "";
  }
  AlertRecord Record(const std::string& id) {
    return *ReadAlertRecord(**office_.store->FindDocument(kAlertAddressKind, id));
  }
  core::Status Confirm(const std::string& id, const std::string& code) {
    return office_.alerts->Confirm(callers_["officer"], id, SecretString(code));
  }
  std::vector<std::string> Audit() {
    std::vector<std::string> out;
    for (const auto rows = *office_.store->ListAudit(0, 100); const store::AuditRow& row : rows)
      out.push_back(row.action + " " + row.detail);
    return out;
  }

  TestOffice office_;
  std::map<std::string, Caller> callers_;
};

TEST_F(AlertsTest, AnAddressCountsOnceItsOwnerTypedTheCode) {
  const std::string id = Add();
  ASSERT_EQ(office_.codes.size(), 1u);
  EXPECT_EQ(office_.codes[0].first, id);
  EXPECT_THAT(office_.codes[0].second, testing::MatchesRegex("[0-9]{6}"));
  auto before = office_.alerts->Look(callers_["officer"]);
  EXPECT_EQ(before->reached, 0);
  EXPECT_EQ(before->of, 3) << "officer, supervisor, administrator";
  ASSERT_EQ(before->mine.size(), 1u);
  EXPECT_FALSE(before->mine[0].confirmed);
  EXPECT_EQ(before->mine[0].shown, "c…@example.org");
  ASSERT_TRUE(Confirm(id, office_.codes[0].second));
  auto after = office_.alerts->Look(callers_["officer"]);
  EXPECT_EQ(after->reached, 1);
  EXPECT_TRUE(after->mine[0].confirmed);
  EXPECT_EQ(Record(id).code_hash, "") << "nothing of the code stays";
  EXPECT_EQ(Record(id).language, "fr");
}

TEST_F(AlertsTest, OthersSeeHowManyAndNoAddress) {
  const std::string id = Add();
  ASSERT_TRUE(Confirm(id, office_.codes[0].second));
  auto view = office_.alerts->Look(callers_["administrator"]);
  EXPECT_EQ(view->reached, 1);
  EXPECT_TRUE(view->mine.empty());
  const Caller& other = callers_["administrator"];
  EXPECT_EQ(office_.alerts->Remove(other, id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(office_.alerts->SendCode(other, id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(office_.alerts->Change(other, id, {}, std::nullopt).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(office_.alerts->Confirm(other, id, SecretString("000000")).error().code,
            ErrorCode::kNotFound);
}

TEST_F(AlertsTest, NeitherAddressNorCodeLiesInTheStore) {
  const std::string id = Add();
  const std::string code = office_.codes[0].second;
  const auto row = *office_.store->FindDocument(kAlertAddressKind, id);
  for (const std::string& piece : {std::string("canary"), std::string("example"), code})
    EXPECT_THAT(row->body, Not(HasSubstr(piece)));
  for (const auto audit = *office_.store->ListAudit(0, 100); const store::AuditRow& entry : audit)
    EXPECT_THAT(entry.object + entry.detail, Not(HasSubstr("canary")));
}

TEST_F(AlertsTest, ACodeLivesShortAndTakesFewGuesses) {
  const std::string id = Add();
  const std::string right = office_.codes[0].second,
                    wrong = right == "000000" ? "000001" : "000000";
  for (int i = 0; i < kAlertCodeTries; ++i)
    EXPECT_THAT(Confirm(id, wrong).error().message, HasSubstr("not the one"));
  EXPECT_THAT(Confirm(id, right).error().message, HasSubstr("too many"))
      << "the right one comes too late";
  ASSERT_TRUE(office_.alerts->SendCode(callers_["officer"], id));
  EXPECT_FALSE(Confirm(id, right) && right != office_.codes[1].second) << "the first code is void";
  office_.clock.now = office_.clock.now + kAlertCodeLife;
  EXPECT_THAT(Confirm(id, office_.codes[1].second).error().message, HasSubstr("run out"));
  for (const char* odd : {"", "1", "0000000000000000000000000", "abc"})
    EXPECT_FALSE(Confirm(id, odd)) << odd;
}

TEST_F(AlertsTest, NobodysMailboxIsFlooded) {
  const std::string id = Add();
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(office_.alerts->SendCode(callers_["officer"], id));
  EXPECT_EQ(office_.alerts->SendCode(callers_["officer"], id).error().code,
            ErrorCode::kUnavailable);
  EXPECT_EQ(office_.alerts->Add(callers_["officer"], "email", SecretString("b@example.org"), "en")
                .error()
                .code,
            ErrorCode::kUnavailable);
  EXPECT_EQ(office_.codes.size(), 5u);
  EXPECT_TRUE(
      office_.alerts->Add(callers_["supervisor"], "email", SecretString("b@example.org"), "en"))
      << "a colleague may";
  office_.clock.now = office_.clock.now + std::chrono::hours(1);
  EXPECT_TRUE(office_.alerts->SendCode(callers_["officer"], id));
}

TEST_F(AlertsTest, RefusesWhatCannotBe) {
  EXPECT_EQ(office_.alerts->Add(callers_["author"], "email", SecretString("a@example.org"), "en")
                .error()
                .code,
            ErrorCode::kDenied);
  EXPECT_EQ(office_.alerts->Add(callers_["officer"], "pigeon", SecretString("a@example.org"), "en")
                .error()
                .code,
            ErrorCode::kInvalid);
  EXPECT_EQ(
      office_.alerts
          ->Add(callers_["officer"], "email", SecretString("a@example.org\r\nBcc: x@y.zz"), "en")
          .error()
          .code,
      ErrorCode::kInvalid);
  EXPECT_EQ(
      office_.alerts->Add(callers_["officer"], "sms", SecretString("12345"), "en").error().code,
      ErrorCode::kInvalid);
  EXPECT_TRUE(office_.codes.empty());
  Add("officer", "a@example.org");
  EXPECT_EQ(office_.alerts->Add(callers_["officer"], "email", SecretString("a@EXAMPLE.org"), "en")
                .error()
                .code,
            ErrorCode::kConflict);
  Add("officer", "b@example.org");
  Add("officer", "c@example.org");
  EXPECT_EQ(office_.alerts->Add(callers_["officer"], "email", SecretString("d@example.org"), "en")
                .error()
                .code,
            ErrorCode::kConflict);
}

TEST_F(AlertsTest, WishesAreKept) {
  const std::string id = Add();
  const Caller& officer = callers_["officer"];
  ASSERT_TRUE(office_.alerts->Change(officer, id, {"urgent"}, AlertHours{22, 6}));
  auto view = office_.alerts->Look(officer);
  EXPECT_EQ(view->mine[0].wants, std::vector<std::string>{"urgent"});
  EXPECT_EQ(view->mine[0].quiet->from, 22);
  ASSERT_TRUE(office_.alerts->Change(officer, id, {"service"}, std::nullopt));
  EXPECT_FALSE(office_.alerts->Look(officer)->mine[0].quiet);
  ASSERT_TRUE(Confirm(id, office_.codes[0].second));
  EXPECT_EQ(office_.alerts->Look(officer)->reached, 0) << "nothing urgent reaches this officer";
  EXPECT_FALSE(office_.alerts->Change(officer, id, {"gossip"}, std::nullopt));
  EXPECT_FALSE(office_.alerts->Change(officer, id, {"urgent", "urgent"}, std::nullopt));
  EXPECT_FALSE(office_.alerts->Change(officer, id, {}, AlertHours{5, 5}));
  EXPECT_FALSE(office_.alerts->Change(officer, id, {}, AlertHours{5, 24}));
}

TEST_F(AlertsTest, ARemovedAddressIsGoneAndTheAuditSaysSoWithoutIt) {
  const std::string id = Add();
  ASSERT_TRUE(Confirm(id, office_.codes[0].second));
  ASSERT_TRUE(office_.alerts->Remove(callers_["officer"], id));
  EXPECT_TRUE(office_.staff.rows.empty());
  EXPECT_FALSE(*office_.store->FindDocument(kAlertAddressKind, id));
  EXPECT_EQ(Audit(), (std::vector<std::string>{"alerts.add email", "alerts.confirm email",
                                               "alerts.remove email"}));
  EXPECT_EQ(office_.alerts->Remove(callers_["officer"], id).error().code, ErrorCode::kNotFound);
}

TEST_F(AlertsTest, WhatWasBeforeTheConfirmationIsNoNews) {
  AlertState state;
  state.totals = {7, 2, 1};
  state.filed_until = {5};
  state.silent = {{"main", true}, {"quiet one", false}};
  office_.Commit({PutAlertState(state)});
  const AlertState read = *FindAlertState(*office_.store);
  EXPECT_EQ(read.totals, state.totals);
  EXPECT_EQ(read.silent, state.silent);
  EXPECT_EQ(read.filed_until, state.filed_until);
  const std::string id = Add();
  ASSERT_TRUE(Confirm(id, office_.codes[0].second));
  EXPECT_EQ(Record(id).told, state.totals);
}

}  // namespace
}  // namespace ecms
