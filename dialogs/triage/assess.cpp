// SPDX-License-Identifier: Apache-2.0
#include "dialogs/triage/assess.h"

#include <algorithm>
#include <tuple>

namespace dialogs {
namespace {

constexpr uint8_t kP0 = 0;
constexpr uint8_t kP1 = 1;
constexpr uint8_t kP2 = 2;
constexpr uint8_t kP3 = 3;
constexpr uint8_t kP4 = 4;

// A strong indicator may stand for a medium one.
bool Matches(const IloPattern& pattern, int strong, int medium) {
  return strong >= pattern.strong && medium + (strong - pattern.strong) >= pattern.medium;
}

bool AnyMatches(const std::vector<IloPattern>& patterns, int strong, int medium) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const IloPattern& p) { return Matches(p, strong, medium); });
}

void Count(const TriageRules& rules, const Facts& facts, Assessment& a) {
  std::vector<int> best(rules.families,
                        0);  // per family the largest: one problem asked three ways counts once
  for (size_t i = 0; i < rules.indicators.size(); ++i) {
    const Indicator& indicator = rules.indicators[i];
    const Truth truth = EvaluateThreeValued(indicator.when, facts);
    if (truth == Truth::kTrue) {
      a.fired.push_back(static_cast<uint16_t>(i));
      a.strong += indicator.ilo == IloGrade::kStrong ? 1 : 0;
      a.medium += indicator.ilo == IloGrade::kMedium ? 1 : 0;
      int& family = best[indicator.family];
      family = std::max(family, indicator.points);
      if (indicator.gate) a.severity = std::min(a.severity, *indicator.gate);
    } else if (truth == Truth::kUnknown && indicator.gate && rules.open_gate &&
               IsHalfOpen(indicator.when, facts)) {
      a.ask_back.push_back(static_cast<uint16_t>(i));
      a.severity = std::min(a.severity, kP2);
    }
  }
  for (int points : best) a.points += points;
}

}  // namespace

Assessment Assess(const TriageRules& rules, const Facts& facts) {
  Assessment a;
  a.severity = kP4;
  Count(rules, facts, a);
  if (AnyMatches(rules.ilo_p1, a.strong, a.medium)) {
    const bool cannot_leave = EvaluateThreeValued(rules.ilo_upgrade_p0, facts) == Truth::kTrue;
    a.severity = std::min(a.severity, cannot_leave ? kP0 : kP1);
  } else if (AnyMatches(rules.ilo_p2, a.strong, a.medium)) {
    a.severity = std::min(a.severity, kP2);
  }
  if (a.points >= rules.points_p2) {
    a.severity = std::min(a.severity, kP2);
  } else if (a.points >= rules.points_p3) {
    a.severity = std::min(a.severity, kP3);
  }
  // Modifiers lift by one class in all, never into P0, and never make something of nothing.
  if (a.severity > kP1 && (a.severity < kP4 || !a.fired.empty())) {
    const bool lifted = std::any_of(
        rules.modifiers.begin(), rules.modifiers.end(),
        [&](const Modifier& m) { return EvaluateThreeValued(m.when, facts) == Truth::kTrue; });
    if (lifted) --a.severity;
  }
  return a;
}

std::vector<uint16_t> GravestFirst(const TriageRules& rules, std::vector<uint16_t> fired) {
  std::stable_sort(fired.begin(), fired.end(), [&](uint16_t x, uint16_t y) {
    const Indicator& a = rules.indicators[x];
    const Indicator& b = rules.indicators[y];
    return std::tuple(a.gate.value_or(kP4), -static_cast<int>(a.ilo), -a.points) <
           std::tuple(b.gate.value_or(kP4), -static_cast<int>(b.ilo), -b.points);
  });
  return fired;
}

}  // namespace dialogs
