// SPDX-License-Identifier: Apache-2.0
// Expressions over answers that somebody wrote down: `dwbot eval`, tests of a survey. No
// conversation.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "dialogs/triage/what_if.h"

namespace dialogs {

// The name of the question that waits for its answer; "" if none does.
[[nodiscard]] std::string OpenQuestion(const Survey& survey, const Session& session);

class Calculator {
 public:
  struct Setting {
    core::Timestamp now;
    std::string language;  // "" = the survey's default
  };
  // `answers`: name -> text, number, list of texts (select_multiple), list of objects (the rounds
  // of a repeat); "(refused)", "(dont_know)", "(skipped)" and null are no answer. kInvalid says
  // every name and value that does not fit. What is calculated is calculated; a value given for it
  // is listed in `ignored`. `deployment` outlives it.
  [[nodiscard]] static core::Result<Calculator> Make(std::shared_ptr<const Survey> survey,
                                                     const Deployment& deployment,
                                                     core::JsonValue answers, Setting setting,
                                                     std::vector<std::string>& ignored);
  // As XPath's string() would print it. kInvalid says where the expression is wrong.
  [[nodiscard]] core::Result<std::string> Evaluate(std::string_view expression) const;
  // The class that the survey's triage rules give these answers: 0 = P0 ... 4 = P4.
  [[nodiscard]] uint8_t Severity() const;
  [[nodiscard]] ClassChanges WhatWouldChange() const;

 private:
  Calculator(std::shared_ptr<const Survey> survey, const Deployment& deployment, Setting setting);
  std::shared_ptr<const Survey> survey_;
  const Deployment* deployment_;
  Setting setting_;
  Session session_;
};

}  // namespace dialogs
