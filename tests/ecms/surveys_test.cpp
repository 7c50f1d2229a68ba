// SPDX-License-Identifier: Apache-2.0
#include "ecms/surveys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base64.h"
#include "ecms/survey_record.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

using core::ErrorCode;
using testing::IsEmpty;
using testing::SizeIs;

struct SurveysTest : testing::Test {
  // The office's survey with another title.
  std::string Changed(const std::string& title) const {
    std::string json = office.survey->canonical_json();
    const std::string old = "Three questions";
    return json.replace(json.find(old), old.size(), title);
  }
  std::string Current() const { return FindSurveyRecord(*office.store, "test-3")->current; }
  Surveys& surveys() const { return *office.surveys; }
  // By somebody who has looked at the shift; its hash.
  core::Result<std::string> Publish(const Caller& caller, std::string_view json,
                                    std::string_view replaces) {
    const auto done = surveys().Publish(caller, json, replaces, ShiftLook::kSeen);
    if (!done) return tl::unexpected(done.error());
    EXPECT_FALSE(done->waits);
    return done->hash;
  }
  TestOffice office;
  Caller author = office.CallerOf("author");
};

TEST_F(SurveysTest, APublishedVersionIsCurrentAndTheOneBeforeStays) {
  const std::string before = core::HexEncode(office.survey->hash());
  const auto hash = Publish(author, Changed("Four"), before);
  ASSERT_TRUE(hash) << hash.error().message;
  const auto views = surveys().List(office.CallerOf("officer"), "en");
  ASSERT_TRUE(views);
  ASSERT_THAT(*views, SizeIs(1));
  const SurveyView& view = views->front();
  EXPECT_EQ(view.title, "Four");
  EXPECT_THAT(view.languages, testing::ElementsAre("en", "es"));
  ASSERT_THAT(view.versions, SizeIs(2));
  EXPECT_EQ(view.versions[0].hash, *hash);
  EXPECT_EQ(view.versions[0].state, "current");
  EXPECT_EQ(view.versions[0].by, author.name);
  EXPECT_EQ(view.versions[1].hash, before);
  EXPECT_EQ(view.versions[1].state, "earlier");
  EXPECT_EQ(*surveys().Current(author, "test-3"), *surveys().Json(author, *hash));
  const auto audit = office.store->ListAudit(0, 10);
  ASSERT_THAT(*audit, SizeIs(1));
  EXPECT_EQ(audit->front().action, "survey.publish");
  EXPECT_EQ(audit->front().object, "test-3");
  EXPECT_EQ(audit->front().actor, author.name);
}

TEST_F(SurveysTest, WhoeverSawAnotherVersionAsCurrentIsRefused) {
  const std::string before = core::HexEncode(office.survey->hash());
  ASSERT_TRUE(Publish(author, Changed("Four"), before));
  EXPECT_EQ(Publish(author, Changed("Five"), before).error().code, ErrorCode::kConflict);
  EXPECT_EQ(Publish(author, Changed("Four"), Current()).error().code, ErrorCode::kConflict);
  EXPECT_THAT(*office.store->ListAudit(0, 10), SizeIs(1));
}

TEST_F(SurveysTest, OnlyAuthorsAndAdministratorsPublishAndWithdraw) {
  const std::string before = Current();
  for (std::string_view role : Roles()) {
    const bool may = role == "author" || role == "administrator";
    EXPECT_EQ(MayPublishSurveys(role), may);
    if (may) continue;
    EXPECT_EQ(Publish(office.CallerOf(std::string(role)), Changed("Four"), before).error().code,
              ErrorCode::kDenied);
    EXPECT_EQ(surveys().Withdraw(office.CallerOf(std::string(role)), before).error().code,
              ErrorCode::kDenied);
  }
  EXPECT_EQ(Current(), before);
  EXPECT_THAT(*office.store->ListAudit(0, 10), IsEmpty());
}

TEST_F(SurveysTest, WhatDoesNotFitOrIsBrokenIsNotStored) {
  const std::string before = Current();
  EXPECT_EQ(Publish(author, "{}", before).error().code, ErrorCode::kInvalid);
  office.fits = core::Err(ErrorCode::kInvalid, "help: no number");
  EXPECT_EQ(Publish(author, Changed("Four"), before).error().message, "help: no number");
  EXPECT_EQ(Current(), before);
  EXPECT_THAT(*office.store->ListSurveys(), SizeIs(1));
}

TEST_F(SurveysTest, AWithdrawnVersionIsNotCurrentAndCanComeBack) {
  const std::string hash = Current();
  ASSERT_TRUE(surveys().Withdraw(author, hash));
  EXPECT_EQ(Current(), "");
  EXPECT_EQ(*surveys().Current(author, "test-3"), "");
  EXPECT_EQ(surveys().List(author, "en")->front().versions.front().state, "withdrawn");
  EXPECT_EQ(surveys().Withdraw(author, hash).error().code, ErrorCode::kConflict);
  EXPECT_EQ(surveys().Withdraw(author, std::string(64, '0')).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Publish(author, office.survey->canonical_json(), hash).error().code,
            ErrorCode::kConflict);
  ASSERT_TRUE(Publish(author, office.survey->canonical_json(), ""));
  EXPECT_EQ(Current(), hash);
}

TEST_F(SurveysTest, ChangedRulesAreTriedOnTicketsFirst) {
  for (uint8_t id = 1; id <= 6; ++id) {
    auto row = office.Ticket(id, 0);
    row.answers = {{"danger", id <= 5 ? "yes" : "no"}, {"what", "fire gas"}, {"hours", "12"}};
    office.Put(row);
  }
  std::string json = office.survey->canonical_json();
  const std::string gate = R"("gate":"P0")";
  json.replace(json.find(gate), gate.size(), R"("gate":"P1")");
  const auto shift = surveys().Shift(office.CallerOf("administrator"), json);
  ASSERT_TRUE(shift) << shift.error().message;
  EXPECT_EQ(shift->tickets, "5–9");
  EXPECT_EQ(shift->unreadable, "0");
  ASSERT_THAT(shift->moves, SizeIs(1));
  EXPECT_EQ(shift->moves.front().from, 0);
  EXPECT_EQ(shift->moves.front().to, 1);
  EXPECT_EQ(shift->moves.front().tickets, "5–9");
  EXPECT_THAT(surveys().Shift(office.CallerOf("officer"), office.survey->canonical_json())->moves,
              IsEmpty());
  EXPECT_EQ(surveys().Shift(author, json).error().code, ErrorCode::kDenied);
}

TEST_F(SurveysTest, AnswersThatAVersionDoesNotKnowAreCountedApart) {
  auto row = office.Ticket(1, 0);
  row.answers = {{"danger", "yes"}, {"gone", "yes"}};
  office.Put(row);
  const auto shift = surveys().Shift(office.CallerOf("officer"), office.survey->canonical_json());
  ASSERT_TRUE(shift);
  EXPECT_EQ(shift->unreadable, "1–4");
  EXPECT_THAT(shift->moves, IsEmpty());
}

// ---- versions that wait for somebody who reads tickets ----

struct AShiftingVersion : SurveysTest {
  AShiftingVersion() {
    auto row = office.Ticket(1, 0);
    row.answers = {{"danger", "yes"}};
    office.Put(row);
  }
  // What was a matter of hours becomes one of days.
  std::string Lowered(const std::string& title = "Three questions") const {
    std::string json = Changed(title);
    const std::string gate = R"("gate":"P0")";
    return json.replace(json.find(gate), gate.size(), R"("gate":"P1")");
  }
  core::Result<Published> Send(const Caller& by, const std::string& json) {
    return surveys().Publish(by, json, Current(), ShiftLook::kNotYet);
  }
  std::string StateOf(const std::string& hash) {
    const auto views = surveys().List(office.CallerOf("officer"), "en").value();
    for (const SurveyVersionView& version : views.front().versions) {
      if (version.hash == hash) return version.state;
    }
    return "gone";
  }
  std::vector<std::string> Audited() {
    std::vector<std::string> out;
    const auto rows = office.store->ListAudit(0, 20).value();
    for (const auto& row : rows) out.push_back(row.action + " by " + row.actor);
    return out;
  }
  const std::string before = Current();
};

TEST_F(AShiftingVersion, OfAnAuthorWaitsUntilATicketReaderLooksAtIt) {
  const auto sent = Send(author, Lowered());
  ASSERT_TRUE(sent) << sent.error().message;
  EXPECT_TRUE(sent->waits);
  EXPECT_EQ(Current(), before) << "nothing begins with it";
  EXPECT_EQ(StateOf(sent->hash), "waiting");
  EXPECT_EQ(StateOf(before), "current");
  for (const char* role : {"author", "auditor"}) {
    const Caller by = office.CallerOf(role);
    EXPECT_EQ(surveys().Shift(by, Lowered()).error().code, ErrorCode::kDenied);
    EXPECT_EQ(surveys().Decide(by, sent->hash, true, before).error().code, ErrorCode::kDenied);
  }
  const Caller officer = office.CallerOf("officer");
  const auto shift = surveys().Shift(officer, surveys().Json(officer, sent->hash).value()).value();
  EXPECT_TRUE(shift.changes);
  ASSERT_THAT(shift.moves, SizeIs(1));
  EXPECT_EQ(surveys().Decide(officer, sent->hash, true, std::string(64, '0')).error().code,
            ErrorCode::kConflict);
  office.fits = core::Err(ErrorCode::kInvalid, "help: no number");
  EXPECT_EQ(surveys().Decide(officer, sent->hash, true, before).error().code, ErrorCode::kInvalid)
      << "the installation changed meanwhile";
  office.fits = {};
  ASSERT_TRUE(surveys().Decide(officer, sent->hash, true, before));
  EXPECT_EQ(Current(), sent->hash);
  EXPECT_EQ(StateOf(sent->hash), "current");
  EXPECT_EQ(surveys().List(officer, "en")->front().versions.front().by, author.name)
      << "it stays its author's";
  EXPECT_EQ(surveys().Decide(officer, sent->hash, true, sent->hash).error().code,
            ErrorCode::kNotFound);
  EXPECT_THAT(Audited(), testing::ElementsAre("survey.wait by " + author.name,
                                              "survey.confirm by " + officer.name));
}

TEST_F(AShiftingVersion, ThatIsDeclinedOrTakenBackIsGone) {
  for (const bool declined : {true, false}) {
    const auto sent = Send(author, Lowered()).value();
    EXPECT_THAT(*office.store->ListSurveys(), SizeIs(2));
    ASSERT_TRUE(declined ? surveys().Decide(office.CallerOf("supervisor"), sent.hash, false, "")
                         : surveys().Withdraw(author, sent.hash));
    EXPECT_EQ(StateOf(sent.hash), "gone");
    EXPECT_THAT(*office.store->ListSurveys(), SizeIs(1));
    EXPECT_EQ(Current(), before);
  }
  EXPECT_THAT(Audited(),
              testing::Contains("survey.decline by " + office.CallerOf("supervisor").name));
  EXPECT_THAT(Audited(), testing::Contains("survey.withdraw by " + author.name));
}

TEST_F(AShiftingVersion, OneAtATimeWaitsAndAHarmlessOneEndsThat) {
  const auto first = Send(author, Lowered("First")).value();
  const auto second = Send(author, Lowered("Second")).value();
  EXPECT_EQ(StateOf(first.hash), "gone");
  EXPECT_EQ(StateOf(second.hash), "waiting");
  const auto harmless = Send(author, Changed("Other words")).value();
  EXPECT_FALSE(harmless.waits);
  EXPECT_EQ(Current(), harmless.hash);
  EXPECT_EQ(StateOf(second.hash), "gone");
}

TEST_F(AShiftingVersion, OfATicketReaderBeginsOnceTheShiftWasLookedAt) {
  const Caller administrator = office.CallerOf("administrator");
  const auto refused = Send(administrator, Lowered());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("accept_shift"));
  const auto done = surveys().Publish(administrator, Lowered(), before, ShiftLook::kSeen);
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->waits);
  EXPECT_EQ(Current(), done->hash);
}

TEST_F(AShiftingVersion, IsNoneWhereTheAuthorSaysThatHeLooked) {
  EXPECT_TRUE(surveys().Publish(author, Lowered(), before, ShiftLook::kSeen)->waits)
      << "he may not see tickets";
}

TEST_F(AShiftingVersion, WaitsAlsoWhereItsQuestionsHaveOtherNames) {
  std::string json = office.survey->canonical_json();
  for (size_t at = json.find("danger}"); at != std::string::npos; at = json.find("danger}", at + 9))
    json.replace(at, 6, "danger_now");
  const std::string name = R"("name":"danger")";
  json.replace(json.find(name), name.size(), R"("name":"danger_now")");
  EXPECT_TRUE(Send(author, json)->waits) << "no ticket of today could be classed by it";
}

TEST_F(AShiftingVersion, WaitsAlsoBehindAWithdrawal) {
  ASSERT_TRUE(surveys().Withdraw(author, before));
  const auto sent = surveys().Publish(author, Lowered(), "", ShiftLook::kNotYet);
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->waits);
  EXPECT_EQ(Current(), "");
  ASSERT_TRUE(surveys().Decide(office.CallerOf("officer"), sent->hash, true, ""));
  EXPECT_EQ(Current(), sent->hash);
}

// ---- whose a survey is ----

struct PartnersSurveys : SurveysTest {
  // Another survey than the office's.
  std::string Own(const std::string& title = "Three questions") const {
    std::string json = Changed(title);
    const std::string id = R"("id":"test-3")";
    return json.replace(json.find(id), id.size(), R"("id":"union-3")");
  }
  std::vector<std::string> ListedFor(const std::string& role) const {
    std::vector<std::string> ids;
    const auto views = surveys().List(office.CallerOf(role), "en").value();
    for (const SurveyView& view : views)
      ids.push_back(view.id + (view.organisation.empty() ? "" : " of " + view.organisation));
    return ids;
  }
  Caller partner = office.CallerOf("partner");
  Caller other{{}, "someone", "author", "Migrants' House"};
};

TEST_F(PartnersSurveys, BelongToTheirAuthorsOrganisation) {
  const auto hash = Publish(partner, Own(), "");
  ASSERT_TRUE(hash) << hash.error().message;
  using testing::ElementsAre;
  EXPECT_THAT(ListedFor("partner"), ElementsAre("union-3 of Cleaners' Union"));
  EXPECT_THAT(ListedFor("author"), ElementsAre("test-3"));
  for (const char* role : {"officer", "supervisor", "administrator", "auditor"})
    EXPECT_THAT(ListedFor(role), ElementsAre("test-3", "union-3 of Cleaners' Union")) << role;
  EXPECT_THAT(*surveys().List(other, "en"), IsEmpty());
  // A later version by the inspectorate's administrator stays theirs.
  ASSERT_TRUE(Publish(office.CallerOf("administrator"), Own("Again"), *hash));
  EXPECT_THAT(ListedFor("partner"), ElementsAre("union-3 of Cleaners' Union"));
}

TEST_F(PartnersSurveys, AreNotThereForOthers) {
  const std::string theirs = *Publish(partner, Own(), ""), ours = Current();
  struct Asked {
    Caller by;
    std::string hash;
  };
  for (const auto& [by, hash] :
       {Asked{partner, ours}, Asked{author, theirs}, Asked{other, ours}, Asked{other, theirs}}) {
    EXPECT_EQ(surveys().Json(by, hash).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(surveys().Json(by, hash).error().message,
              surveys().Json(by, std::string(64, '0')).error().message);
    EXPECT_EQ(surveys().Withdraw(by, hash).error().code, ErrorCode::kNotFound);
  }
  EXPECT_TRUE(surveys().Json(partner, theirs));
  EXPECT_TRUE(surveys().Json(author, ours));
  EXPECT_TRUE(surveys().Withdraw(partner, theirs));
  EXPECT_EQ(Current(), ours);
}

TEST_F(PartnersSurveys, TakeAnotherIdThanSurveysOfOthers) {
  const std::string before = Current();
  for (const std::string& replaces : {std::string(), before}) {
    const auto refused = Publish(partner, Changed("Four"), replaces);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("give the survey another id"));
  }
  EXPECT_EQ(surveys().CurrentHash(partner, "test-3").error().code, ErrorCode::kConflict);
  EXPECT_EQ(*surveys().CurrentHash(partner, "no-such"), "");
  EXPECT_EQ(Current(), before);
  EXPECT_THAT(*office.store->ListAudit(0, 10), IsEmpty());
}

TEST_F(PartnersSurveys, AnAdministratorSaysWhoseASurveyIs) {
  const Caller administrator = office.CallerOf("administrator");
  EXPECT_EQ(surveys().Give(author, "test-3", "").error().code, ErrorCode::kDenied);
  EXPECT_EQ(surveys().Give(administrator, "no-such", "").error().code, ErrorCode::kNotFound);
  EXPECT_THAT(surveys().Give(administrator, "test-3", "Nobody's").error().message,
              testing::HasSubstr("nobody here belongs to it"));
  ASSERT_TRUE(surveys().Give(administrator, "test-3", "cleaners' union"))
      << "however it is spelled";
  EXPECT_THAT(ListedFor("author"), IsEmpty());
  EXPECT_THAT(ListedFor("partner"), testing::ElementsAre("test-3 of Cleaners' Union"));
  EXPECT_EQ(office.store->ListAudit(0, 10)->back().action, "survey.give");
  ASSERT_TRUE(surveys().Give(administrator, "test-3", ""));
  EXPECT_THAT(ListedFor("author"), testing::ElementsAre("test-3"));
  EXPECT_THAT(*office.store->ListAudit(0, 10), SizeIs(2));
}

}  // namespace
}  // namespace ecms
