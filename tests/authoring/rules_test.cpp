// SPDX-License-Identifier: Apache-2.0
// rules.md: what is said about which workbook.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "authoring/survey_file.h"
#include "core/utf8.h"

namespace authoring {
namespace {

struct Expected {
  std::string where, rule, words;
};
struct RuleCase {
  std::string title, text;
  std::vector<Expected> expected;
};

Expected ReadExpected(std::string_view line) {
  const size_t first = line.find('|'), second = line.find('|', first + 1);
  return {std::string(core::Trim(line.substr(1, first - 1))),
          std::string(core::Trim(line.substr(first + 1, second - first - 1))),
          std::string(core::Trim(line.substr(second + 1)))};
}

std::vector<RuleCase> ReadCases(const std::string& file) {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR) + "/tests/authoring/" + file);
  std::vector<RuleCase> cases;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) {
      cases.push_back({line.substr(2), "", {}});
    } else if (line.starts_with(">") && !cases.empty()) {
      cases.back().expected.push_back(ReadExpected(line));
    } else if (!cases.empty()) {
      cases.back().text += line + "\n";
    }
  }
  for (RuleCase& c : cases) {
    if (c.text.find("## settings") == std::string::npos)
      c.text += "\n## settings\n| form_id | form_title |\n| test | Test |\n";
  }
  return cases;
}

std::vector<RuleCase> AllCases() {
  std::vector<RuleCase> all;
  for (const char* file : {"rules.md", "features.md", "hostile.md", "forms.md", "habits.md"}) {
    for (RuleCase& c : ReadCases(file)) all.push_back(std::move(c));
  }
  return all;
}

class Rules : public testing::TestWithParam<RuleCase> {};

TEST_P(Rules, SaysExactlyThis) {
  const RuleCase& c = GetParam();
  const SurveyFile file = ReadSurveyFile("test.md", c.text);
  const std::string text = ToText(file.diagnostics, "test.md");
  EXPECT_EQ(file.survey != nullptr, !file.diagnostics.HasErrors()) << text;
  std::set<const Diagnostic*> told;
  for (const Expected& e : c.expected) {
    bool found = false;
    for (const Diagnostic& d : file.diagnostics.all()) {
      if (Where(d.place) != e.where || d.rule != e.rule ||
          (d.message + " " + d.change).find(e.words) == std::string::npos)
        continue;
      told.insert(&d);
      found = true;
    }
    EXPECT_TRUE(found) << e.where << " " << e.rule << " " << e.words << "\n" << text;
  }
  for (const Diagnostic& d : file.diagnostics.all())
    EXPECT_TRUE(told.contains(&d))
        << "also said: " << Where(d.place) << " " << d.rule << " " << d.message;
}

std::string TestName(const testing::TestParamInfo<RuleCase>& info) {
  std::string name;
  for (char c : info.param.title) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Md, Rules, testing::ValuesIn(AllCases()), TestName);

// The example in the documentation is a survey.
TEST(AuthoringDocs, TheExampleIsInOrder) {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR) + "/docs/xlsform.md");
  std::stringstream text;
  text << in.rdbuf();
  const SurveyFile file = ReadSurveyFile("xlsform.md", text.str());
  EXPECT_EQ(ToText(file.diagnostics, "docs/xlsform.md"), "");
  ASSERT_TRUE(file.survey);
  EXPECT_EQ(file.survey->id(), "wages");
}

// Lines of rights information are no survey, and are checked like one.
TEST(AuthoringRights, AreCheckedWherePathsSay) {
  const SurveyFile good =
      ReadSurveyFile("ws.json", R"({"format": 1, "country": "WS", "lines": {}})");
  EXPECT_TRUE(good.readable);
  EXPECT_EQ(good.survey, nullptr);
  EXPECT_FALSE(good.diagnostics.HasErrors());
  EXPECT_THAT(ToText(good.diagnostics, "ws.json"), testing::HasSubstr("N-RIGHTS"));
  const SurveyFile bad = ReadSurveyFile(
      "ws.json", R"({"format": 1, "country": "WS", "lines": {"wages": {"text": {"en": "x"}}}})");
  const std::string text = ToText(bad.diagnostics, "ws.json");
  for (const char* path : {"lines.wages.source", "lines.wages.checked", "lines.wages.checked_by"})
    EXPECT_THAT(text, testing::HasSubstr(std::string(path) + ": error E-RIGHTS"));
}

// Every rule that the code can name has a case, and no message uses the words of form engines.
TEST(AuthoringMessages, EachRuleHasACaseAndNoneTalksLikeAnEngine) {
  namespace fs = std::filesystem;
  // Held by tests/authoring/xlsx_test.cpp, or found by Survey::Parse only where this folder missed
  // it before.
  std::set<std::string> known{"E-FILE",         "E-CELL-ERROR",   "E-CELL-FORMULA", "W-CELL-DATE",
                              "W-ROWS-GAP",     "E-ROWS-MANY",    "W-MERGED",       "E-SURVEY",
                              "W-SETTINGS",     "E-TEXT-MISSING", "E-TEXT-LONG",    "E-TEXT-ECHO",
                              "E-ROLE",         "E-CYCLE",        "E-REF-REPEAT",   "E-EXPR-LONG",
                              "E-COLUMNS-MANY", "E-RIGHTS",       "N-RIGHTS"};
  for (const char* file : {"rules.md", "features.md", "hostile.md", "forms.md", "habits.md"}) {
    for (const RuleCase& c : ReadCases(file)) {
      for (const Expected& e : c.expected) known.insert(e.rule);
    }
  }
  const std::regex rule("\"([EWN]-[A-Z]+(-[A-Z]+)*)\"");
  const std::regex forbidden(
      "\"[^\"]*\\b(XPath|xpath|nodeset|node|itext|bind|reference variables?)\\b[^\"]*\"");
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(DWBOT_SOURCE_DIR) + "/authoring")) {
    if (entry.path().extension() != ".cpp" ||
        entry.path().string().find("/xform/") != std::string::npos)
      continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (core::Trim(line).starts_with("//")) continue;
      for (std::sregex_iterator it(line.begin(), line.end(), rule), end; it != end; ++it)
        EXPECT_TRUE(known.contains((*it)[1]))
            << (*it)[1] << " of " << entry.path() << " has no case";
      bool of_authors = false;  // what stands in their workbooks, not what is said to them
      for (const char* word : {"\"bind\"", "\"bind:\"", "\"jr:itext\""})
        of_authors = of_authors || line.find(word) != std::string::npos;
      EXPECT_TRUE(of_authors || !std::regex_search(line, forbidden))
          << entry.path() << ": " << line;
    }
  }
}

}  // namespace
}  // namespace authoring
