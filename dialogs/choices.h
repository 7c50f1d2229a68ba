// SPDX-License-Identifier: Apache-2.0
// Lists of choices, compiled. Texts are vectors by the survey's language index.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "locales/understand.h"

namespace dialogs {

using Texts = std::vector<std::string>;  // by language

struct Choice {
  enum class Means : uint8_t { kItself, kRefused, kDontKnow };
  std::string value;
  Texts label;
  Texts button;            // at most 20 characters; the label where none is given
  bool exclusive = false;  // in a select_multiple: only alone
  Means means = Means::kItself;
  std::vector<std::pair<std::string, std::string>> attributes;  // what filters ask about
};

struct ChoiceList {
  std::vector<Choice> choices;
  std::vector<std::vector<locales::AnswerOption>> options;  // by language
  Texts numbered;                                           // by language: "1 Yes\n2 No"
  bool yes_no = false;         // has the values "yes" and "no": other words for them count too
  bool can_refuse = false;     // one of them means "I do not want to say"
  bool catalog_other = false;  // its last choice, "other", has the catalog's label
};

}  // namespace dialogs
