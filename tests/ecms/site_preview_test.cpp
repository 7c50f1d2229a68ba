// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

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

std::vector<std::string> Alike(const std::vector<SiteRow>& file, const std::vector<SiteRow>& known) {
  SiteImport plan;
  plan.sites = file;
  std::vector<std::string> out;
  for (const SiteLikeness& pair : PreviewSiteImport(plan, known).alike) out.push_back(pair.site.key + (pair.in_file ? "~" : "=") + pair.other.key);
  return out;
}

TEST(SitePreview, ANameThatIsNearlyAnotherOfItsDistrictIsTold) {
  const std::vector<SiteRow> known{Row("A", "Blue Ocean Cannery")};
  for (const char* name : {"blue ocean cannery", "Blüe Océan Cannery", "BlueOcean Cannery", "Cannery Blue Ocean", "Blue Ocean Canery",
                           "Blue Ocaen Cannery", "Blue Ocean Cannery Ltd.", "The Blue Ocean Cannery"}) {
    const bool same = std::string_view(name).substr(0, 3) != "The";  // another word more is another name
    EXPECT_EQ(Alike({Row("B", name)}, known), same ? std::vector<std::string>{"B=A"} : std::vector<std::string>{}) << name;
  }
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Cannery", "Savaii")}, known), IsEmpty());
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Cannery", "APIA")}, known), ElementsAre("B=A"));
  EXPECT_THAT(Alike({Row("B", "Blue Ocean Tannery")}, known), IsEmpty());  // never in the first letter
  EXPECT_THAT(Alike({Row("A", "Blue Ocean Cannery")}, known), IsEmpty());  // itself
}

TEST(SitePreview, NumbersAndShortWordsTellPlacesApart) {
  EXPECT_THAT(Alike({Row("B", "Plant 2"), Row("C", "Plant 11"), Row("D", "Ward B")}, {Row("A", "Plant 1"), Row("E", "Ward A")}), IsEmpty());
  EXPECT_THAT(Alike({Row("B", "plant 1"), Row("C", "Mill 2018")}, {Row("A", "Plant 1"), Row("E", "Mill 2019")}), ElementsAre("B=A"));
  EXPECT_THAT(Alike({Row("B", "Ltd")}, {Row("A", "Co")}), IsEmpty());  // nothing but legal forms: the words as they are
}

TEST(SitePreview, PairsInsideTheFileAreToldOnceAndOldPairsNotAgain) {
  const std::vector<SiteRow> twins{Row("A", "Harbour Hotel"), Row("B", "Harbor Hotel")};
  EXPECT_THAT(Alike(twins, {}), ElementsAre("A~B"));
  EXPECT_THAT(Alike(twins, twins), IsEmpty());  // stood so before: somebody has seen it
  EXPECT_THAT(Alike({Row("C", "Harbour Hotel")}, twins), testing::UnorderedElementsAre("C=A", "C=B"));
  EXPECT_THAT(Alike({Row("B", "Harbour Hotel")}, {Row("A", "Harbour Hotel"), Row("B", "Sunset Bar")}), ElementsAre("B=A"));  // by a new name
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
  const SitePreview preview = PreviewSiteImport(plan, {before});
  ASSERT_EQ(preview.added.size(), 1u);
  EXPECT_EQ(preview.added[0].key, "B");
  ASSERT_EQ(preview.changed.size(), 1u);
  std::vector<std::string> fields;
  for (const auto& [column, was, is] : preview.changed[0].fields) fields.push_back(column + ":" + was + ">" + is);
  EXPECT_THAT(fields, ElementsAre("sector:>10", "owner:Someone>Someone Else", "workers:120>"));
  EXPECT_EQ(AfterSiteImport(plan, {before, Row("C", "Mill")}).size(), 3u);
}

// The counts of the preview are those that the import prints.
TEST(SitePreview, CountsAsThePlanDoes) {
  core::SystemRandom random;
  const std::vector<SiteRow> known{Row("A", "Cannery"), Row("B", "Harbour")};
  const auto plan = PlanSiteImport("key,name,district\nA,Cannery,Apia\nB,Harbour,Savaii\nC,Mill,Apia\n", known, random);
  ASSERT_TRUE(plan);
  const SitePreview preview = PreviewSiteImport(*plan, known);
  EXPECT_EQ(preview.added.size(), plan->added);
  EXPECT_EQ(preview.changed.size(), plan->changed);
}

// All with all would be 400 million comparisons.
TEST(SitePreview, ALargeRegisterIsComparedInSeconds) {
  std::vector<SiteRow> file;
  for (int i = 0; i < 20'000; ++i) file.push_back(Row("K" + std::to_string(i), "School " + std::to_string(i)));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(Alike(file, {}), IsEmpty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace ecms
