// SPDX-License-Identifier: Apache-2.0
// What the conversations of a survey's author never came to: questions by language, answers,
// conditions, ends, triage rules.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/model.h"
#include "dialogs/session.h"
#include "dialogs/survey.h"

namespace bot::commands {

class Reach {
 public:
  explicit Reach(std::shared_ptr<const dialogs::Survey> survey) : survey_(std::move(survey)) {}

  // After each turn: where the conversation stands, and what the worker was sent.
  void Turn(const dialogs::Session& session, const std::vector<core::OutboundMessage>& messages);

  struct Report {
    std::string text;      // for a terminal: counts, then what was never reached, by kind
    bool complete = true;  // nothing was left out
  };
  [[nodiscard]] Report Finish() const;

 private:
  std::shared_ptr<const dialogs::Survey> survey_;
  std::set<std::pair<size_t, uint16_t>> asked_;     // language, question
  std::set<uint16_t> passed_over_;                  // what did not apply to somebody
  std::set<std::pair<uint16_t, uint16_t>> chosen_;  // question, option
  std::set<std::string> fired_, ended_;
};

}  // namespace bot::commands
