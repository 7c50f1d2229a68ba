// SPDX-License-Identifier: Apache-2.0
// Lines of rights information: what a file must say, and when a worker reads one.
#include "dialogs/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/support.h"

namespace {

using dialogs::Rights;
using dialogs_test::Samoa;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kRights = R"({"format": 1, "country": "WS", "lines": {"injury": {
    "text": {"en": "Work that hurt you is paid for.", "bn": "কাজে আঘাত পেলে টাকা পাবেন।"},
    "source": "Example Act, section 1", "checked": "2026-11-28", "checked_by": "a test"}}})";

// Until an officer's or a lawyer's hand has been there, the files that ship say nothing.
TEST(Rights, FilesThatShipAreInOrderAndEmpty) {
  EXPECT_THAT(Rights::ShippedCountries(), testing::ElementsAre("BD", "CK", "PH", "WS"));
  for (const std::string& country : Rights::ShippedCountries()) {
    const Rights rights = Rights::Shipped(country);
    EXPECT_EQ(rights.country(), country);
    EXPECT_TRUE(rights.empty()) << "who checked it? then change this test";
  }
  EXPECT_TRUE(Rights::Shipped("XX").empty());
}

TEST(Rights, ALineHasItsSourceInTheWorkersLanguageOrIsNotThere) {
  const auto rights = Rights::Parse(kRights);
  ASSERT_TRUE(rights) << rights.error().message;
  EXPECT_EQ(rights->Line("injury", "en"),
            "Work that hurt you is paid for. (Example Act, section 1)");
  EXPECT_EQ(rights->Line("injury", "en-GB"), rights->Line("injury", "en"));
  EXPECT_EQ(rights->Line("injury", "es"), "");
  EXPECT_EQ(rights->Line("wages", "en"), "");
}

TEST(Rights, AllThatIsWrongIsSaidAtOnce) {
  const std::string longest(200, 'x');
  const auto rights = Rights::Parse(
      R"({"format": 1, "country": "Samoa", "lines": {"wages": {"text": {"en": ")" + longest +
      R"("}, "source": " ", "checked": "yesterday", "law": "x"}, "hours": {"source": "s", "checked": "2026-11-28", "checked_by": "b"}}})");
  ASSERT_FALSE(rights);
  for (const char* part : {"country: must be an ISO", "lines.wages.source: must name the law",
                           "lines.wages.checked_by", "lines.wages.checked: must be the day",
                           "lines.wages.text.en: has more than 160", "lines.wages.law",
                           "lines.hours.text: needs the line"})
    EXPECT_THAT(rights.error().message, HasSubstr(part));
  EXPECT_FALSE(Rights::Parse(R"({"format": 1, "country": "WS"})"));
  EXPECT_FALSE(Rights::Parse("[]"));
}

// What a worker reads: `lines` are each turn's messages.
std::vector<std::string> Talk(const std::vector<std::string>& lines, const Rights* rights,
                              const char* language = "en") {
  const auto survey = dialogs_test::MustParse(dialogs_test::ReadFile("survey_base.json"));
  dialogs::Deployment deployment = Samoa();
  deployment.rights = rights;
  dialogs::Session session = dialogs::NewSession(*survey, core::Seed{}, dialogs_test::kMonday);
  std::vector<std::string> shown;
  for (const std::string& line : lines) {
    dialogs::Input input;
    input.text = line;
    input.language_hint = language;
    auto result =
        dialogs::Step(*survey, deployment, std::move(session), input, dialogs_test::kMonday);
    session = std::move(result.session);
    shown.emplace_back();
    for (const auto& message : result.messages) shown.back() += message.text + "\n";
  }
  return shown;
}

TEST(Rights, ALineEndsItsTopicOnceForWhomItConcerns) {
  const Rights rights = *Rights::Parse(kRights);
  // Hurt, five days off: a ticket, so the officer's question comes (no), then tools, people, the
  // story, which ends the topic.
  const std::vector<std::string> hurt{"hi", "yes",  "yes", "yesterday",        "5", "2", "1",
                                      "20", "BACK", "20",  "They shout at us."};
  const auto with = Talk(hurt, &rights), without = Talk(hurt, nullptr);
  ASSERT_EQ(with.size(), without.size());
  size_t said = 0;
  for (size_t i = 0; i < with.size(); ++i) {
    if (with[i] == without[i]) continue;
    ++said;
    EXPECT_THAT(with[i], HasSubstr("Work that hurt you is paid for. (Example Act, section 1)"))
        << i;
    EXPECT_GT(with[i].find("Work that hurt"), 40U) << "it stands on the lock screen";
  }
  EXPECT_EQ(said, 1U);
  // Nothing of it in a language that has no line, nor before the topic ends.
  EXPECT_THAT(with[2], Not(HasSubstr("Example Act")));
}

}  // namespace
