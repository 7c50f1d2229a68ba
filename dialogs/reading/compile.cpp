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
  if (q.constraint.empty() ||
      (q.type != QuestionType::kInteger && q.type != QuestionType::kDecimal))
    return;
  bool simple = true;
  Narrow(q.constraint, q.constraint.root, q, simple);
  if (!simple || !q.min || !q.max) q.min = q.max = std::nullopt;
}

// An indicator that is true before anybody answered would open a ticket for everyone.
void CheckEmptyForm(Reading& reading) {
  const std::vector<Answer> none(reading.out.questions.size());
  Facts facts{&reading.out.infos, &none, nullptr, nullptr, core::Day{0}};
  for (size_t i = 0; i < reading.out.triage.indicators.size(); ++i) {
    if (EvaluateThreeValued(reading.out.triage.indicators[i].when, facts) == Truth::kTrue) {
      reading.Report(fmt::format("triage.indicators[{}].when", i),
                     "is true before any question is answered; name a question in it");
    }
  }
}

}  // namespace

void CompileExpressions(Reading& reading) {
  for (const PendingExpression& pending : reading.pending) {
    Scope scope{&reading.out.infos, &reading.out.index, pending.before, pending.self};
    ExpressionError error;
    Expression& target = pending.at(reading.out);
    if (auto compiled = ParseExpression(target.source, scope, error)) {
      target = std::move(*compiled);
      reading.out.uses_today =
          reading.out.uses_today ||
          std::any_of(target.nodes.begin(), target.nodes.end(), [](const Node& n) {
            return n.op == Op::kCall && n.function == Function::kToday;
          });
    } else {
      reading.Report(pending.path, Describe(target.source, error));
    }
  }
  for (Question& q : reading.out.questions) FindRange(q);
  CheckEmptyForm(reading);
}

void CheckRoles(Reading& reading) {
  CompiledSurvey& s = reading.out;
  auto report = [&](const Question& q, std::string what) {
    reading.Report("questions." + q.name, std::move(what));
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
    if (!q.required) report(q, "this role needs \"required\": true");
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
    if (s.questions[i].type != QuestionType::kNote && s.questions[i].role != Role::kSafetyCheck) {
      report(s.questions[i], "stands before the consent question; move it behind");
    }
  }
}

}  // namespace dialogs
