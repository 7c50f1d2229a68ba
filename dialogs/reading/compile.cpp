// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "dialogs/expressions/evaluate.h"
#include "dialogs/expressions/parser.h"
#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

// What one part of a constraint says of the number itself: ". >= 0", "24 >= .".
void Narrow(const Expression& e, uint32_t index, Question& q, bool& simple) {
  const Node& node = e.nodes[index];
  if (node.op == Op::kAnd) {
    for (uint32_t part : node.arguments) Narrow(e, part, q, simple);
    return;
  }
  const bool ordered = node.op == Op::kLess || node.op == Op::kLessEqual ||
                       node.op == Op::kGreater || node.op == Op::kGreaterEqual;
  if (!ordered) {
    simple = false;
    return;
  }
  const Node* left = &e.nodes[node.arguments[0]];
  const Node* right = &e.nodes[node.arguments[1]];
  const bool turned = right->op == Op::kSelf;
  if (turned) std::swap(left, right);
  if (left->op != Op::kSelf || right->op != Op::kNumber) {
    simple = false;
    return;
  }
  const bool upper = (node.op == Op::kLess || node.op == Op::kLessEqual) != turned;
  const bool strict = node.op == Op::kLess || node.op == Op::kGreater;
  if (strict && q.type != QuestionType::kInteger)
    simple = false;  // "more than 0" has no smallest decimal
  double bound = right->number;
  if (strict) bound = upper ? std::ceil(bound) - 1 : std::floor(bound) + 1;
  if (upper) {
    q.max = std::min(q.max.value_or(std::numeric_limits<double>::infinity()), bound);
  } else {
    q.min = std::max(q.min.value_or(-std::numeric_limits<double>::infinity()), bound);
  }
}

void FindRange(Question& q) {
  const bool number = q.type == QuestionType::kInteger || q.type == QuestionType::kDecimal ||
                      q.type == QuestionType::kRange;
  if (q.rules.empty() || q.rules[0].holds.empty() || !number) return;
  bool simple = true;
  Narrow(q.rules[0].holds, q.rules[0].holds.root, q, simple);
  if ((!simple && q.type != QuestionType::kRange) || !q.min || !q.max) q.min = q.max = std::nullopt;
}

// ${name} in a text shows an answer on a phone that others may use: never words, nor what is
// private.
void CheckEcho(Reading& reading, size_t index, const std::string& name) {
  const CompiledSurvey& s = reading.out;
  const auto report = [&](std::string what, ProblemKind kind) {
    reading.Report(reading.question_paths[index] + ".label", std::move(what), kind);
  };
  const auto found = s.index.find(name);
  if (found == s.index.end()) {
    const bool group = std::any_of(s.containers.begin(), s.containers.end(),
                                   [&](const Container& c) { return c.name == name; });
    report(group ? fmt::format("\"{}\" is a group: it has no answer to show", name)
                 : fmt::format("there is no question named \"{}\"", name),
           ProblemKind::kUnknownName);
    return;
  }
  const Question& of = s.questions[found->second];
  if (of.type == QuestionType::kNote) {
    report(fmt::format("\"{}\" is a note: it has no answer to show", name),
           ProblemKind::kUnknownName);
  } else if (of.type == QuestionType::kText || of.media() || of.sensitive != Sensitivity::kNone ||
             of.identifies) {
    report(fmt::format("${{{}}} would repeat a private answer on the worker's screen; remove it",
                       name),
           ProblemKind::kTextEcho);
  } else if ((found->second >= index && !of.silent()) ||
             (of.repeat != kNoIndex && of.repeat != s.questions[index].repeat)) {
    report(fmt::format("${{{}}} has no one answer here; name an earlier question", name),
           ProblemKind::kStructure);
  }
}

void CheckEchoes(Reading& reading, size_t index) {
  const Question& q = reading.out.questions[index];
  std::vector<const Texts*> texts{&q.label, &q.hint, &q.required_message};
  for (const Texts& wording : q.wording) texts.push_back(&wording);
  for (const Rule& rule : q.rules) texts.push_back(&rule.message);
  std::vector<std::string> told;
  for (const Texts* by_language : texts) {
    for (const std::string& text : *by_language) {
      for (const std::string& name : Echoed(text)) {
        if (std::find(told.begin(), told.end(), name) != told.end()) continue;
        told.push_back(name);
        CheckEcho(reading, index, name);
      }
    }
  }
}

bool CallsAny(const Expression& e, std::initializer_list<Function> functions) {
  return std::any_of(e.nodes.begin(), e.nodes.end(), [&](const Node& n) {
    return n.op == Op::kCall &&
           std::find(functions.begin(), functions.end(), n.function) != functions.end();
  });
}

// An indicator that is true before anybody answered would open a ticket for everyone.
void CheckEmptyForm(Reading& reading) {
  const std::vector<Answer> none(reading.out.questions.size());
  Facts facts;
  facts.tree = &reading.out;
  facts.answers = &none;
  for (size_t i = 0; i < reading.out.triage.indicators.size(); ++i) {
    if (EvaluateThreeValued(reading.out.triage.indicators[i].when, facts) == Truth::kTrue) {
      reading.Report(fmt::format("triage.indicators[{}].when", i),
                     "is true before any question is answered; name a question in it");
    }
  }
}

// Which questions a topic is about: those that its indicators name.
void FindTopicQuestions(CompiledSurvey& s) {
  for (const Indicator& indicator : s.triage.indicators) {
    if (indicator.topic >= s.triage.topics.size()) continue;  // reported already
    auto& questions = s.triage.topics[indicator.topic].questions;
    for (const Node& node : indicator.when.nodes) {
      if (node.op == Op::kQuestion || node.op == Op::kHasOption) questions.push_back(node.question);
    }
    std::sort(questions.begin(), questions.end());
    questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
  }
}

}  // namespace

void CompileExpressions(Reading& reading) {
  CompiledSurvey& s = reading.out;
  for (const PendingExpression& pending : reading.pending) {
    Scope scope = pending.where;
    scope.tree = &s;
    ExpressionError error;
    Expression& target = pending.at(s);
    if (auto compiled = ParseExpression(target.source, scope, error)) {
      target = std::move(*compiled);
      s.uses_clock = s.uses_clock || CallsAny(target, {Function::kToday, Function::kNow});
    } else {
      reading.Report(pending.path, target.source, error, MendedIn(scope, target.source, error));
    }
  }
  for (size_t i = 0; i < s.questions.size(); ++i) {
    Question& q = s.questions[i];
    FindRange(q);
    q.once = q.once || CallsAny(q.calculation, {Function::kOnce});
    s.uses_clock = s.uses_clock || q.fill == Fill::kToday || q.fill == Fill::kStart;
    if (q.placeholders) CheckEchoes(reading, i);
  }
  for (const RepeatInfo& repeat : s.repeats) {
    const std::string& name = s.containers[repeat.container].name;
    const bool twice = std::count_if(s.containers.begin(), s.containers.end(),
                                     [&](const Container& c) { return c.name == name; }) > 1;
    if (s.index.contains(name) || twice)
      reading.Report("questions." + name,
                     "the name of a repeat may stand only once; change one of them");
  }
  FindTopicQuestions(s);
  CheckEmptyForm(reading);
}

void CheckRoles(Reading& reading) {
  CompiledSurvey& s = reading.out;
  auto report = [&](const Question& q, std::string what) {
    reading.Report("questions." + q.name, std::move(what), ProblemKind::kRole);
  };
  auto needs = [&](const Question& q, std::vector<std::string> allowed) {
    const auto& values = s.infos[s.index.at(q.name)].values;
    const bool only = std::all_of(values.begin(), values.end(), [&](const std::string& v) {
      return std::find(allowed.begin(), allowed.end(), v) != allowed.end();
    });
    if (q.type != QuestionType::kSelectOne || !only ||
        std::find(values.begin(), values.end(), "yes") == values.end()) {
      report(q, fmt::format("this role needs a select_one whose choices have the values {}",
                            fmt::join(allowed, ", ")));
    }
    if (!q.required) report(q, "this role needs an answer: it must be required");
    if (!q.relevant.empty()) report(q, "this role is for everybody: remove \"relevant\"");
  };
  for (uint16_t i = 0; i < s.questions.size(); ++i) {
    const Question& q = s.questions[i];
    if (!s.index.contains(q.name)) continue;  // reported already
    const bool twice =
        std::any_of(s.questions.begin(), s.questions.begin() + i,
                    [&](const Question& o) { return q.role != Role::kNone && o.role == q.role; });
    if (twice) report(q, "two questions have this role; only one can");
    if (q.role == Role::kSafetyCheck) {
      needs(q, {"yes", "later", "stop"});
      s.safety = i;
      if (i != 0) report(q, "the safety check must be the first question");
    }
    if (q.role == Role::kConsent) {
      needs(q, {"yes", "no"});
      s.consent = i;
    }
    if (q.role == Role::kSite && q.type != QuestionType::kText)
      report(q, "the site is a text question");
    if (q.role == Role::kAge && q.type != QuestionType::kSelectOne)
      report(q, "the age is a select_one of bands");
  }
  for (uint16_t i = 0; s.consent && i < *s.consent; ++i) {
    const Question& q =
        s.questions[i];  // silent rows ask nothing: every form of ODK begins with one
    if (q.type != QuestionType::kNote && q.role != Role::kSafetyCheck && !q.silent()) {
      report(s.questions[i], "stands before the consent question; move it behind");
    }
  }
}

}  // namespace dialogs
