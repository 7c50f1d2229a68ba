// SPDX-License-Identifier: Apache-2.0
#include "ecms/access.h"

#include <gtest/gtest.h>

#include <set>

namespace ecms {
namespace {

std::set<std::string> Those(bool (*may)(std::string_view)) {
  std::set<std::string> out;
  for (std::string_view role : Roles()) {
    if (may(role)) out.emplace(role);
  }
  for (std::string_view none : {"", "Officer", "officer ", "administrators"})
    EXPECT_FALSE(may(none)) << none;
  return out;
}

using Set = std::set<std::string>;

TEST(AccessRules, WhichRoleMayWhat) {
  EXPECT_EQ(Those(MayReadTickets), (Set{"officer", "supervisor", "administrator"}));
  EXPECT_EQ(Those(MayPublishSurveys), (Set{"author", "administrator"}));
  EXPECT_EQ(Those(MayGiveSurveys), (Set{"administrator"}));
  EXPECT_EQ(Those(MayReadAudit), (Set{"auditor", "supervisor", "administrator"}));
  EXPECT_EQ(Those(MayManage), (Set{"supervisor", "administrator"}));
}

TEST(AccessRules, NobodyManagesWhoMayDoMore) {
  for (std::string_view by : Roles()) {
    for (std::string_view whom : Roles()) {
      const bool may =
          by == "administrator" || (by == "supervisor" && (whom == "officer" || whom == "author"));
      EXPECT_EQ(MayManageAccount({{}, "", std::string(by)}, whom), may) << by << " " << whom;
    }
  }
}

TEST(AccessRules, OnlyAuthorsBelongToAPartner) {
  for (std::string_view role : Roles()) {
    EXPECT_TRUE(FitsOrganisation(role, ""));
    EXPECT_EQ(FitsOrganisation(role, "Union").has_value(), role == "author") << role;
  }
}

TEST(AccessRules, SurveysAndPeopleOfAnotherOrganisationAreNotThere) {
  for (std::string_view role : Roles()) {
    const Caller inspectorate{{}, "", std::string(role)};
    EXPECT_TRUE(MaySeeSurvey(inspectorate, "")) << role;
    EXPECT_EQ(MaySeeSurvey(inspectorate, "Union"), role != "author") << role;
    EXPECT_TRUE(MaySeeAccount(inspectorate, "Union"));
  }
  const Caller union_author{{}, "", "author", "Union"};
  EXPECT_TRUE(MaySeeSurvey(union_author, "Union"));
  EXPECT_TRUE(MaySeeAccount(union_author, "Union"));
  for (const char* other : {"", "union", "Union ", "NGO"}) {
    EXPECT_FALSE(MaySeeSurvey(union_author, other)) << other;
    EXPECT_FALSE(MaySeeAccount(union_author, other)) << other;
  }
}

}  // namespace
}  // namespace ecms
