// SPDX-License-Identifier: Apache-2.0
// What follows from the answers: relevance, choices that are left, calculations. All of it again at
// each turn and after each answer, in the order of dependencies (reading/order.cpp).
#include <algorithm>

#include "dialogs/engine/turn.h"

namespace dialogs {

Facts Turn::FactsIn(uint16_t round, const Answer* self) const {
  Facts facts;
  facts.tree = &survey_;
  facts.answers = &session_.answers;
  facts.relevant = relevant_.empty() ? nullptr : &relevant_;
  facts.self = self;
  facts.today = today_;
  facts.rounds = &session_.rounds;
  facts.round = round;
  facts.now = now_;
  facts.offset_minutes = offset_minutes_;
  facts.language = language_;
  facts.language_tag = survey_.languages[language_];
  facts.seed = &session_.seed;
  return facts;
}

Facts Turn::Outside() {
  LookAtClock();
  Recompute();
  return FactsIn(0);
}

Facts Turn::FactsNow(const Answer* self) const {
  return FactsIn(HasCurrent() ? Here().round : uint16_t{0}, self);
}

void Turn::SetIrrelevant(uint16_t question, uint16_t round) {
  const uint16_t slot = SlotOf(survey_, session_.rounds, {question, round});
  if (slot < relevant_.size()) relevant_[slot] = 0;
}

void Turn::ComputeCondition(uint16_t index) {
  const Condition& condition = survey_.conditions[index];
  const bool in_repeat = condition.repeat != kNoIndex;
  const uint16_t rounds = in_repeat ? session_.rounds.Count(condition.repeat) : uint16_t{1};
  for (uint16_t round = 0; round < rounds; ++round) {
    if (IsTrue(condition.when, FactsIn(round))) continue;
    for (uint16_t row : condition.rows) {
      const uint16_t repeat = survey_.questions[row].repeat;
      const uint16_t all = in_repeat || repeat == kNoIndex
                               ? uint16_t{1}
                               : std::max<uint16_t>(1, session_.rounds.Count(repeat));
      for (uint16_t each = 0; each < all; ++each) SetIrrelevant(row, in_repeat ? round : each);
    }
  }
}

void Turn::ComputeFilter(uint16_t question, uint16_t round) {
  const Question& q = survey_.questions[question];
  const uint16_t slot = SlotOf(survey_, session_.rounds, {question, round});
  if (slot >= relevant_.size() || relevant_[slot] == 0) return;
  const auto& choices = survey_.lists[*q.list].choices;
  const bool any = std::any_of(choices.begin(), choices.end(),
                               [&](const Choice& choice) { return Passes(q, slot, choice); });
  if (!any) relevant_[slot] = 0;
}

std::string Turn::FillOf(Fill fill) const {
  switch (fill) {
    case Fill::kStart:
      return ToText(Value::Moment(
          static_cast<double>(session_.started_at.ms + offset_minutes_ * int64_t{60'000}) /
              86'400'000.0,
          offset_minutes_));
    case Fill::kToday:
      return core::ToText(today_);
    case Fill::kChannel:
      return input_ == nullptr ? "" : std::string(core::Name(input_->channel));
    case Fill::kLanguage:
      return session_.language;
    case Fill::kCountry:
      return deployment_.country;
    case Fill::kNothing:
      break;
  }
  return {};
}

void Turn::ComputeValue(uint16_t question, uint16_t round) {
  const Question& q = survey_.questions[question];
  const uint16_t slot = SlotOf(survey_, session_.rounds, {question, round});
  if (slot >= session_.answers.size()) return;
  Answer& answer = session_.answers[slot];
  const bool known = answer.kind == Answer::Kind::kText;
  // What is filled in or kept once stays; the language may still change.
  if (known && (q.fill != Fill::kNothing ? q.fill != Fill::kLanguage : q.once)) return;
  std::string value;
  if (q.fill != Fill::kNothing) {
    value = FillOf(q.fill);
  } else if (relevant_.empty() || relevant_[slot] != 0) {
    value = ToText(Evaluate(q.calculation, FactsIn(round, q.once ? &answer : nullptr)));
  }
  answer.kind = value.empty() ? Answer::Kind::kNone : Answer::Kind::kText;
  answer.text = std::move(value);
}

void Turn::Recompute() {
  if (survey_.order.empty()) return;
  relevant_.assign(session_.answers.size(), 1);
  for (const Computation& c : survey_.order) {
    if (c.kind == Computation::Kind::kCondition) {
      ComputeCondition(c.index);
      continue;
    }
    const uint16_t repeat = survey_.questions[c.index].repeat;
    const uint16_t rounds = repeat == kNoIndex ? uint16_t{1} : session_.rounds.Count(repeat);
    for (uint16_t round = 0; round < rounds; ++round) {
      if (c.kind == Computation::Kind::kFilter) {
        ComputeFilter(c.index, round);
      } else {
        ComputeValue(c.index, round);
      }
    }
  }
}

// Will the worker be asked (or told) this?
bool Turn::Applies(Place place) const {
  const Question& q = survey_.questions[place.question];
  if (q.silent()) return false;
  if (q.role == Role::kSite && !session_.site.empty()) return false;  // the first message named it
  if (q.media() && Channel() == core::ChannelKind::kSms) return false;  // it cannot be sent there
  const uint16_t slot = SlotOf(survey_, session_.rounds, place);
  return slot < session_.answers.size() && (relevant_.empty() || relevant_[slot] != 0);
}

}  // namespace dialogs
