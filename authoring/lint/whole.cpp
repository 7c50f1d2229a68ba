// SPDX-License-Identifier: Apache-2.0
// The survey as a whole: its length, its free texts, what tells its versions apart.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "authoring/lint/context.h"

namespace authoring::lint {
namespace {

// Answers drop off after the first few questions (EDI, Medic, Echo Mobile: 5 to 10 by SMS).
constexpr size_t kLong = 10, kVeryLong = 20, kFreeTexts = 2;

bool IsAsked(const dialogs::Question& q) {
  return !q.silent() && q.type != dialogs::QuestionType::kNote;
}

// The bot's own words come from its catalogs: how to answer, what STOP does, help numbers.
void Catalogs(Context& c) {
  for (size_t i = 0; i < c.survey.languages.size(); ++i) {
    const std::string& language = c.language(i);
    if (c.catalogs.Find(language) != nullptr) continue;
    const std::vector<std::string> known = c.catalogs.languages();
    c.Say("I18N-CATALOG", fmt::format("languages[{}]", i),
          fmt::format("The bot itself does not speak \"{}\": how to answer, STOP and help are said "
                      "in English.",
                      language),
          fmt::format(
              "Check the code; the bot speaks {}. CONTRIBUTING.md says how a language is added.",
              fmt::join(known, ", ")));
  }
}

}  // namespace

void LintWhole(Context& c) {
  const auto& questions = c.survey.questions;
  const auto asked =
      static_cast<size_t>(std::count_if(questions.begin(), questions.end(), IsAsked));
  const auto always = static_cast<size_t>(
      std::count_if(questions.begin(), questions.end(), [](const dialogs::Question& q) {
        return IsAsked(q) && q.relevant.empty() && q.role == dialogs::Role::kNone;
      }));
  if (asked > kLong) {
    c.Say(
        "LEN", always > kVeryLong ? Severity::kWarning : Severity::kNote, "questions",
        fmt::format("Up to {} questions, {} of them asked of everybody; many people stop after {}.",
                    asked, always, kLong),
        "Ask the most important first; ask others only of those whom they concern.");
  }
  const auto texts = static_cast<size_t>(
      std::count_if(questions.begin(), questions.end(), [](const dialogs::Question& q) {
        return q.type == dialogs::QuestionType::kText && !q.coded;
      }));
  if (texts > kFreeTexts) {
    c.Say("OPEN", "questions",
          fmt::format("{} questions are answered in own words: slow to write, and names come in.",
                      texts),
          "Offer choices where you know the usual answers.");
  }
  Catalogs(c);
  if (!c.root().Find("version")) {
    c.Say("META", "", "The survey has no version: people cannot say which one they mean.",
          "Give it one (version): 2026-11-24");
  }
}

}  // namespace authoring::lint
