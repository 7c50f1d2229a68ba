// SPDX-License-Identifier: Apache-2.0
#include "authoring/parse_problems.h"

#include <fmt/format.h>

#include <algorithm>

namespace authoring {
namespace {

using dialogs::Flaw;
using dialogs::ProblemKind;

std::string_view RuleOf(Flaw flaw) {
  switch (flaw) {
    case Flaw::kUnknownQuestion:
    case Flaw::kQuestionIsFunction:
    case Flaw::kNotInForm:
    case Flaw::kNotInGroup:
    case Flaw::kNoList:
    case Flaw::kNoColumn:
    case Flaw::kColumnIsQuestion:
    case Flaw::kColumnIsText:
      return "E-REF-UNKNOWN";
    case Flaw::kLater:
      return "E-REF-LATER";
    case Flaw::kNote:
      return "E-REF-NOTE";
    case Flaw::kEachRound:
    case Flaw::kGroup:
      return "E-REF-REPEAT";
    case Flaw::kNoFunction:
    case Flaw::kElsewhere:
      return "E-FUNCTION";
    case Flaw::kNoChoice:
    case Flaw::kChoiceNowhere:
      return "E-CHOICE-UNKNOWN";
    case Flaw::kSealed:
      return "E-WORDS-SEALED";
    case Flaw::kNull:
      return "E-EXPR-NULL";
    case Flaw::kTooLong:
    case Flaw::kTooDeep:
    case Flaw::kChainTooLong:
      return "E-EXPR-LONG";
    default:
      return "E-EXPR-SYNTAX";
  }
}

std::string_view RuleOf(const dialogs::SurveyProblem& problem) {
  switch (problem.kind) {
    case ProblemKind::kStructure:
      return "E-SURVEY";
    case ProblemKind::kExpression:
      return RuleOf(problem.flaw.flaw);
    case ProblemKind::kUnknownName:
      return "E-REF-UNKNOWN";
    case ProblemKind::kTooMany:
      return "E-ROWS-MANY";
    case ProblemKind::kTextMissing:
      return "E-TEXT-MISSING";
    case ProblemKind::kTextLong:
      return "E-TEXT-LONG";
    case ProblemKind::kTextEcho:
      return "E-TEXT-ECHO";
    case ProblemKind::kChoiceTwice:
      return "E-CHOICE-DUP";
    case ProblemKind::kLabelTwice:
      return "E-CHOICE-LABEL-DUP";
    case ProblemKind::kRole:
      return "E-ROLE";
    case ProblemKind::kCircle:
      return "E-CYCLE";
    case ProblemKind::kParameter:
      return "E-PARAMETER";
  }
  return "E-SURVEY";
}

std::string Sentence(std::string words) {
  if (words.empty()) return words;
  if (words.starts_with("is \"")) words = "This " + words;  // 'is "p0"; it must be one of ...'
  constexpr std::string_view kNothing = "one of \"\", ";
  if (const size_t at = words.find(kNothing); at != std::string::npos)
    words.replace(at, kNothing.size(), "empty or one of ");
  const bool function = words.find('(') < words.find(' ');  // "if() takes 3 values"
  if (!function && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  if (std::string_view(".?!)").find(words.back()) == std::string_view::npos) words += '.';
  return words;
}

// What is missing has no cell: the row's stands for it, so the words name the key.
std::string WithKey(const dialogs::SurveyProblem& problem) {
  const size_t dot = problem.path.rfind('.');
  const bool missing = problem.words.starts_with("is missing") && dot != std::string::npos;
  return missing ? fmt::format("\"{}\" {}", problem.path.substr(dot + 1), problem.words)
                 : problem.words;
}

// What other languages write, where an operator is missing here: their words, and what to write. ""
// if it is something else.
std::string OfOtherLanguages(const dialogs::SurveyProblem& problem) {
  const size_t at = problem.flaw.position;
  const bool missing =
      problem.flaw.flaw == Flaw::kOperatorMissing || problem.flaw.flaw == Flaw::kCommaMissing;
  if (!missing || at == 0 || at >= problem.expression.size()) return "";
  const std::string_view part =
      std::string_view(problem.expression).substr(at, problem.flaw.length);
  const char before = problem.expression[at - 1];
  if ((part[0] == '\'' || part[0] == '"') && before == part[0])
    return "a quote cannot stand twice in a text; put the other kind around it: \"it's\"";
  if (part == "in" || part == "IN")
    return "there is no \"in\"; compare with each value: ${q} = 1 or ${q} = 2";
  if (part == "to" || part == "TO") return "there is no \"to\"; say both ends: . >= 5 and . <= 10";
  if (part == "between" || part == "BETWEEN")
    return "there is no \"between\"; say both ends: ${q} >= 5 and ${q} <= 10";
  if (part.starts_with("and.") || part.starts_with("or."))
    return "a space is missing behind \"" + std::string(part.substr(0, part.find('.'))) + "\"";
  return "";
}

std::string SentenceOf(const dialogs::SurveyProblem& problem,
                       const std::function<uint32_t(const std::string&)>& row_of) {
  const dialogs::ExpressionError& flaw = problem.flaw;
  if (std::string other = OfOtherLanguages(problem); !other.empty())
    return Sentence(std::move(other));
  if (flaw.flaw == Flaw::kNull) return flaw.about.at(0) + " is not a value: nothing is written ''.";
  const uint32_t row =
      flaw.flaw == Flaw::kUnknownQuestion && !flaw.near.empty() ? row_of(flaw.near) : 0;
  const std::string near =
      dialogs::Suggestion(flaw, row == 0 ? "" : fmt::format("survey row {}", row));
  return near.empty() ? Sentence(dialogs::Words(flaw))
                      : Sentence(dialogs::Words(flaw)) + " " + Sentence(near);
}

}  // namespace

void AddParseProblem(const dialogs::SurveyProblem& problem, Place place,
                     const std::function<uint32_t(const std::string&)>& row_of,
                     Diagnostics& diagnostics) {
  if (problem.kind != ProblemKind::kExpression) {
    const bool unanswered =
        problem.kind == ProblemKind::kRole && problem.words.ends_with("must be required");
    std::string change = !unanswered           ? ""
                         : place.sheet.empty() ? "Set \"required\" to true."
                                               : "Write yes into the column required.";
    diagnostics.Add(RuleOf(problem), std::move(place), Sentence(WithKey(problem)),
                    std::move(change));
    return;
  }
  const dialogs::ExpressionError& flaw = problem.flaw;
  const bool rounds = flaw.flaw == Flaw::kBareWord &&
                      problem.path.ends_with(".count");  // a text is no number of rounds
  // A word alone is no condition, in quotes neither.
  const bool no_condition =
      flaw.flaw == Flaw::kBareWord && problem.expression == flaw.about.at(0) &&
      (problem.path.ends_with(".constraint") || problem.path.ends_with(".relevant"));
  std::string change = no_condition ? "Write a condition, e.g. . > 0 (constraint) or ${q} = 'yes' "
                                      "(relevant), or empty this cell."
                       : rounds     ? "Write a number, or a question that asks for one: ${children}"
                       : problem.mended.empty() || !OfOtherLanguages(problem).empty()
                           ? ""
                           : "Change to: " + problem.mended;
  place.text = problem.expression;
  Diagnostic& d = diagnostics.Add(RuleOf(problem), std::move(place), SentenceOf(problem, row_of),
                                  std::move(change));
  if (flaw.flaw == Flaw::kTooLong) return;  // the whole
  d.caret = flaw.position;
  d.caret_length = std::max<size_t>(1, flaw.length);
}

}  // namespace authoring
