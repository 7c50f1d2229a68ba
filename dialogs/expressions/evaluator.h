// SPDX-License-Identifier: Apache-2.0
// Inside of evaluate.cpp and call.cpp; others include evaluate.h.
#pragma once

#include "dialogs/expressions/evaluate.h"

namespace dialogs {

class Evaluator {
 public:
  Evaluator(const Expression& expression, const Facts& facts, bool three_valued)
      : e_(expression), facts_(facts), three_valued_(three_valued) {}

  [[nodiscard]] Value Root() const { return Any(e_.root); }
  [[nodiscard]] Truth RootLogic() const { return Logic(e_.root); }
  [[nodiscard]] Truth Logic(uint32_t index) const;

 private:
  [[nodiscard]] Value Any(uint32_t index) const;
  [[nodiscard]] Value FromLogic(uint32_t index) const;
  [[nodiscard]] Value Binary(const Node& node) const;
  [[nodiscard]] Value Call(const Node& node) const;  // call.cpp
  [[nodiscard]] Value CallText(const Node& node, const std::vector<Value>& values) const;
  [[nodiscard]] Value StringLength(const Node& argument, const Value& value) const;
  [[nodiscard]] Value CountSelected(const Node& argument, const Value& value) const;
  [[nodiscard]] const Answer* AnswerTo(uint16_t question) const;  // nullptr: nothing is known
  [[nodiscard]] const Answer* Named(const Node& node) const;
  [[nodiscard]] Value OfAnswer(const QuestionInfo& info, const Answer* answer) const;

  const Expression& e_;
  const Facts& facts_;
  bool three_valued_;
};

}  // namespace dialogs
