// SPDX-License-Identifier: Apache-2.0
// Inside of a Survey. Texts are vectors by the survey's language index; names were resolved when
// the survey was read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto.h"
#include "dialogs/expressions/ast.h"
#include "dialogs/expressions/scope.h"
#include "dialogs/survey.h"
#include "dialogs/triage/rules.h"
#include "locales/understand.h"

namespace dialogs {

enum class Role : uint8_t { kNone, kSafetyCheck, kConsent, kAge, kSite };
enum class Sensitivity : uint8_t { kNone, kSensitive, kHigh };
using Texts = std::vector<std::string>;  // by language

struct Choice {
  enum class Means : uint8_t { kItself, kRefused, kDontKnow };
  std::string value;
  Texts label;
  Texts button;            // at most 20 characters; the label where none is given
  bool exclusive = false;  // in a select_multiple: only alone
  Means means = Means::kItself;
};

struct ChoiceList {
  std::vector<Choice> choices;
  std::vector<std::vector<locales::AnswerOption>> options;  // by language
  Texts numbered;                                           // by language: "1 Yes\n2 No"
  bool yes_no = false;  // has the values "yes" and "no": other words for them count too
};

struct Question {
  QuestionType type = QuestionType::kNote;
  std::string name;
  Role role = Role::kNone;
  Sensitivity sensitive = Sensitivity::kNone;
  bool required = false;
  bool placeholders = false;  // a text of it contains {office} or {days}
  uint16_t number = 0;        // "3" of "3/9"; 0 = not counted, or progress is not shown
  std::optional<uint16_t> list;
  std::vector<uint16_t>
      relevant;  // indices into conditions: all must be true (its own and its groups')
  Expression constraint;
  std::optional<double> min,
      max;  // what the constraint says of a number, if it is as simple as that
  Texts label;
  Texts sms;   // the label where none is given
  Texts hint;  // empty where none
  Texts constraint_message;
};

// A screen-out: once `after` lies behind the worker and `when` is true, the conversation ends.
struct EndRule {
  std::string id;
  Expression when;
  std::optional<uint16_t> after;
  bool child = false;  // the catalog's text for children; no follow-up, no receipt
  std::string help;    // help numbers to show with the end
  Texts text;          // unless child
};

struct CompiledSurvey {
  std::string id;
  Texts title;
  std::vector<std::string> languages;
  std::string canonical;
  core::Digest hash{};
  std::vector<Question> questions;
  std::vector<QuestionInfo> infos;  // the same questions, as expressions see them
  std::map<std::string, uint16_t, std::less<>> index;
  std::vector<ChoiceList> lists;
  std::vector<Expression> conditions;
  std::vector<EndRule> ends;
  TriageRules triage;
  uint16_t counted = 0;  // "9" of "3/9"
  std::optional<uint16_t> consent;
  std::optional<uint16_t> safety;
  bool has_danger_rule = false;
  bool takes_free_text = false;
  bool uses_today = false;  // an expression calls today()
};

}  // namespace dialogs
