// SPDX-License-Identifier: Apache-2.0
#include "dialogs/triage/what_if.h"

#include <algorithm>
#include <map>
#include <set>

#include "dialogs/engine/turn.h"
#include "dialogs/triage/assess.h"

namespace dialogs {
namespace {

constexpr size_t kMostTries = 1500;  // some microseconds each

bool IsComparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

// The numbers that rules compare each question with; nullopt: they reckon with it, so that a few
// numbers do not tell all.
class Limits {
 public:
  explicit Limits(const CompiledSurvey& survey) {
    for (const Indicator& i : survey.triage.indicators) Read(i.when);
    for (const Modifier& m : survey.triage.modifiers) Read(m.when);
    Read(survey.triage.ilo_upgrade_p0);
    for (const Condition& c : survey.conditions) Read(c.when);
    for (const Question& q : survey.questions) Read(q.calculation);
  }
  [[nodiscard]] std::vector<double> Of(uint16_t question) const {
    const auto it = numbers_.find(question);
    if (it == numbers_.end() || reckoned_.contains(question)) return {};
    return {it->second.begin(), it->second.end()};
  }

 private:
  void Read(const Expression& e) {
    for (const Node& node : e.nodes) {
      for (uint32_t argument : node.arguments) {
        const Node& of = e.nodes[argument];
        if (of.op == Op::kQuestion) Use(e, node, of.question);
      }
    }
  }
  void Use(const Expression& e, const Node& node, uint16_t question) {
    if (node.op == Op::kAnd || node.op == Op::kOr) return;
    if (!IsComparison(node.op)) return void(reckoned_.insert(question));
    for (uint32_t argument : node.arguments) {
      const Node& other = e.nodes[argument];
      if (other.op == Op::kNumber) {
        for (double step : {-1.0, 0.0, 1.0}) numbers_[question].insert(other.number + step);
      } else if (other.op != Op::kText &&
                 !(other.op == Op::kQuestion && other.question == question)) {
        reckoned_.insert(question);
      }
    }
  }
  std::map<uint16_t, std::set<double>> numbers_;
  std::set<uint16_t> reckoned_;
};

bool IsNumber(QuestionType type) {
  return type == QuestionType::kInteger || type == QuestionType::kDecimal ||
         type == QuestionType::kRange;
}

bool IsGiven(const Answer& answer) {
  return answer.kind != Answer::Kind::kNone && answer.kind != Answer::Kind::kRefused &&
         answer.kind != Answer::Kind::kDontKnow && answer.kind != Answer::Kind::kSkipped;
}

struct Option {
  Answer answer;
  std::string value;
};
// One question that could be answered otherwise.
struct Open {
  uint16_t slot = 0;
  std::string name;
  Supposed::Is is = Supposed::Is::kOneOf;  // kAtLeast: numbers, ascending
  std::vector<Option> options;
};

class Trial {
 public:
  Trial(const Survey& survey, const Deployment& deployment, const Session& session,
        core::Timestamp now)
      : survey_(survey),
        s_(survey.compiled()),
        deployment_(deployment),
        session_(session),
        now_(now),
        limits_(s_) {}

  ClassChanges Run() {
    ClassChanges out;
    severity_ = out.severity = Try({});
    std::vector<Open> unanswered;
    for (uint16_t slot = 0; slot < session_.answers.size(); ++slot) {
      if (!IsAsked(slot)) continue;
      const bool given = IsGiven(session_.answers[slot]);
      if (given) Without(slot, out.if_missing);
      auto open = severity_ == 0 ? std::nullopt : OpenAt(slot);
      if (!open) continue;
      Each(*open, given ? out.if_different : out.if_answered);
      if (!given) unanswered.push_back(std::move(*open));
    }
    if (out.if_answered.empty()) Pairs(unanswered, out.if_answered);
    for (auto* list : {&out.if_answered, &out.if_different, &out.if_missing}) Order(*list);
    return out;
  }

 private:
  using Changed = std::vector<std::pair<uint16_t, const Answer*>>;

  // The class with these answers in place of those at their slots; that of the ticket once the
  // tries are used up.
  uint8_t Try(const Changed& changed) {
    if (++tries_ > kMostTries) return severity_;
    Session session = session_;
    for (const auto& [slot, answer] : changed) session.answers[slot] = *answer;
    Turn turn(survey_, deployment_, std::move(session), nullptr, now_);
    const Facts facts = turn.Outside();
    if (!Holds(facts, changed)) return severity_;
    return Assess(s_.triage, facts).severity;
  }
  // Would the survey take the answers, and still ask for them?
  [[nodiscard]] bool Holds(const Facts& facts, const Changed& changed) const {
    return std::ranges::all_of(changed, [&](const auto& one) {
      const auto& [slot, answer] = one;
      const Question& q = s_.questions[PlaceOf(s_, session_.rounds, slot).question];
      if (facts.relevant != nullptr && (*facts.relevant)[slot] == 0) return false;
      Facts about = facts;
      about.self = answer;
      return !IsGiven(*answer) || std::ranges::all_of(q.rules, [&](const Rule& rule) {
        return IsTrue(rule.holds, about);
      });
    });
  }
  [[nodiscard]] bool IsAsked(uint16_t slot) {
    const Place place = PlaceOf(s_, session_.rounds, slot);
    if (place.question >= s_.questions.size()) return false;
    const Question& q = s_.questions[place.question];
    if (q.silent() || q.media() || q.type == QuestionType::kNote || q.role == Role::kSafetyCheck ||
        q.role == Role::kConsent)
      return false;
    if (q.repeat != kNoIndex && place.round >= session_.rounds.Count(q.repeat)) return false;
    if (!relevant_) {
      Turn turn(survey_, deployment_, session_, nullptr, now_);
      const Facts facts = turn.Outside();
      relevant_ = facts.relevant == nullptr ? std::vector<uint8_t>(session_.answers.size(), 1)
                                            : *facts.relevant;
    }
    return slot < relevant_->size() && (*relevant_)[slot] != 0;
  }
  [[nodiscard]] std::string NameOf(uint16_t slot) const {
    const Place place = PlaceOf(s_, session_.rounds, slot);
    const Question& q = s_.questions[place.question];
    if (q.repeat == kNoIndex) return q.name;
    return s_.containers[s_.repeats[q.repeat].container].name + "[" +
           std::to_string(place.round + 1) + "]/" + q.name;
  }
  [[nodiscard]] std::optional<Open> OpenAt(uint16_t slot) const {
    const uint16_t question = PlaceOf(s_, session_.rounds, slot).question;
    const Question& q = s_.questions[question];
    Open open{slot, NameOf(slot), Supposed::Is::kOneOf, {}};
    if (q.list && q.filter.empty()) Choices(question, open);
    if (IsNumber(q.type)) Numbers(question, open);
    return open.options.empty() ? std::nullopt : std::optional(std::move(open));
  }
  void Choices(uint16_t question, Open& open) const {
    const bool several = s_.questions[question].type == QuestionType::kSelectMultiple;
    if (several) open.is = Supposed::Is::kIncludes;
    const Answer& now = session_.answers[open.slot];
    const auto& choices = s_.lists[*s_.questions[question].list].choices;
    for (uint16_t i = 0; i < choices.size(); ++i) {
      const bool there = std::ranges::find(now.values, i) != now.values.end();
      if (there || choices[i].means != Choice::Means::kItself) continue;
      Answer answer;
      answer.kind = Answer::Kind::kValues;
      if (several && !choices[i].exclusive) answer.values = now.values;
      std::erase_if(answer.values, [&](uint16_t value) { return choices[value].exclusive; });
      answer.values.insert(std::ranges::upper_bound(answer.values, i), i);
      open.options.push_back({std::move(answer), s_.infos[question].values[i]});
    }
  }
  void Numbers(uint16_t question, Open& open) const {
    const Question& q = s_.questions[question];
    open.is = Supposed::Is::kAtLeast;
    for (double number : limits_.Of(question)) {
      if (number < q.min.value_or(number) || number > q.max.value_or(number)) continue;
      Answer answer;
      answer.kind = Answer::Kind::kNumber;
      answer.number = number;
      open.options.push_back({std::move(answer), FormatNumber(number)});
    }
  }

  void Each(const Open& open, std::vector<ClassChange>& out) {
    std::vector<uint8_t> classes;
    for (const Option& option : open.options) classes.push_back(Try({{open.slot, &option.answer}}));
    if (open.is == Supposed::Is::kAtLeast) return Spans(open, classes, out);
    for (uint8_t severity = 0; severity < severity_; ++severity) {
      Supposed one{open.name, open.is, {}};
      for (size_t i = 0; i < classes.size(); ++i) {
        if (classes[i] == severity) one.values.push_back(open.options[i].value);
      }
      if (!one.values.empty()) out.push_back({severity, {std::move(one)}});
    }
  }
  // Between the numbers that rules compare with nothing changes: from the last on, and up to the
  // first.
  void Spans(const Open& open, const std::vector<uint8_t>& classes,
             std::vector<ClassChange>& out) const {
    size_t at = classes.size() - 1;
    while (at > 0 && classes[at - 1] == classes.back()) --at;
    if (classes.back() < severity_)
      out.push_back(
          {classes.back(), {{open.name, Supposed::Is::kAtLeast, {open.options[at].value}}}});
    if (at == 0) return;
    size_t until = 0;
    while (classes[until + 1] == classes.front()) ++until;
    if (classes.front() < severity_)
      out.push_back(
          {classes.front(), {{open.name, Supposed::Is::kAtMost, {open.options[until].value}}}});
  }
  void Pairs(const std::vector<Open>& unanswered, std::vector<ClassChange>& out) {
    for (size_t a = 0; a < unanswered.size(); ++a) {
      for (size_t b = a + 1; b < unanswered.size(); ++b) {
        for (const Option& x : unanswered[a].options) {
          for (const Option& y : unanswered[b].options) {
            const uint8_t severity =
                Try({{unanswered[a].slot, &x.answer}, {unanswered[b].slot, &y.answer}});
            if (severity < severity_)
              out.push_back({severity, {Exactly(unanswered[a], x), Exactly(unanswered[b], y)}});
          }
        }
      }
    }
  }
  static Supposed Exactly(const Open& open, const Option& option) {
    return {open.name,
            open.is == Supposed::Is::kAtLeast ? Supposed::Is::kOneOf : open.is,
            {option.value}};
  }
  void Without(uint16_t slot, std::vector<ClassChange>& out) {
    static const Answer kNothing;
    const uint8_t severity = Try({{slot, &kNothing}});
    if (severity <= severity_) return;
    const uint16_t question = PlaceOf(s_, session_.rounds, slot).question;
    out.push_back({severity,
                   {{NameOf(slot),
                     Supposed::Is::kMissing,
                     {CodedValue(s_.infos[question], session_.answers[slot])}}}});
  }
  static void Order(std::vector<ClassChange>& list) {
    std::ranges::stable_sort(list, {}, &ClassChange::severity);
    if (list.size() > kMostChanges) list.resize(kMostChanges);
  }

  const Survey& survey_;
  const CompiledSurvey& s_;
  const Deployment& deployment_;
  const Session& session_;
  const core::Timestamp now_;
  const Limits limits_;
  std::optional<std::vector<uint8_t>> relevant_;
  uint8_t severity_ = 4;
  size_t tries_ = 0;
};

}  // namespace

ClassChanges WhatWouldChange(const Survey& survey, const Deployment& deployment,
                             const Session& session, core::Timestamp now) {
  return Trial(survey, deployment, session, now).Run();
}

}  // namespace dialogs
