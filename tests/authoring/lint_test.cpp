// SPDX-License-Identifier: Apache-2.0
// lint.md: what the lint says about which workbook.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "core/utf8.h"
#include "dialogs/compiled.h"
#include "dialogs/preview.h"
#include "dialogs/survey.h"
#include "locales/catalog.h"

namespace authoring::lint {
namespace {

struct Expected {
  std::string where, rule, words;
};
struct LintCase {
  std::string title, text;
  std::vector<Expected> expected;
};
void PrintTo(const LintCase& c, std::ostream* out) { *out << c.title; }

Expected ReadExpected(std::string_view line) {
  const size_t first = line.find('|'), second = line.find('|', first + 1);
  return {std::string(core::Trim(line.substr(1, first - 1))),
          std::string(core::Trim(line.substr(first + 1, second - first - 1))),
          std::string(core::Trim(line.substr(second + 1)))};
}

std::vector<LintCase> ReadCases() {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR) + "/tests/authoring/lint.md");
  std::vector<LintCase> cases;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) {
      cases.push_back({line.substr(2), "", {}});
    } else if (line.starts_with(">") && !cases.empty()) {
      cases.back().expected.push_back(ReadExpected(line));
    } else if (!cases.empty()) {
      if (const size_t at = line.find("LONG"); at != std::string::npos) {
        std::string words;
        for (int i = 0; i < 260; ++i) words += "word ";
        line.replace(at, 4, core::Trim(words));
      }
      cases.back().text += line + "\n";
    }
  }
  for (LintCase& c : cases) {
    if (c.text.find("## settings") == std::string::npos)
      c.text += "\n## settings\n| form_id | form_title | version |\n| test | Test | 1 |\n";
  }
  return cases;
}

const locales::Catalogs& Catalogs() {
  static const locales::Catalogs catalogs = *locales::Catalogs::Load();
  return catalogs;
}

bool IsLint(const Diagnostic& d) { return FindRule(d.rule) != nullptr; }

// The lint renders a question once for both where they have the same words.
TEST(LintMessages, WhatsAppAndTelegramSayTheSame) {
  size_t compared = 0;
  for (const std::string& name : dialogs::ShippedSurveyNames()) {
    const auto survey = *dialogs::Survey::Parse(*dialogs::ShippedSurvey(name));
    dialogs::Deployment deployment;
    deployment.catalogs = &Catalogs();
    for (const std::string& language : survey->languages()) {
      dialogs::Preview preview(*survey, deployment, language, {});
      for (uint16_t q = 0; q < survey->compiled().questions.size(); ++q) {
        const dialogs::Question& row = survey->compiled().questions[q];
        if (row.silent() || row.wording[1] != row.wording[2]) continue;
        const auto whatsapp = preview.Of(q, core::ChannelKind::kWhatsApp),
                   telegram = preview.Of(q, core::ChannelKind::kTelegram);
        EXPECT_EQ(whatsapp.text, telegram.text) << name << " " << row.name;
        EXPECT_EQ(whatsapp.body, telegram.body);
        EXPECT_EQ(whatsapp.choices.size(), telegram.choices.size());
        EXPECT_EQ(whatsapp.multiple, telegram.multiple);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 300u);
}

class LintRules : public testing::TestWithParam<LintCase> {};

TEST_P(LintRules, SaysExactlyThis) {
  const LintCase& c = GetParam();
  SurveyFile file = ReadSurveyFile("test.md", c.text);
  ASSERT_NE(file.survey, nullptr) << ToText(file.diagnostics, "test.md");
  Lint(file, {}, Catalogs());
  const std::string text = ToText(file.diagnostics, "test.md");
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
  for (const Diagnostic& d : file.diagnostics.all()) {
    EXPECT_TRUE(!IsLint(d) || told.contains(&d))
        << "also said: " << Where(d.place) << " " << d.rule << " " << d.message;
  }
}

std::string TestName(const testing::TestParamInfo<LintCase>& info) {
  std::string name;
  for (char c : info.param.title) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name;
}
INSTANTIATE_TEST_SUITE_P(Md, LintRules, testing::ValuesIn(ReadCases()), TestName);

TEST(Lint, EachRuleHasACaseThatFiresIt) {
  std::set<std::string> known;
  for (const LintCase& c : ReadCases()) {
    for (const Expected& e : c.expected) known.insert(e.rule);
  }
  // Needs over a hundred options: the case stands below.
  known.insert("TG-CB");
  for (const Rule& rule : Rules()) EXPECT_TRUE(known.contains(std::string(rule.id))) << rule.id;
}

TEST(Lint, SaysThatTelegramTakesAHundredButtons) {
  for (const size_t options : {100U, 101U}) {
    std::string text = "## survey\n| type | name | label |\n| select_one l | a | Which? |\n";
    text += "## choices\n| list_name | name | label |\n";
    for (size_t i = 0; i < options; ++i)
      text += "| l | c" + std::to_string(i) + " | Town" + std::to_string(1000 + i * 7) + " |\n";
    SurveyFile file = ReadSurveyFile("test.md", text);
    ASSERT_NE(file.survey, nullptr) << ToText(file.diagnostics, "test.md");
    Lint(file, {}, Catalogs());
    EXPECT_EQ(ToText(file.diagnostics, "t").find("TG-CB") != std::string::npos, options > 100);
  }
}

TEST(Lint, FindsNothingInShippedSurveysThatIsWorseThanANote) {
  for (const std::string& name : dialogs::ShippedSurveyNames()) {
    SurveyFile file = ReadSurveyFile(name + ".json", *dialogs::ShippedSurvey(name));
    ASSERT_NE(file.survey, nullptr);
    const auto costs = Lint(file, {}, Catalogs());
    EXPECT_FALSE(costs.empty());
    for (const Diagnostic& d : file.diagnostics.all())
      EXPECT_EQ(d.severity, Severity::kNote)
          << name << " " << Where(d.place) << " " << d.rule << " " << d.message;
  }
}

TEST(Lint, LevelsAreAsAsked) {
  const std::string text =
      "## survey\n| type | name | label | required |\n| image | a | Show | yes |\n";
  Levels levels;
  ASSERT_TRUE(levels.Set("CHAN-TYPE=note"));
  ASSERT_TRUE(levels.Read(R"({"META": "off"})"));
  SurveyFile file = ReadSurveyFile("test.md", text);
  Lint(file, levels, Catalogs());
  EXPECT_FALSE(file.diagnostics.HasErrors());
  const std::string said = ToText(file.diagnostics, "t");
  EXPECT_NE(said.find("note CHAN-TYPE"), std::string::npos) << said;
  EXPECT_EQ(said.find("META"), std::string::npos) << said;
}

TEST(Lint, RefusesLevelsAndRulesThatThereAreNot) {
  Levels levels;
  EXPECT_NE(levels.Set("SMS-SEGG=note").error().message.find("Did you mean SMS-SEG"),
            std::string::npos);
  EXPECT_NE(levels.Set("SMS-SEG=loud").error().message.find("\"loud\" is no level"),
            std::string::npos);
  EXPECT_FALSE(levels.Set("SMS-SEG"));
  EXPECT_FALSE(levels.Read("[]"));
  EXPECT_FALSE(levels.Read(R"({"SMS-SEG": 1})"));
}

TEST(Lint, CountsWhatGatewaysWillSend) {
  SurveyFile file = ReadSurveyFile(
      "test.md",
      "## survey\n| type | name | label |\n| note | n | Hello |\n| integer | a | How many? |\n");
  const auto costs = Lint(file, {}, Catalogs());
  ASSERT_EQ(costs.size(), 3U);  // the note leaves with the question
  EXPECT_EQ(costs[0].channel, core::ChannelKind::kSms);
  // "Hello", an empty line, "1/1 How many?", "(or send SKIP)" below it
  EXPECT_EQ(costs[0].units, std::string("Hello\n\n1/1 How many?\n(or send SKIP)").size());
  EXPECT_EQ(costs[0].messages, 1U);
  EXPECT_NE(CostTable(costs).find("a "), std::string::npos);
}

}  // namespace
}  // namespace authoring::lint
