// SPDX-License-Identifier: Apache-2.0
// An officer says which workplace a ticket is about, and releases how workers write its name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/json.h"
#include "core/random.h"
#include "dialogs/site_code.h"
#include "ecms/site_folds.h"
#include "ecms/site_spelling.h"
#include "ecms/test_office.h"
#include "locales/fold.h"

namespace ecms {
namespace {

using core::ErrorCode;
using testing::ElementsAre;
using testing::IsEmpty;

class Placing : public testing::Test {
 protected:
  Placing() {
    office_.Commit(
        {store::PutSite{{"A-11", "1", "Blue Reef Cannery", "Apia", "fishing", "", "", 80}},
         store::PutSite{{"B-22", "2", "Marine Foods", "Asau", "", "", "", 20}}});
    auto row = office_.Ticket(1, 2);
    row.answers = {{"what", "gas"}};
    office_.Put(row);
  }
  static Caller By(const std::string& role) { return {{}, "someone", role}; }
  core::TicketId Ticket(uint8_t id = 1) const { return office_.Ticket(id, 2).id; }
  core::Status Place(const char* code, std::optional<std::string> spelling = std::nullopt) {
    return office_.sites->Place(By("officer"), Ticket(), code, spelling);
  }
  TicketView View() const { return office_.inbox.Get(By("officer"), Ticket(), "en").value(); }
  // "action object detail" of each entry.
  std::vector<std::string> Audit() const {
    std::vector<std::string> out;
    const auto rows = office_.store->ListAudit(0, 100).value();
    for (const store::AuditRow& row : rows)
      out.push_back(row.action + " " + row.object + " " + row.detail);
    return out;
  }
  std::vector<std::string> Spellings(const char* code) const {
    return office_.sites->Get(By("officer"), code, "en").value().spellings;
  }
  TestOffice office_;
};

TEST_F(Placing, ATicketIsPlacedMovedAndGivenBack) {
  EXPECT_FALSE(View().placed);
  ASSERT_TRUE(Place("A-11"));
  EXPECT_TRUE(View().placed);
  EXPECT_EQ(View().site, "A-11");
  EXPECT_EQ(View().site_name, "Blue Reef Cannery");
  EXPECT_EQ(View().named_site, "");
  ASSERT_TRUE(Place("A-11")) << "again";
  ASSERT_TRUE(Place("B-22"));
  EXPECT_EQ(View().site, "B-22");
  ASSERT_TRUE(office_.sites->Unplace(By("supervisor"), Ticket()));
  ASSERT_TRUE(office_.sites->Unplace(By("supervisor"), Ticket())) << "again";
  EXPECT_FALSE(View().placed);
  EXPECT_EQ(View().site, "");
  const std::string id = Ticket().Text();
  EXPECT_THAT(Audit(), ElementsAre("ticket.place " + id + " ", "ticket.place " + id + " ",
                                   "ticket.unplace " + id + " "))
      << "what changes nothing is no entry";
}

TEST_F(Placing, WhatTheWorkerNamesLaterDoesNotMoveIt) {
  ASSERT_TRUE(Place("A-11"));
  auto row = office_.Ticket(1, 1);
  row.site = "B-22";
  row.answers = {{"where", "B-22"}};
  office_.Put(row);
  EXPECT_EQ(View().site, "A-11");
  EXPECT_EQ(View().named_site, "B-22");
  office_.Commit({store::SetTicketState{Ticket(), "closed", true}});
  EXPECT_FALSE(View().placed);
  EXPECT_EQ(View().named_site, "") << "a closed ticket names neither";
  EXPECT_THAT(View().answers, IsEmpty());
  EXPECT_EQ(View().site_district, "Apia");
  EXPECT_EQ(Place("B-22").error().code, ErrorCode::kConflict);
  EXPECT_EQ(office_.sites->Unplace(By("officer"), Ticket()).error().code, ErrorCode::kConflict);
}

TEST_F(Placing, WhoMayNotAndWhatIsNotThere) {
  for (const char* role : {"author", "auditor", "feed", ""}) {
    EXPECT_EQ(office_.sites->Place(By(role), Ticket(), "A-11", std::nullopt).error().code,
              ErrorCode::kDenied)
        << role;
    EXPECT_EQ(office_.sites->Place(By(role), Ticket(9), "A-11", std::nullopt).error().code,
              ErrorCode::kDenied)
        << role << ": nothing about the id";
    EXPECT_EQ(office_.sites->Unplace(By(role), Ticket()).error().code, ErrorCode::kDenied) << role;
    EXPECT_EQ(office_.sites->ForgetSpelling(By(role), "A-11", "x").error().code, ErrorCode::kDenied)
        << role;
    EXPECT_EQ(office_.sites->Names(By(role), "", 10).error().code, ErrorCode::kDenied) << role;
  }
  EXPECT_EQ(office_.sites->Place(By("officer"), Ticket(9), "A-11", std::nullopt).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(Place("Z-99").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(office_.sites->ForgetSpelling(By("officer"), "A-11", "reef").error().code,
            ErrorCode::kNotFound);
  EXPECT_THAT(Audit(), IsEmpty());
}

TEST_F(Placing, ASpellingIsKeptFoldedAndForgotten) {
  ASSERT_TRUE(Place("A-11", "Fale  TUNÀ!"));
  EXPECT_THAT(Spellings("A-11"), ElementsAre("fale tuna"));
  EXPECT_EQ(office_.spellings_changed, 1);
  ASSERT_TRUE(Place("A-11", "fale tuna")) << "there already";
  EXPECT_EQ(office_.spellings_changed, 1);
  EXPECT_EQ(Place("B-22", "Fale Tuna").error().code, ErrorCode::kConflict);
  EXPECT_EQ(View().site, "A-11") << "all or nothing";
  // An import of the register replaces rows by the office's key.
  office_.Commit({store::PutSite{{"", "1", "Blue Reef", "Apia", "", "", "", 80}}});
  EXPECT_THAT(Spellings("A-11"), ElementsAre("fale tuna"));
  ASSERT_TRUE(office_.sites->ForgetSpelling(By("officer"), "A-11", "fale tuna"));
  EXPECT_THAT(Spellings("A-11"), IsEmpty());
  EXPECT_EQ(office_.spellings_changed, 2);
  ASSERT_TRUE(Place("B-22", "Fale Tuna"));
  for (const std::string& entry : Audit())
    EXPECT_EQ(entry.find("fale"), std::string::npos)
        << "the audit stays; a name must be able to go";
  EXPECT_THAT(Audit(), testing::Contains("site.remember A-11 "));
  EXPECT_THAT(Audit(), testing::Contains("site.forget A-11 "));
}

TEST_F(Placing, ASpellingThatWouldNotBeMatchedIsRefused) {
  office_.taken = "marine foods";
  EXPECT_EQ(Place("A-11", "Marine Foods").error().code, ErrorCode::kConflict);
  EXPECT_FALSE(View().placed);
  for (size_t i = 0; i < kMostSpellings; ++i) {
    ASSERT_TRUE(Place("A-11", "reef " + std::to_string(i) + " tins"));
  }
  EXPECT_EQ(Place("A-11", "one more").error().code, ErrorCode::kConflict);
}

TEST(Spelling, IsTheNameOfAPlace) {
  for (const auto& [text, kept] :
       std::vector<std::pair<const char*, const char*>>{{"Fale Tuna", "fale tuna"},
                                                        {" \xE2\x80\x98"
                                                         "Olaga-Café no. 4 ",
                                                         "olaga cafe no 4"},
                                                        {"দর্জি ঘর", "দর্জি ঘর"},
                                                        {"红房", "红房"}}) {
    const auto read = ReadSpelling(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(locales::FoldKey(*read), locales::FoldKey(text)) << "compared as it was written";
    if (locales::FoldKey(kept) == locales::FoldKey(text)) continue;
    ADD_FAILURE() << text << " is kept as " << *read;
  }
  for (const char* text :
       {"", "  ", "!!!", "ab", "红", "7", "5551234", "call 685 7551 234 Sefo",
        "the cannery near the market where they do not pay the night shift",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnop"}) {
    const auto read = ReadSpelling(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kInvalid);
  }
  EXPECT_FALSE(ReadSpelling(std::string(401, 'a')));
  core::SeededRandom random(3);
  EXPECT_FALSE(ReadSpelling(dialogs::NewSiteCode(random)));
  EXPECT_TRUE(ReadSpelling("Plant 12")) << "like a code with a typing error, and no code";
}

// tests/web/places.test.mjs holds that the page makes the second of the first.
TEST(Spelling, WhatThePageSendsIsFoldedLikeWhatTheWorkerWrote) {
  std::ostringstream text;
  text << std::ifstream(DWBOT_SOURCE_DIR "/tests/web/place_names.json").rdbuf();
  const auto names = core::JsonDocument::Parse(text.str());
  ASSERT_TRUE(names);
  ASSERT_GT(names->root().size(), 20u);
  for (size_t i = 0; i < names->root().size(); ++i) {
    const std::string &written = names->root().At(i).At(0).String(),
                      &sent = names->root().At(i).At(1).String();
    EXPECT_EQ(locales::FoldKey(written), locales::FoldKey(sent)) << written;
  }
}

TEST_F(Placing, NamesComeInPagesByTheOfficesKeys) {
  const auto first = office_.sites->Names(By("officer"), "", 1).value();
  ASSERT_EQ(first.sites.size(), 1u);
  EXPECT_EQ(first.sites[0].code, "A-11");
  EXPECT_EQ(first.next, "1");
  const auto second = office_.sites->Names(By("officer"), first.next, 1).value();
  ASSERT_EQ(second.sites.size(), 1u);
  EXPECT_EQ(second.sites[0].name, "Marine Foods");
  EXPECT_EQ(second.next, "");
  EXPECT_THAT(office_.sites->Names(By("officer"), "2", 1)->sites, IsEmpty());
}

TEST_F(Placing, ACaseWithoutAWorkplaceTakesIt) {
  NewCase wanted;
  wanted.type = "safety_and_health";
  wanted.tickets = {Ticket()};
  const auto id = office_.cases->Open(By("officer"), wanted);
  ASSERT_TRUE(id) << id.error().message;
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(office_.cases->Get(By("officer"), *id, "en")->site, "");
  ASSERT_TRUE(Place("A-11"));
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(office_.cases->Get(By("officer"), *id, "en")->site, "A-11");
  ASSERT_TRUE(office_.sites->Unplace(By("officer"), Ticket()));
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(office_.cases->Get(By("officer"), *id, "en")->site, "A-11")
      << "the case is the officers': they change it";
}

TEST_F(Placing, TheRegisterIsFoldedAnewWhenItChanges) {
  EXPECT_EQ(office_.sites->List(By("officer"), "reef", 9)->total, 1);
  EXPECT_EQ(office_.sites->List(By("officer"), "apia fishing", 9)->total, 0) << "not across fields";
  office_.Commit({store::PutSite{{"A-11", "1", "Blue Lagoon", "Apia", "fishing", "", "", 80}}});
  EXPECT_EQ(office_.sites->List(By("officer"), "reef", 9)->total, 0);
  EXPECT_EQ(office_.sites->List(By("officer"), "LAGOON", 9)->total, 1);
  SiteFolds folds;
  const auto rows = office_.store->ListSites().value();
  const auto once = folds.Of(rows);
  EXPECT_EQ(folds.Of(rows), once) << "the same object: nothing was folded";
}

TEST_F(Placing, ASearchInABigRegisterDoesNotFoldItAgain) {
  std::vector<store::Command> sites;
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(i);
    sites.emplace_back(
        store::PutSite{{"S-" + number, "key" + number, "Workplace " + number + " Garments Ltd",
                        "District " + std::to_string(i % 11), "garments", "", "", 50}});
  }
  office_.Commit(std::move(sites));
  const auto search = [&] {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(office_.sites->List(By("officer"), "4711", 9)->total, 1);
    return std::chrono::steady_clock::now() - begin;
  };
  const auto folding = search();
  auto kept = search();
  for (int i = 0; i < 4; ++i) kept = std::min(kept, search());
  std::printf("5,000 workplaces: folded %.1f ms, kept %.1f ms, ratio %.1f\n",
              std::chrono::duration<double, std::milli>(folding).count(),
              std::chrono::duration<double, std::milli>(kept).count(),
              std::chrono::duration<double>(folding) / std::chrono::duration<double>(kept));
  EXPECT_LT(kept * 2, folding);
}

}  // namespace
}  // namespace ecms
