// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/space.h"

#include <algorithm>
#include <cmath>

namespace authoring::lint {
namespace {

using dialogs::Answer;
using dialogs::Expression;
using dialogs::Function;
using dialogs::Node;
using dialogs::Op;
using dialogs::QuestionType;

constexpr size_t kMaxSets = 20'000;
constexpr size_t kMaxAround =
    2'000;  // sets, once conditions around the expression are looked at too
// Answers that are tried in all, for one survey: about half a second.
constexpr size_t kMaxWork = 3'000'000;

bool IsNumber(QuestionType type) {
  return type == QuestionType::kInteger || type == QuestionType::kDecimal ||
         type == QuestionType::kRange;
}
bool IsComparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

bool IsPlain(Function function) {
  switch (function) {
    case Function::kSelected:
    case Function::kCountSelected:
    case Function::kNot:
    case Function::kIf:
    case Function::kTrue:
    case Function::kFalse:
    case Function::kBoolean:
    case Function::kCoalesce:
      return true;
    default:
      return false;
  }
}

}  // namespace

Space::Space(const dialogs::CompiledSurvey& survey)
    : survey_(survey), marks_(survey), answers_(survey.questions.size()) {}

void Space::Clear() {
  variables_.clear();
  conditions_.clear();
  filtered_.clear();
  marks_ = Marks(survey_);
}

bool Space::Decidable(const Expression& e, uint32_t index, bool compared,
                      std::vector<uint16_t>& questions, std::optional<uint16_t> self) const {
  const Node& node = e.nodes[index];
  switch (node.op) {
    case Op::kNumber:
    case Op::kText:
    case Op::kColumn:
      return true;
    case Op::kHasOption:
      if (survey_.questions[node.question].repeat != dialogs::kNoIndex) return false;
      questions.push_back(node.question);
      return true;
    case Op::kQuestion:
    case Op::kSelf: {
      const auto question = node.op == Op::kSelf && self ? *self : node.question;
      const dialogs::Question& q = survey_.questions[question];
      // In a repeat each round has an answer; '.' alone is one of them.
      if (q.repeat != dialogs::kNoIndex && node.op == Op::kQuestion) return false;
      if (q.silent() && q.fill != dialogs::Fill::kChannel) return false;
      if (IsNumber(q.type) && !compared) return false;
      const bool day = q.type == QuestionType::kDate || q.type == QuestionType::kTime ||
                       q.type == QuestionType::kDateTime;
      if (day || q.coded) return false;
      questions.push_back(question);
      return true;
    }
    case Op::kCall:
      if (!IsPlain(node.function)) return false;
      break;
    case Op::kPath:
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kModulo:
      return false;
    default:
      break;
  }
  // Two numbers of which one is above the other: their candidates are not those of one another.
  if (IsComparison(node.op) && NamesNumber(e, node.arguments[0]) &&
      NamesNumber(e, node.arguments[1]))
    return false;
  const bool below = IsComparison(node.op) || node.op == Op::kNegate ||
                     (compared && node.op == Op::kCall && node.function == Function::kCoalesce);
  return std::all_of(node.arguments.begin(), node.arguments.end(), [&](uint32_t argument) {
    return Decidable(e, argument, below, questions, self);
  });
}

bool Space::NamesNumber(const Expression& e, uint32_t index) const {
  const Node& node = e.nodes[index];
  if ((node.op == Op::kQuestion || node.op == Op::kSelf) &&
      IsNumber(survey_.questions[node.question].type))
    return true;
  return std::any_of(node.arguments.begin(), node.arguments.end(),
                     [&](uint32_t a) { return NamesNumber(e, a); });
}

bool Space::Add(const Expression& expression, std::optional<uint16_t> self) {
  if (expression.empty()) return false;
  std::vector<uint16_t> questions;
  if (!Decidable(expression, expression.root, false, questions, self)) return false;
  marks_.Collect(expression);
  for (uint16_t question : questions) variables_.emplace(question, std::vector<Answer>());
  return true;
}

void Space::AddConditions(const std::vector<uint16_t>& conditions) {
  for (uint16_t condition : conditions) {
    if (conditions_.emplace(condition, false).second)
      conditions_[condition] = Add(survey_.conditions[condition].when);
  }
}

void Space::Fill() {
  for (auto& [question, answers] : variables_) answers = Candidates(question);
}

size_t Space::Sets() const {
  size_t sets = 1;
  for (const auto& [question, answers] : variables_) {
    sets *= answers.size();
    if (sets > kMaxSets) break;
  }
  return sets;
}

void Space::FindFiltered() {
  for (const auto& [question, answers] : variables_) {
    const Expression& filter = survey_.questions[question].filter;
    std::vector<uint16_t> named;
    if (filter.empty() || !Decidable(filter, filter.root, false, named, std::nullopt)) continue;
    if (std::all_of(named.begin(), named.end(), [&](uint16_t n) { return variables_.contains(n); }))
      filtered_.push_back(question);
  }
}

void Space::Close() {
  Grow();
  FindFiltered();
}

void Space::Grow() {
  Fill();
  for (size_t before = 0; before != variables_.size() && Sets() <= kMaxAround;) {
    before = variables_.size();
    auto variables = variables_;
    auto conditions = conditions_;
    const Marks marks = marks_;
    for (const auto& [question, answers] : variables)
      AddConditions(survey_.questions[question].relevant);
    Fill();
    if (Sets() <= kMaxAround) continue;
    variables_ = std::move(variables);
    conditions_ = std::move(conditions);
    marks_ = marks;
    return;
  }
}

bool Space::Holds(const std::vector<uint16_t>& conditions, const dialogs::Facts& facts) const {
  return std::all_of(conditions.begin(), conditions.end(), [&](uint16_t condition) {
    const auto known = conditions_.find(condition);
    return known == conditions_.end() || !known->second ||
           dialogs::IsTrue(survey_.conditions[condition].when, facts);
  });
}

// Who answered was asked, and chose what was offered.
bool Space::Possible(const dialogs::Facts& facts) const {
  const bool asked = std::all_of(variables_.begin(), variables_.end(), [&](const auto& v) {
    return answers_[v.first].kind == Answer::Kind::kNone ||
           Holds(survey_.questions[v.first].relevant, facts);
  });
  return asked && std::all_of(filtered_.begin(), filtered_.end(), [&](uint16_t question) {
           const dialogs::Question& q = survey_.questions[question];
           dialogs::Facts with = facts;
           return std::all_of(answers_[question].values.begin(), answers_[question].values.end(),
                              [&](uint16_t value) {
                                with.choice = &survey_.lists[*q.list].choices[value];
                                return dialogs::IsTrue(q.filter, with);
                              });
         });
}

bool Space::ForEach(const std::function<bool(const dialogs::Facts&)>& each) {
  const size_t sets = Sets();
  const bool open = std::any_of(variables_.begin(), variables_.end(),
                                [](const auto& v) { return v.second.empty(); });
  if (sets > kMaxSets || open || work_ > kMaxWork) return false;
  dialogs::Facts facts;
  facts.tree = &survey_;
  facts.answers = &answers_;
  facts.language_tag = survey_.languages[0];
  bool more = true;
  for (size_t set = 0; set < sets && more; ++set) {
    if ((work_ += 1 + variables_.size()) > kMaxWork) break;
    size_t rest = set;
    for (const auto& [question, candidates] : variables_) {
      answers_[question] = candidates[rest % candidates.size()];
      rest /= candidates.size();
    }
    more = !Possible(facts) || each(facts);
  }
  for (const auto& [question, candidates] : variables_) answers_[question] = {};
  return work_ <= kMaxWork || !more;
}

}  // namespace authoring::lint
