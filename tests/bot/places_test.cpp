// SPDX-License-Identifier: Apache-2.0
// Words that name a place of the register: which ones do, which do not, and what stays of them
// after a turn.
#include "bot/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

store::SiteRow Site(const std::string& code, const std::string& name, const std::string& district) {
  return {code, "key of " + code, name, district, "", "", "", 0};
}

struct PlaceCase {
  const char* words;
  const char* code;
};
void PrintTo(const PlaceCase& c, std::ostream* out) { *out << c.words; }

class PlaceNames : public testing::TestWithParam<PlaceCase> {};

TEST_P(PlaceNames, AreKnownOnlyForSure) {
  Places places;
  places.Load({Site("K7M-2Q3", "Cannery", "Apia"), Site("A2B-3C4", "Red House Garments", "Vaitele"),
               Site("P2L-4N5", "Plant 1", "Apia"), Site("P3L-4N6", "Plant 2", "Apia"),
               Site("W2A-5D6", "Ward B Laundry", "Apia"),
               Site("S2U-6N7", "Sunrise Fishing", "Apia"),
               Site("S3U-6N8", "Sunrise Fishing", "Asau"), Site("F4G-7H8", "Café Ōlaga", ""),
               Site("D5H-8J9", "দর্জি ঘর", "ঢাকা"), Site("M6K-9L2", "Marine Foods", "Apia"),
               Site("M7K-9L3", "Marina Foods", "Apia")});
  EXPECT_EQ(places.CodeOf(GetParam().words, "en"), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    All, PlaceNames,
    testing::Values(
        PlaceCase{"Cannery", "K7M-2Q3"}, PlaceCase{" cannery. ", "K7M-2Q3"},
        PlaceCase{"CANNERY, Apia", "K7M-2Q3"}, PlaceCase{"apia cannery", "K7M-2Q3"},
        PlaceCase{"canery", "K7M-2Q3"}, PlaceCase{"k7m 2q3", "K7M-2Q3"},
        PlaceCase{"Redhouse garments", "A2B-3C4"}, PlaceCase{"red house garmnets", "A2B-3C4"},
        PlaceCase{"cafe olaga", "F4G-7H8"}, PlaceCase{"দর্জি ঘর", "D5H-8J9"},
        PlaceCase{"Plant 1", "P2L-4N5"}, PlaceCase{"plant2 apia", "P3L-4N6"},
        PlaceCase{"Sunrise Fishing Asau", "S3U-6N8"}, PlaceCase{"sunrise fihsing, asau", "S3U-6N8"},
        PlaceCase{"Marina Foods", "M7K-9L3"},
        // Not for sure.
        PlaceCase{"Plant 3", ""}, PlaceCase{"Plant", ""}, PlaceCase{"Ward C Laundry", ""},
        PlaceCase{"Sunrise Fishing", ""}, PlaceCase{"sunrise fihsing", ""},
        PlaceCase{"Marino Foods", ""}, PlaceCase{"not the cannery", ""},
        PlaceCase{"bed house garments", ""}, PlaceCase{"red mouse garments", ""},
        PlaceCase{"Apia", ""}, PlaceCase{"", ""}, PlaceCase{"...", ""}, PlaceCase{"Z9Z-9Z9", ""},
        PlaceCase{"x", ""}, PlaceCase{"the cannery in Apia where they do not pay", ""}));

TEST(Places, WithoutARegisterNothingIsKnown) { EXPECT_EQ(Places().CodeOf("Cannery", "en"), ""); }

TEST(Places, FollowTheStore) {
  auto store = store::MakeMemoryStore();
  Places places;
  EXPECT_TRUE(places.Refresh(*store));
  EXPECT_EQ(places.CodeOf("Cannery", "en"), "");
  store::Batch batch{{{store::PutSite{Site("K7M-2Q3", "Cannery", "Apia")}}}, {}};
  ASSERT_TRUE(store->Commit(batch));
  EXPECT_TRUE(places.Refresh(*store));
  EXPECT_EQ(places.CodeOf("Cannery", "en"), "K7M-2Q3");
}

TEST(Places, ReleasedSpellingsAreNamesToo) {
  auto store = store::MakeMemoryStore();
  const auto commit = [&](store::CommandGroup group) {
    store::Batch batch;
    batch.groups.push_back(std::move(group));
    return store->Commit(batch)->groups.front();
  };
  ASSERT_TRUE(commit({store::PutSite{Site("K7M-2Q3", "Blue Reef Cannery", "Apia")},
                      store::PutSite{Site("A2B-3C4", "Marine Foods", "Apia")}}));
  Places places;
  ASSERT_TRUE(places.Refresh(*store));
  EXPECT_EQ(places.CodeOf("Fale Tuna", "en"), "");
  ASSERT_TRUE(commit({store::PutSiteSpelling{{"fale tuna", "K7M-2Q3"}}}));
  ASSERT_TRUE(places.Refresh(*store)) << "the sites are the same: the spellings count";
  EXPECT_EQ(places.CodeOf("Fale Tuna", "en"), "K7M-2Q3");
  EXPECT_EQ(places.CodeOf("  FALE-TUNA! ", "sm"), "K7M-2Q3");
  EXPECT_EQ(places.CodeOf("faletuna", "sm"), "K7M-2Q3");
  EXPECT_EQ(places.CodeOf("Fale Tuno", "en"), "") << "short words are right or other words";
  // An import brings a place that is called so: its name goes before, and an import of the same key
  // leaves the spelling alone.
  ASSERT_TRUE(commit({store::PutSite{Site("T3N-4A5", "Fale Tuna", "Asau")},
                      store::PutSite{{"", "key of K7M-2Q3", "Blue Reef", "Apia", "", "", "", 0}}}));
  ASSERT_TRUE(places.Refresh(*store));
  EXPECT_EQ(places.CodeOf("fale tuna", "en"), "T3N-4A5");
  EXPECT_EQ(store->ListSiteSpellings()->size(), 1u);
  ASSERT_TRUE(commit(
      {store::DropSiteSpelling{"fale tuna"}, store::PutSiteSpelling{{"reef tins", "K7M-2Q3"}}}));
  ASSERT_TRUE(places.Refresh(*store));
  EXPECT_EQ(places.CodeOf("Reef tins", "en"), "K7M-2Q3");
}

TEST(Places, ASpellingThatWouldNotBeMatchedIsToldBefore) {
  auto store = store::MakeMemoryStore();
  store::Batch batch{{{store::PutSite{Site("K7M-2Q3", "Blue Reef Cannery", "Apia")},
                       store::PutSite{Site("A2B-3C4", "Marine Foods", "Apia")},
                       store::PutSite{Site("S2U-6N7", "Sunrise Fishing", "Apia")},
                       store::PutSite{Site("S3U-6N8", "Sunrise Fishing", "Asau")}}},
                     {}};
  ASSERT_TRUE(store->Commit(batch));
  const auto would = [&](const char* spelling, const char* site) {
    return Places::WouldMatch(*store, {spelling, site});
  };
  EXPECT_TRUE(would("fale tuna", "K7M-2Q3"));
  EXPECT_TRUE(would("blue reef cannery", "K7M-2Q3")) << "its own name";
  EXPECT_FALSE(would("marine foods", "K7M-2Q3")) << "another's name";
  EXPECT_FALSE(would("sunrise fishing", "S2U-6N7")) << "the name of two";
  EXPECT_FALSE(would("fale tuna", "Z9Z-9Z9"));
}

TEST(Places, LongWordsCostNothing) {
  Places places;
  places.Load({Site("K7M-2Q3", "Cannery", "Apia")});
  EXPECT_EQ(places.CodeOf(std::string(100'000, 'c'), "en"), "");
}

// Through a turn: the name is typed with an error, the ticket has the site's code, and nobody has
// kept the name.
TEST(Places, ANameThatAWorkerTypesBecomesTheSiteOfTheTicket) {
  for (const bool known : {true, false}) {
    Office office;
    Places places;
    office.deployment.places = &places;
    if (known) {
      store::Batch batch{{{store::PutSite{Site("K7M-2Q3", "Cannery", "Apia")}}}, {}};
      ASSERT_TRUE(office.store->Commit(batch));
      ASSERT_TRUE(places.Refresh(*office.store));
    }
    int id = 0;  // English; a few questions now? yes; consent; adult; in danger; no officer may
                 // ask; documents: not said; the workplace ...
    for (const char* text :
         {"hello", "1", "1", "1", "3", "1", "2", "skip", "canery apia", "1", "14", "shade"})
      ASSERT_TRUE(office.Say("+6857212345", "m" + std::to_string(++id), text));
    auto page = office.store->ListTickets({});
    ASSERT_TRUE(page);
    ASSERT_EQ(page->tickets.size(), 1u);
    EXPECT_EQ(page->tickets[0].site, known ? "K7M-2Q3" : "");
    for (const auto& [question, value] : page->tickets[0].answers)
      EXPECT_THAT(value, testing::Not(testing::HasSubstr("canery"))) << question;
  }
}

}  // namespace
}  // namespace bot
