// SPDX-License-Identifier: Apache-2.0
#include "ecms/inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/test_office.h"

namespace ecms {
namespace {

using ::testing::ElementsAre;

std::vector<int> FirstBytes(const TicketViews& views) {
  std::vector<int> out;
  for (const TicketView& ticket : views.tickets) out.push_back(ticket.id.bytes[0]);
  return out;
}

TEST(Inbox, RolesDecideWhoSeesTickets) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  office.Put(row);
  core::TicketId missing{{200}};
  for (std::string_view name : Roles()) {
    Caller caller = office.CallerOf(std::string(name));
    auto list = office.inbox.List(caller, {}, "en");
    auto one = office.inbox.Get(caller, row.id, "en");
    auto none = office.inbox.Get(caller, missing, "en");
    EXPECT_EQ(list.has_value(), MayReadTickets(name)) << name;
    EXPECT_EQ(one.has_value(), MayReadTickets(name)) << name;
    ASSERT_FALSE(none.has_value()) << name;
    if (MayReadTickets(name)) {
      EXPECT_EQ(none.error().code, core::ErrorCode::kNotFound);
    } else {
      // The same answer for a ticket that exists and one that does not.
      EXPECT_EQ(list.error().code, core::ErrorCode::kDenied);
      EXPECT_EQ(one.error().code, core::ErrorCode::kDenied);
      EXPECT_EQ(none.error().code, core::ErrorCode::kDenied);
    }
  }
  EXPECT_FALSE(office.inbox.List(Caller{}, {}, "en").has_value());
}

TEST(Inbox, OpenOnesFirstThenTheGravestAndFiltered) {
  TestOffice office;
  office.Put(office.Ticket(1, 3));
  office.Put(office.Ticket(2, 0, "2026-W40"));
  office.Put(office.Ticket(3, 1));
  auto other = office.Ticket(4, 1, "2026-W48");
  other.topic = "wages";
  other.survey = "pulse-4";
  office.Put(other);
  office.Commit({store::SetTicketState{other.id, "closed", true}});
  Caller officer = office.CallerOf("officer");

  auto all = office.inbox.List(officer, {}, "en");
  ASSERT_TRUE(all.has_value());
  EXPECT_THAT(FirstBytes(*all), ElementsAre(2, 3, 1, 4));
  EXPECT_EQ(all->total, 4);
  EXPECT_EQ(all->next, "");
  EXPECT_FALSE(all->tickets[3].clock.has_value());

  TicketQuery query;
  query.severity_at_most = 1;
  EXPECT_THAT(FirstBytes(*office.inbox.List(officer, query, "en")), ElementsAre(2, 3, 4));
  query.state = "closed";
  EXPECT_THAT(FirstBytes(*office.inbox.List(officer, query, "en")), ElementsAre(4));
  query = {};
  query.topic = "wages";
  EXPECT_THAT(FirstBytes(*office.inbox.List(officer, query, "en")), ElementsAre(4));
  query = {};
  query.survey = "test-3";
  EXPECT_THAT(FirstBytes(*office.inbox.List(officer, query, "en")), ElementsAre(2, 3, 1));
}

TEST(Inbox, PagesJoinWithoutGapOrRepeat) {
  TestOffice office;
  for (uint8_t i = 1; i <= 9; ++i) office.Put(office.Ticket(i, static_cast<uint8_t>(i % 3)));
  Caller officer = office.CallerOf("officer");
  std::vector<int> joined;
  TicketQuery query;
  query.limit = 4;
  do {
    auto page = office.inbox.List(officer, query, "en");
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->total, 9);
    for (int byte : FirstBytes(*page)) joined.push_back(byte);
    query.after = page->next;
  } while (!query.after.empty());
  EXPECT_THAT(joined, ElementsAre(3, 6, 9, 1, 4, 7, 2, 5, 8));
}

TEST(Inbox, TextsComeInTheOfficersLanguage) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  row.answers = {{"may_we", "yes"},
                 {"danger", "yes"},
                 {"what", "fire gas"}};  // consent is in every ticket: not shown
  row.ask_back = {"danger-now"};
  office.Put(row);
  auto view = office.inbox.Get(office.CallerOf("officer"), row.id, "es");
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->topic_title, "Seguridad en el trabajo");
  EXPECT_EQ(view->survey_title, "Tres preguntas");
  ASSERT_EQ(view->reasons.size(), 1U);
  EXPECT_EQ(view->reasons[0].text, "Peligro ahora");
  ASSERT_EQ(view->ask_back.size(), 1U);
  EXPECT_EQ(view->ask_back[0].text, "Peligro ahora");
  ASSERT_EQ(view->answers.size(), 2U);
  EXPECT_EQ(view->answers[0].question_text, "¿Hay peligro ahora?");
  EXPECT_EQ(view->answers[0].value_text, "Sí");
  EXPECT_EQ(view->answers[1].value_text, "Fuego, Gas");
  // Asked of everybody, and not answered: neither the note, nor what depends on an answer, nor own
  // words.
  ASSERT_EQ(view->unanswered.size(), 1U);
  EXPECT_EQ(view->unanswered[0].question, "hours");
  EXPECT_EQ(view->unanswered[0].question_text, "Horas al día");
}

TEST(Inbox, AnotherLanguageFallsBackToTheSurveysFirst) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  office.Put(row);
  for (std::string_view language : {"fr", "en-GB", "", "x"}) {
    auto view = office.inbox.Get(office.CallerOf("officer"), row.id, language);
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view->answers.at(0).question_text, "Does … have to come now?") << language;
    EXPECT_EQ(view->answers.at(0).value_text, "Yes");
    EXPECT_EQ(view->topic_title, "Safety at work");
  }
  EXPECT_EQ(office.inbox.Get(office.CallerOf("officer"), row.id, "es-MX")->answers.at(0).value_text,
            "Sí");
}

TEST(Inbox, UnknownSurveyVersionShowsCodes) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  row.survey_hash = "00";
  row.answers = {{"danger", "yes"}};
  office.Put(row);
  auto view = office.inbox.Get(office.CallerOf("officer"), row.id, "en");
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->topic_title, "osh");
  EXPECT_EQ(view->survey_title, "test-3");
  EXPECT_EQ(view->reasons.at(0).text, "danger-now");
  EXPECT_EQ(view->answers.at(0).question_text, "danger");
  EXPECT_EQ(view->answers.at(0).value_text, "yes");
  EXPECT_TRUE(view->unanswered.empty());
}

TEST(Inbox, UnknownCodesStayAsTheyAre) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  row.topic = "";
  row.indicators = {"gone"};
  row.answers = {
      {"danger", "perhaps"}, {"what", "fire flood"}, {"old", "3"}, {"hours", "(refused)"}};
  office.Put(row);
  auto view = office.inbox.Get(office.CallerOf("officer"), row.id, "en");
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->reasons.at(0).text, "gone");
  EXPECT_EQ(view->answers.at(0).value_text, "perhaps");
  EXPECT_EQ(view->answers.at(1).value_text, "fire flood");
  EXPECT_EQ(view->answers.at(2).question_text, "old");
  EXPECT_EQ(view->answers.at(3).value_text, "(refused)");
}

TEST(Inbox, CountsTheSealedTextsThatAreStillThere) {
  TestOffice office;
  auto row = office.Ticket(1, 0);
  row.words = {core::RecordId{{1}}, core::RecordId{{2}}};
  store::SealedRow first{core::RecordId{{1}}, "words", "words", {1, 2, 3}, false};
  store::SealedRow scrubbed{core::RecordId{{1}}, "scrubbed", "words", {4}, false};
  store::SealedRow second{core::RecordId{{2}}, "words", "words", {5}, false};
  office.Commit({store::PutSealed{first}, store::PutSealed{scrubbed}, store::PutSealed{second},
                 store::PutTicket{row}});
  Caller officer = office.CallerOf("officer");
  EXPECT_EQ(office.inbox.List(officer, {}, "en")->tickets.at(0).sealed_words, 2);
  EXPECT_FALSE(office.inbox.Get(officer, row.id, "en")->words.at(0).original_removed);
  office.Commit({store::RemoveOriginal{first.id}, store::RemoveOriginal{second.id}});
  EXPECT_TRUE(office.inbox.Get(officer, row.id, "en")->words.at(0).original_removed);
  office.Commit({store::DropSealed{second.id}});
  EXPECT_EQ(office.inbox.List(officer, {}, "en")->tickets.at(0).sealed_words, 1);
  EXPECT_EQ(office.inbox.Get(officer, row.id, "en")->sealed_words, 1);
}

TEST(Inbox, SiteStandsWithNameAndDistrictAndOnlyTheDistrictAfterClosure) {
  TestOffice office;
  office.Commit({store::PutSite{{"K7M-2Q3", "S1", "Blue Ocean Cannery", "Apia", "", "", "", 0}}});
  auto row = office.Ticket(1, 1);
  row.site = "K7M-2Q3";
  office.Put(row);
  const Caller officer = office.CallerOf("officer");
  auto open = office.inbox.Get(officer, row.id, "en");
  ASSERT_TRUE(open);
  EXPECT_EQ(open->site + "|" + open->site_name + "|" + open->site_district,
            "K7M-2Q3|Blue Ocean Cannery|Apia");
  office.Commit({store::SetTicketState{row.id, "closed", true}});
  auto closed = office.inbox.Get(officer, row.id, "en");
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->site + "|" + closed->site_name + "|" + closed->site_district, "||Apia");
}

TEST(Inbox, BadCursorIsRefused) {
  TestOffice office;
  TicketQuery query;
  query.after = "nonsense";
  auto page = office.inbox.List(office.CallerOf("officer"), query, "en");
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, core::ErrorCode::kInvalid);
}

}  // namespace
}  // namespace ecms
