// SPDX-License-Identifier: Apache-2.0
// The register of workplaces by spreadsheet over the API: a look, then the import of what was seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "authoring/cell.h"
#include "authoring/xlsx/write.h"
#include "web/site_import_api.h"
#include "web/test_web.h"

namespace web {
namespace {

using testing::HasSubstr;
using testing::Not;

struct SiteImportApi : testing::Test {
  core::HttpResponse Look(const std::string& file, const std::string& role = "supervisor") const {
    return t.Ask("POST", "/api/v1/site-imports/preview", role, {}, file);
  }
  core::HttpResponse Import(const std::string& file, std::string_view tag,
                            const std::string& role = "supervisor") const {
    core::Headers headers;
    if (!tag.empty()) headers.emplace_back("If-Match", tag);
    return t.Ask("POST", "/api/v1/site-imports", role, headers, file);
  }
  std::string TagOf(const std::string& file) const {
    const std::string body = Look(file).body;
    const size_t begin = body.find("\"tag\":") + 6;
    return body.substr(begin, body.find('"', begin + 1) + 1 - begin);  // in its quotes
  }
  std::string Register(const std::string& format = "csv") const {
    return t.Get("/api/v1/sites/register?format=" + format, "supervisor").body;
  }
  store::AuditRow LastEntry() const { return t.office.store->ListAudit(0, 1000).value().back(); }
  TestWeb t;  // its register holds key 1, Blue Reef Cannery in Apia
};

const std::string kFile =
    "key,name,district\n1,Blue Reef,Apia\n2,Harbour Hotel,Apia\n3,Harbor Hotel,Apia\n";

TEST_F(SiteImportApi, ALookSaysWhatWouldChangeAndChangesNothing) {
  const std::string before = Register();
  const auto look = Look(kFile);
  ASSERT_EQ(look.status, 200) << look.body;
  for (
      const char* part :
      {R"("problems":{"total":0,"items":[]},"rows":3,"as_before":0,"would_hold":3)",
       R"("added":{"total":2,"items":[{"key":"2","name":"Harbour Hotel","district":"Apia"})",
       R"({"column":"name","before":"Blue Reef Cannery","after":"Blue Reef"})",
       R"({"column":"workers","before":"80","after":""})",
       R"("alike":{"total":1,"items":[{"key":"2","name":"Harbour Hotel","district":"Apia","other":{"key":"3","name":"Harbor Hotel","district":"Apia"},"in_file":true}]})",
       R"("lost":{"total":1,"items":[{"typed":"Blue Reef Cannery","key":"1","then":""}]})"}) {
    EXPECT_THAT(look.body, HasSubstr(part));
  }
  EXPECT_EQ(Register(), before);
}

TEST_F(SiteImportApi, WhatWasSeenIsImportedOnceWithOneEntry) {
  const std::string tag = TagOf(kFile);
  const auto done = Import(kFile, tag);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.body, R"({"rows":3,"added":2,"changed":1})");
  EXPECT_THAT(Register(), HasSubstr("\n1,Blue Reef,Apia,,,,\n2,Harbour Hotel,Apia,"));
  EXPECT_THAT(t.Get("/api/v1/sites/A-11").body, HasSubstr(R"("name":"Blue Reef")"))
      << "it keeps its code";
  EXPECT_EQ(t.office.spellings_changed, 1) << "the matcher of workers' words knows";
  const auto entry = LastEntry();
  EXPECT_EQ(entry.action, "site.import");
  EXPECT_EQ(entry.actor, "name of supervisor");
  EXPECT_EQ(entry.object + "/" + entry.detail, "sites/3, 2, 1") << "never a name";
  EXPECT_EQ(Import(kFile, tag).status, 409) << "nobody has seen what it would do now";
}

TEST_F(SiteImportApi, AnImportThatNobodyHasSeenIsRefused) {
  const std::string tag = TagOf(kFile);
  const std::string before = Register();
  EXPECT_EQ(Import(kFile, "").status, 428);
  EXPECT_EQ(Import(kFile, "x").status, 400);
  EXPECT_EQ(Import(kFile, "\"other\"").status, 409);
  EXPECT_EQ(Import(kFile + "4,Mill,Apia\n", tag).status, 409) << "another file";
  EXPECT_EQ(Register(), before);
  EXPECT_EQ(Import(kFile, tag).status, 200);
  const std::string next = "key,name,district\n9,Mill,Apia\n";
  const std::string seen = TagOf(next);
  t.office.Commit({store::PutSite{{"B-22", "7", "New", "Apia", "", "", "", 0}}});
  const auto stale = Import(next, seen);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(ProblemDetail(stale), HasSubstr("changed since the preview"));
  const std::string again = TagOf(next);
  t.office.Commit({store::PutSiteSpelling{{"the mill", "B-22"}}});
  EXPECT_EQ(Import(next, again).status, 409) << "a released name is part of what the preview tells";
  EXPECT_EQ(Import(next, TagOf(next)).status, 200);
}

TEST_F(SiteImportApi, ProblemsAreToldByCellAndStopTheImport) {
  const std::string bad = "key,name,district,workers\n1,Blue Reef,Apia,many\n1,,Apia,\n";
  const auto look = Look(bad);
  ASSERT_EQ(look.status, 200);
  EXPECT_THAT(
      look.body,
      HasSubstr(
          R"("usable":false,"tag":"","problems":{"total":3,"items":[{"kind":"no_number","row":2,"cell":"D2","column":"workers","text":"many","other_row":0,)"));
  EXPECT_THAT(look.body,
              HasSubstr(R"({"kind":"empty","row":3,"cell":"B3","column":"name","text":"")"));
  EXPECT_THAT(
      look.body,
      HasSubstr(
          R"({"kind":"key_twice","row":3,"cell":"A3","column":"key","text":"1","other_row":2)"));
  const auto refused = Import(bad, "\"any\"");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(ProblemDetail(refused), HasSubstr("3 problems"));
}

TEST_F(SiteImportApi, WhatIsNoRegisterIsSaid) {
  const auto whole = [&](const std::string& file) {
    const auto look = Look(file);
    EXPECT_EQ(look.status, 200);
    EXPECT_THAT(
        look.body,
        HasSubstr(
            R"("usable":false,"tag":"","problems":{"total":1,"items":[{"kind":"file","row":0)"));
    return look.body;
  };
  EXPECT_THAT(whole(""), HasSubstr("holds no sites"));
  EXPECT_THAT(whole("PK\x03\x04 no zip"), HasSubstr("damaged"));
  EXPECT_THAT(whole("caf\xE9"), HasSubstr("UTF-8"));
  std::string many = "key,name,district\n";
  for (int i = 0; i <= 20'000; ++i) many += std::to_string(i) + ",n,d\n";
  EXPECT_THAT(whole(many), HasSubstr("more than 20000 workplaces"));
  EXPECT_EQ(Import(many, "\"any\"").status, 413);
  EXPECT_EQ(Look(std::string(kMaxSiteFile + 1, 'x')).status, 413);
  EXPECT_EQ(Import(std::string(kMaxSiteFile + 1, 'x'), "\"any\"").status, 413);
}

TEST_F(SiteImportApi, TheRegistersOwnTableChangesNothing) {
  t.office.Commit({store::PutSite{{"B-22", "7", "@home, \"the\" Inn", "=Apia", "-", "+5", "", 0}}});
  for (const char* format : {"csv", "xlsx"}) {
    EXPECT_THAT(
        Look(Register(format)).body,
        HasSubstr(R"("problems":{"total":0,"items":[]},"rows":2,"as_before":2,"would_hold":2)"))
        << format;
  }
  EXPECT_EQ(t.Get("/api/v1/sites/register?format=pdf", "supervisor").status, 400);
}

TEST_F(SiteImportApi, SupervisorsAndAdministratorsMay) {
  for (const std::string_view role : {"officer", "author", "auditor", "feed", "partner"}) {
    EXPECT_EQ(Look(kFile, std::string(role)).status, 403) << role;
    EXPECT_EQ(Import(kFile, "\"x\"", std::string(role)).status, 403) << role;
    EXPECT_EQ(t.Get("/api/v1/sites/register", std::string(role)).status, 403) << role;
  }
  EXPECT_EQ(Look(kFile, "administrator").status, 200);
  EXPECT_THAT(t.Get("/api/v1/sites", "supervisor").body, HasSubstr(R"("may_import":true)"));
  EXPECT_THAT(t.Get("/api/v1/sites", "officer").body, HasSubstr(R"("may_import":false)"));
}

}  // namespace
}  // namespace web
