// SPDX-License-Identifier: Apache-2.0
// The triage rules of a survey, compiled. Semantics: docs/survey-format.md, "Triage".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/engine.h"
#include "dialogs/expressions/ast.h"

namespace dialogs {

enum class IloGrade : uint8_t { kNone, kMedium, kStrong };

// One declared sign of a problem. Classes are numbers here: 0 = P0, the most urgent, to 4 = P4.
struct Indicator {
  std::string id;
  uint16_t topic = 0;   // index into TriageRules::topics
  uint16_t family = 0;  // points count once per family
  TicketKind kind = TicketKind::kSignal;
  std::optional<uint8_t> gate;  // 0 or 1
  IloGrade ilo = IloGrade::kNone;
  int points = 0;
  Expression when;
  std::string help;                 // purpose of help numbers to show when it fires; "" = none
  std::vector<std::string> reason;  // by language
};

struct TriageClass {
  std::string id;           // "P0".."P4"
  std::string acknowledge;  // ISO 8601 durations, "" = no target
  std::string human_decision;
  std::string field_action;
  std::string clock;              // "calendar", "working" or "none"
  std::vector<std::string> name;  // by language
};

struct IloPattern {
  int strong = 0;
  int medium = 0;
};
struct Modifier {
  std::string id;
  Expression when;
};

struct Topic {
  std::string id;
  std::vector<std::string> title;     // by language
  std::vector<uint16_t> questions{};  // that its indicators ask about, ascending
};

struct TriageRules {
  std::string version;
  std::vector<TriageClass> classes;
  std::vector<Indicator> indicators;
  std::vector<IloPattern> ilo_p1;  // any of these gives P1
  std::vector<IloPattern> ilo_p2;
  Expression ilo_upgrade_p0;  // true together with an ILO pattern of P1: P0
  bool open_gate = false;
  int points_p2 = 6;
  int points_p3 = 2;
  std::vector<Modifier> modifiers;
  std::vector<Topic> topics;
  size_t families = 0;
};

}  // namespace dialogs
