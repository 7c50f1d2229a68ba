// SPDX-License-Identifier: Apache-2.0
// Inside of a Survey. Texts are vectors by the survey's language index; names were resolved when
// the survey was read.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto.h"
#include "core/time.h"
#include "dialogs/choices.h"
#include "dialogs/expressions/ast.h"
#include "dialogs/expressions/scope.h"
#include "dialogs/survey.h"
#include "dialogs/triage/rules.h"

namespace dialogs {

enum class Role : uint8_t { kNone, kSafetyCheck, kConsent, kAge, kSite };
enum class Sensitivity : uint8_t { kNone, kSensitive, kHigh };
struct Rule {
  Expression holds;
  Texts message;  // empty: the catalog's
};

// What a hidden row is filled with.
enum class Fill : uint8_t { kNothing, kStart, kToday, kChannel, kLanguage, kCountry };

struct Question {
  QuestionType type = QuestionType::kNote;
  std::string name;
  Role role = Role::kNone;
  Sensitivity sensitive = Sensitivity::kNone;
  bool required = false;
  bool placeholders = false;  // a text of it contains {office}, {days} or ${name}
  bool coded = false;         // a text that names a place: matched against the register
  bool identifies = false;    // "pii": never echoed
  bool whole = false;         // a range of whole numbers
  bool randomize = false;
  bool own_list =
      false;          // what is shown depends on more than the language (filter, order, refusal)
  bool once = false;  // a calculation that keeps its first value
  Fill fill = Fill::kNothing;
  uint16_t number = 0;  // "3" of "3/9"; 0 = not counted, or progress is not shown
  uint16_t container = 0;
  uint16_t repeat = kNoIndex;
  std::optional<uint16_t> list;
  std::vector<uint16_t>
      relevant;  // indices into conditions: all must be true (its own and its groups')
  Expression required_if;
  std::vector<Rule> rules;  // constraints, in order
  Expression confirm;
  Expression filter;
  Expression seed;
  Expression calculation;  // of silent rows: also a default
  std::optional<double> min,
      max;  // what the constraint says of a number, if it is as simple as that
  Texts label;
  std::array<Texts, 4> wording;  // by ChannelKind - 1: the label where none is given
  Texts hint;                    // empty where none
  Texts required_message;
  [[nodiscard]] bool silent() const {
    return type == QuestionType::kCalculate || type == QuestionType::kHidden;
  }
  [[nodiscard]] bool media() const {
    return type >= QuestionType::kImage && type <= QuestionType::kGeopoint;
  }
};

// A relevance, kept once for all rows that it decides.
struct Condition {
  Expression when;
  uint16_t repeat = kNoIndex;  // it is evaluated in each round of this
  std::vector<uint16_t> rows;
};

// What the worker sees of a group or repeat, and how often a repeat is asked.
struct ContainerText {
  Texts label;  // empty where none
  Texts more;   // empty: the catalog's "add another one?"
  Expression count;
  uint16_t max = 10;
  std::vector<uint16_t> relevant;  // indices into conditions: all must be true
};

// One step of what is computed again after each answer, in the order of dependencies.
struct Computation {
  enum class Kind : uint8_t { kCondition, kFilter, kCalculation };
  Kind kind = Kind::kCondition;
  uint16_t index = 0;  // of the condition, else of the question
};

// A screen-out: once `after` lies behind the worker and `when` is true, the conversation ends.
struct EndRule {
  std::string id;
  Expression when;
  std::optional<uint16_t> after;
  std::optional<uint16_t> self;  // "stop" of a question: '.' is its answer
  bool child = false;            // the catalog's text for children; no follow-up, no receipt
  std::string help;              // help numbers to show with the end
  Texts text;                    // unless child
};

struct CompiledSurvey : SurveyTree {
  std::string id;
  Texts title;
  std::vector<std::string> languages;
  std::string canonical;
  core::Digest hash{};
  std::vector<Question> questions;             // `infos` are the same, as expressions see them
  std::vector<ContainerText> container_texts;  // by container
  std::vector<Condition> conditions;
  std::vector<Computation> order;
  std::vector<EndRule> ends;
  TriageRules triage;
  std::vector<std::u32string> panic_words;  // folded (locales::FoldKey)
  Texts panic_text;                         // empty: the catalog's
  bool secret_word = false;                 // offered behind consent
  uint16_t counted = 0;                     // "9" of "3/9"
  std::optional<uint16_t> consent;
  std::optional<uint16_t> safety;
  std::optional<core::Millis> expires_after;
  bool has_danger_rule = false;
  bool takes_free_text = false;
  bool uses_clock = false;  // an expression calls today() or now()
};

}  // namespace dialogs
