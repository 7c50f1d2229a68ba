// SPDX-License-Identifier: Apache-2.0
// Inside of evaluate.cpp and the call files; others include evaluate.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialogs/expressions/evaluate.h"

namespace dialogs {

// One value of several: an answer, a round of a repeat, or a choice of a list.
struct Item {
  const Answer* answer = nullptr;  // nullptr: nothing is known, or it is no answer
  uint16_t question = kNoIndex;
  uint16_t round = 0;
  const Choice* choice = nullptr;
};

class Evaluator {
 public:
  static constexpr uint32_t kMaxSteps = 100'000;  // nodes of one evaluation; behind it all is empty

  Evaluator(const Expression& expression, const Facts& facts, bool three_valued)
      : e_(expression), facts_(facts), three_valued_(three_valued) {
    here_.round = facts.round;
    here_.choice = facts.choice;
  }

  [[nodiscard]] Value Root() const {
    Value value = Any(e_.root);
    return steps_ > kMaxSteps ? Value::Text("") : value;
  }
  [[nodiscard]] Truth RootLogic() const {
    const Truth truth = Logic(e_.root);
    if (steps_ <= kMaxSteps) return truth;
    return three_valued_ ? Truth::kUnknown : Truth::kFalse;
  }
  [[nodiscard]] Truth Logic(uint32_t index) const;

 private:
  // What a predicate looks at.
  struct Here {
    uint16_t round = 0;
    const Choice* choice = nullptr;
    const Item* self = nullptr;
    size_t position = 0;
    size_t last = 0;
  };
  using Values = std::vector<Value>;

  [[nodiscard]] Value Any(uint32_t index) const;
  [[nodiscard]] Value FromLogic(uint32_t index) const;
  [[nodiscard]] Value Binary(const Node& node) const;
  [[nodiscard]] bool AnyPair(const Node& node, bool equal) const;
  [[nodiscard]] bool OutOfBudget() const { return ++steps_ > kMaxSteps; }

  // call.cpp: those that look at their arguments as they are
  [[nodiscard]] Value Call(const Node& node) const;
  [[nodiscard]] Value Once(const Node& node) const;
  [[nodiscard]] Value StringLength(const Node& argument, const Value& value) const;
  [[nodiscard]] Value CountSelected(const Node& argument, const Value& value) const;
  [[nodiscard]] bool MatchesRegex(const Node& node, const Values& values) const;
  [[nodiscard]] Value ChoiceName(const Node& node, const Value& value) const;
  [[nodiscard]] Value Random(const Node& node, const Values& values) const;
  // those of plain values, each in its file; nullopt: it is not one of them
  [[nodiscard]] static std::optional<Value> CallText(Function function, const Values& values);
  [[nodiscard]] static std::optional<Value> CallNumbers(Function function, const Values& values);
  [[nodiscard]] std::optional<Value> CallTime(Function function, const Values& values) const;
  [[nodiscard]] std::optional<Value> CallRounds(const Node& node) const;

  // call_rounds.cpp
  [[nodiscard]] std::vector<Item> Items(const Node& node) const;
  [[nodiscard]] std::vector<Item> ItemsOf(const Path& path) const;
  [[nodiscard]] std::vector<Item> Filtered(std::vector<Item> items,
                                           const std::vector<uint32_t>& filters, bool each) const;
  [[nodiscard]] bool AnyUnknown(const Node& node) const;
  [[nodiscard]] Value ValueOf(const Node& node, const Item& item) const;
  [[nodiscard]] Value Column(const Choice& choice, const std::string& column) const;
  [[nodiscard]] Values AllValues(const Node& node, size_t from) const;
  [[nodiscard]] Value IndexedRepeat(const Node& node) const;
  [[nodiscard]] Value Position(const Node& node) const;

  [[nodiscard]] const Answer* AnswerTo(uint16_t question, uint16_t round) const;
  [[nodiscard]] const Answer* Named(const Node& node) const;
  [[nodiscard]] Value OfAnswer(uint16_t question, const Answer* answer) const;

  const Expression& e_;
  const Facts& facts_;
  bool three_valued_;
  mutable Here here_;  // predicates put theirs here and put it back
  mutable uint32_t steps_ = 0;
};

[[nodiscard]] bool IsEmptyValue(const Value& value);
[[nodiscard]] bool ValuesEqual(const Value& a, const Value& b);

}  // namespace dialogs
