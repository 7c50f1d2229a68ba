// SPDX-License-Identifier: Apache-2.0
#include "ecms/class_review.h"

#include "core/json.h"
#include "dialogs/calculator.h"
#include "dialogs/compiled.h"
#include "ecms/answer_texts.h"
#include "ecms/coded_answers.h"

namespace ecms {
namespace {

std::string NameOf(dialogs::Supposed::Is is) {
  switch (is) {
    case dialogs::Supposed::Is::kOneOf:
      return "one_of";
    case dialogs::Supposed::Is::kIncludes:
      return "includes";
    case dialogs::Supposed::Is::kAtLeast:
      return "at_least";
    case dialogs::Supposed::Is::kAtMost:
      return "at_most";
    case dialogs::Supposed::Is::kMissing:
      break;
  }
  return "missing";
}

class Wording {
 public:
  Wording(const dialogs::Survey& survey, std::string_view language) : texts_(&survey, language) {}

  std::vector<PossibleClass> Of(const std::vector<dialogs::ClassChange>& changes) const {
    std::vector<PossibleClass> out;
    for (const dialogs::ClassChange& change : changes) {
      PossibleClass& one = out.emplace_back();
      one.severity = change.severity;
      for (const dialogs::Supposed& answer : change.answers) one.answers.push_back(Answer(answer));
    }
    return out;
  }

 private:
  [[nodiscard]] SupposedAnswer Answer(const dialogs::Supposed& supposed) const {
    SupposedAnswer out{
        supposed.question, texts_.TextOf(supposed.question), NameOf(supposed.is), {}};
    for (const std::string& value : supposed.values) {
      const auto read = texts_.Answered({{supposed.question, value}});
      out.values.push_back({value, read.empty() ? value : read.front().value_text});
      if (!read.empty())
        out.question_text = read.front().question_text;  // with the round of a repeat
    }
    return out;
  }
  AnswerTexts texts_;
};

ClassReview Not(const char* why) {
  ClassReview out;
  out.why_not = why;
  return out;
}

}  // namespace

ClassReview ReviewClass(const store::TicketRow& ticket,
                        const std::shared_ptr<const dialogs::Survey>& survey,
                        const dialogs::Deployment& deployment, core::Timestamp now,
                        std::string_view language) {
  if (ticket.state == "closed") return Not("closed");
  if (!survey) return Not("no_survey");
  const auto answers = core::JsonDocument::Parse(AnswersJson(ticket.answers));
  if (!answers) return Not("differs");
  // Rules that ask for today's date meant the day of filing.
  if (ticket.clock && survey->compiled().uses_clock)
    now = core::StartOf(ticket.clock->filed_on) + std::chrono::hours(12);
  std::vector<std::string> ignored;
  const auto calculator =
      dialogs::Calculator::Make(survey, deployment, answers->root(), {now, ""}, ignored);
  if (!calculator) return Not("differs");
  const dialogs::ClassChanges changes = calculator->WhatWouldChange();
  if (changes.severity != ticket.severity) return Not("differs");
  const Wording wording(*survey, language);
  return {"", wording.Of(changes.if_answered), wording.Of(changes.if_different),
          wording.Of(changes.if_missing)};
}

}  // namespace ecms
