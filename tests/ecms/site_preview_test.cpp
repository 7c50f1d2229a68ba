// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <set>

#include "core/random.h"

namespace ecms {
namespace {

using store::SiteRow;
using testing::ElementsAre;
using testing::IsEmpty;

SiteRow Row(const std::string& key, const std::string& name, const std::string& district = "Apia") {
  SiteRow row;
  row.code = "code-" + key;
  row.key = key;
  row.name = name;
  row.district = district;
  return row;
}

SitePreview Preview(const SiteImport& plan, const std::vector<SiteRow>& known) {
  return PreviewSiteImport(plan, known, {}, [](const auto&, const auto&, const auto&) {
    return std::vector<LostName>{};
  });
}

std::vector<std::string> Alike(const std::vector<SiteRow>& file,
                               const std::vector<SiteRow>& known) {
  SiteImport plan;
  plan.sites = file;
  std::vector<std::string> out;
  for (const SiteLikeness& pair : Preview(plan, known).alike)
    out.push_back(pair.site.key + (pair.in_file ? "~" : "=") + pair.other.key);
  return out;
}

TEST(SitePreview, ANameThatIsNearlyAnotherOfItsDistrictIsTold) {
  const std::vector<SiteRow> known{Row("A", "Blue Ocean Cannery")};
  for (const char* name : {"blue ocean cannery", "Blüe Océan Cannery", "BlueOcean Cannery",
                           "Cannery Blue Ocean", "Blue Ocean Canery", "Blue Ocaen Cannery",
                           "Blue Ocean Cannery Ltd.", "The Blue Ocean Cannery"}) {
    const bool same =
        std::string_view(name).substr(0, 3) != "The";  // another word more is another name
    EXPECT_EQ(Alike({Row("B", name)}, known),
              same ? std::vector<std::string>{"B=A"} : std::vector<std::string>{})
        << name;
  }
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Cannery", "Savaii")}, known), IsEmpty());
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Cannery", "APIA")}, known), ElementsAre("B=A"));
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Tannery")}, known),
              IsEmpty());  // never in the first letter
  EXPECT_THAT(Alike({Row("A", "Blue Ocean Cannery")}, known), IsEmpty());  // itself
}

TEST(SitePreview, NumbersAndShortWordsTellPlacesApart) {
  EXPECT_THAT(Alike({Row("B", "Plant 2"), Row("C", "Plant 11"), Row("D", "Ward B")},
                    {Row("A", "Plant 1"), Row("E", "Ward A")}),
              IsEmpty());
  EXPECT_THAT(Alike({Row("B", "plant 1"), Row("C", "Mill 2018")},
                    {Row("A", "Plant 1"), Row("E", "Mill 2019")}),
              ElementsAre("B=A"));
  EXPECT_THAT(Alike({Row("B", "Ltd")}, {Row("A", "Co")}),
              IsEmpty());  // nothing but legal forms: the words as they are
}

TEST(SitePreview, PairsInsideTheFileAreToldOnceAndOldPairsNotAgain) {
  const std::vector<SiteRow> twins{Row("A", "Harbour Hotel"), Row("B", "Harbor Hotel")};
  EXPECT_THAT(Alike(twins, {}), ElementsAre("A~B"));
  EXPECT_THAT(Alike(twins, twins), IsEmpty());  // stood so before: somebody has seen it
  EXPECT_THAT(Alike({Row("C", "Harbour Hotel")}, twins),
              testing::UnorderedElementsAre("C=A", "C=B"));
  EXPECT_THAT(
      Alike({Row("B", "Harbour Hotel")}, {Row("A", "Harbour Hotel"), Row("B", "Sunset Bar")}),
      ElementsAre("B=A"));  // by a new name
}

TEST(SitePreview, EachFieldThatChangesIsNamed) {
  SiteRow before = Row("A", "Cannery");
  before.workers = 120;
  before.owner = "Someone";
  SiteRow after = Row("A", "Cannery");
  after.sector = "10";
  after.owner = "Someone Else";
  SiteImport plan;
  plan.sites = {after, Row("B", "Harbour")};
  const SitePreview preview = Preview(plan, {before});
  ASSERT_EQ(preview.added.size(), 1u);
  EXPECT_EQ(preview.added[0].key, "B");
  ASSERT_EQ(preview.changed.size(), 1u);
  std::vector<std::string> fields;
  for (const auto& [column, was, is] : preview.changed[0].fields)
    fields.push_back(column + ":" + was + ">" + is);
  EXPECT_THAT(fields, ElementsAre("sector:>10", "owner:Someone>Someone Else", "workers:120>"));
  EXPECT_EQ(AfterSiteImport(plan, {before, Row("C", "Mill")}).size(), 3u);
}

// The counts of the preview are those that the import prints.
TEST(SitePreview, CountsAsThePlanDoes) {
  core::SystemRandom random;
  const std::vector<SiteRow> known{Row("A", "Cannery"), Row("B", "Harbour")};
  const auto plan = PlanSiteImport(
      *core::CsvTable("key,name,district\nA,Cannery,Apia\nB,Harbour,Savaii\nC,Mill,Apia\n"), known,
      random);
  ASSERT_TRUE(plan);
  const SitePreview preview = Preview(*plan, known);
  EXPECT_EQ(preview.added.size(), plan->added);
  EXPECT_EQ(preview.changed.size(), plan->changed);
  EXPECT_EQ(preview.rows, 3u);
  EXPECT_EQ(preview.AsBefore(), 1u);
  EXPECT_EQ(preview.would_hold, 3u);
}

// What is written is what changes, and one entry that names nobody.
TEST(SiteImport, WritesWhatChangesAndHowMany) {
  core::SystemRandom random;
  SiteRow known = Row("A", "Cannery");
  const auto plan = PlanSiteImport(
      *core::CsvTable("key,name,district\nA,Cannery,Apia\nC,Mill,Apia\n"), {known}, random);
  ASSERT_TRUE(plan);
  const auto commands = CommandsOf(*plan, {known}, "Ana", core::Timestamp{});
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_EQ(std::get<store::PutSite>(commands[0]).row.key, "C");
  const store::AuditRow& entry = std::get<store::AppendAudit>(commands[1]).row;
  EXPECT_EQ(entry.action, "site.import");
  EXPECT_EQ(entry.detail, "2, 1, 0");
  EXPECT_EQ(entry.actor, "Ana");
}

// Of every kind there is one, at its cell.
TEST(SiteImport, EachProblemHasItsKindAndItsCell) {
  core::SystemRandom random;
  const auto wrong = [&](core::Table table) {
    std::vector<std::string> out;
    const auto plan = PlanSiteImport(table, {}, random);
    if (!plan) return std::vector<std::string>{plan.error().message};
    for (const SiteProblem& problem : plan->problems)
      out.push_back(std::to_string(problem.row) + "/" +
                    (problem.column ? std::to_string(*problem.column) : "-") + " " +
                    std::string(problem.kind));
    return out;
  };
  std::set<std::string_view> kinds;
  const auto all = [&](core::Table table) {
    const auto plan = PlanSiteImport(table, {}, random);
    for (const SiteProblem& problem : plan->problems) kinds.insert(problem.kind);
  };
  const auto heads = *core::CsvTable("key,nmae,district,district\n1,a,b,c\n");
  EXPECT_THAT(wrong(heads),
              ElementsAre("1/1 unknown_column", "1/3 column_twice", "1/- column_missing"));
  auto cells =
      *core::CsvTable("key,name,district,workers,\nA,,Apia,many,\nA,\"x\ny\",=1+1,7,stray\n" +
                      std::string(401, 'k') + ",n,d,-1,\n'=5,'@home,'-,,\n");
  EXPECT_THAT(wrong(cells),
              ElementsAre("2/1 empty", "2/3 no_number", "3/1 line_break", "3/2 formula",
                          "3/4 no_heading", "3/0 key_twice", "5/0 too_long", "5/3 no_number"));
  auto faults = *core::CsvTable("key,name,district\n2024-03-01,#REF!,\n");
  for (size_t i = 0; i < 3; ++i)
    faults.rows[1].cells[i].fault =
        std::array{core::CellFault::kDate, core::CellFault::kError, core::CellFault::kUncalculated}
            .at(i);
  EXPECT_THAT(wrong(faults), ElementsAre("2/0 date", "2/1 error", "2/2 uncalculated"));
  for (const auto& table : {heads, cells, faults}) all(table);
  EXPECT_EQ(kinds.size(), SiteProblemKinds().size());
  for (const std::string_view kind : SiteProblemKinds()) EXPECT_TRUE(kinds.contains(kind)) << kind;
  EXPECT_THAT(wrong(*core::CsvTable("key,name,district\n")),
              ElementsAre(testing::HasSubstr("holds no sites")));
}

// What our own tables put before a cell that a spreadsheet would calculate comes off again.
TEST(SiteImport, TakesBackTheRegistersOwnTable) {
  core::SystemRandom random;
  const auto plan =
      PlanSiteImport(*core::CsvTable("key,name,district,,\n'-7,'@home,'quoted',,\n"), {}, random);
  ASSERT_TRUE(plan && plan->problems.empty());
  EXPECT_EQ(plan->sites[0].key, "-7");
  EXPECT_EQ(plan->sites[0].name, "@home");
  EXPECT_EQ(plan->sites[0].district, "'quoted'");
}

// All with all would be 400 million comparisons.
TEST(SitePreview, ALargeRegisterIsComparedInSeconds) {
  std::vector<SiteRow> file;
  for (int i = 0; i < 20'000; ++i)
    file.push_back(Row("K" + std::to_string(i), "School " + std::to_string(i)));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(Alike(file, {}), IsEmpty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace ecms
