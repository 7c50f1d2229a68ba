// SPDX-License-Identifier: Apache-2.0
#include "authoring/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/survey.h"

namespace authoring {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// Not a global: the files that are compiled in may be made later than it.
const std::string& Base() {
  static const std::string base(*dialogs::ShippedSurvey("core-9"));
  return base;
}

// Core-9 with the first `from` replaced.
std::string With(const std::string& from, const std::string& to) {
  std::string json = Base();
  const size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

struct Case {
  const char* from;
  const char* to;
  const char* says;
  bool careful;
};

TEST(Diff, SaysEachKindOfChange) {
  const Case cases[] = {
      {"How old are you?", "Your age?",
       R"(label of question "age" (en): "How old are you?" becomes "Your age?".)", false},
      {"\"id\": \"core-9\"", "\"id\": \"core-10\"", "id of the survey: core-9 becomes core-10.",
       false},
      {"\"gate\": \"P0\"", "\"gate\": \"P1\"", R"(gate of rule "imminent_danger": P0 becomes P1.)",
       true},
      {"${danger} = 'yes'", "${danger} = 'no'",
       R"(when of rule "imminent_danger": ${danger} = 'yes' becomes ${danger} = 'no'.)", true},
      {"\"value\": \"under_15\"", "\"value\": \"child\"",
       R"(Option under_15 of "age" is gone; earlier answers may hold it.)", true},
      {"\"name\": \"danger\"", "\"name\": \"peril\"",
       R"(Question "danger" is gone: "Are you in danger right now?)", true},
      {"${age} = 'under_15'", "${age} = 'adult'",
       R"(when of end "child": ${age} = 'under_15' becomes ${age} = 'adult'.)", false},
  };
  for (const Case& c : cases) {
    const auto changes = Diff(Base(), With(c.from, c.to));
    ASSERT_TRUE(changes);
    EXPECT_THAT(ToText(*changes), HasSubstr(std::string(c.careful ? "! " : "- ") + c.says)) << c.to;
  }
  EXPECT_THAT(*Diff(Base(), Base()), SizeIs(0));
  EXPECT_EQ(ToText({}), "Nothing changed.\n");
  EXPECT_FALSE(Diff(Base(), "{"));
}

// Whatever is different is told: any one character of any text.
TEST(Diff, NoChangeIsSilent) {
  size_t told = 0;
  for (size_t at = Base().find("\": \""); at != std::string::npos;
       at = Base().find("\": \"", at + 400)) {
    std::string json = Base();
    json.insert(at + 4, "x");
    const auto changes = Diff(Base(), json);
    ASSERT_TRUE(changes);
    EXPECT_FALSE(changes->empty()) << json.substr(at, 40);
    ++told;
  }
  EXPECT_GT(told, 50U);
}

TEST(Diff, ANewLanguageIsOneChange) {
  std::string json =
      R"({"format":1,"id":"a","languages":["en"],"title":{"en":"T"},"questions":[{"name":"q","type":"text","label":{"en":"Q"}}]})";
  std::string more =
      R"({"format":1,"id":"a","languages":["en","fr"],"title":{"en":"T","fr":"T"},"questions":[{"name":"q","type":"text","label":{"en":"Q","fr":"Q"}}]})";
  const auto changes = Diff(json, more);
  ASSERT_TRUE(changes);
  ASSERT_THAT(*changes, SizeIs(1));
  EXPECT_EQ(changes->front().says, "Language fr is new.");
}

TEST(Diff, OrderCounts) {
  const std::string a =
      R"({"questions":[{"name":"p"},{"name":"g","questions":[{"name":"q"},{"name":"r"}]}]})";
  const std::string b =
      R"({"questions":[{"name":"q"},{"name":"p"},{"name":"g","questions":[{"name":"r"}]}]})";
  const auto changes = Diff(a, b);
  ASSERT_TRUE(changes);
  EXPECT_THAT(ToText(*changes), HasSubstr("Question \"q\" now stands outside groups."));
  EXPECT_THAT(ToText(*changes), HasSubstr("The order of questions is another: q, p, g, r."));
}

}  // namespace
}  // namespace authoring
