// SPDX-License-Identifier: Apache-2.0
// Coded answers as an officer reads them. Inside ecms/ only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecms/inbox.h"

namespace ecms {

class AnswerTexts {
 public:
  using Coded = std::vector<std::pair<std::string, std::string>>;  // question name -> coded value

  // A null survey leaves the codes. The engine's marks "(refused)", "(dont_know)" and "(skipped)"
  // stay as they are: the page has words for them.
  AnswerTexts(const dialogs::Survey* survey, std::string_view language);
  [[nodiscard]] std::vector<AnswerView> Answered(const Coded& answers) const;
  // Questions that every worker is asked and that have no answer, in the survey's order. Own words
  // are not among them: they are sealed records, not codes.
  [[nodiscard]] std::vector<AnswerView> Unanswered(const Coded& answers) const;

  // The question as it was asked; its name where the survey is not known.
  [[nodiscard]] std::string TextOf(std::string_view question) const;

 private:
  friend class QuestionCollector;
  struct Question {
    std::string name, text;
    std::map<std::string, std::string, std::less<>> options;  // value -> label
    bool opening = false;   // safety check and consent: without a yes there is no ticket
    bool expected = false;  // asked of everybody, and no own words
  };
  [[nodiscard]] const Question* Find(std::string_view name) const;
  std::vector<Question> questions_;
};

}  // namespace ecms
