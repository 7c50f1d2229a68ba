// SPDX-License-Identifier: Apache-2.0
// The answers that decide an expression, as a finite space: every choice, and of numbers those at
// and around each bound that is compared with. Walked through with the engine's own evaluator, so
// that what is said holds for the engine. Where something cannot be enumerated, more is taken for
// possible than is: no finding is made of it.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "dialogs/compiled.h"
#include "dialogs/expressions/evaluate.h"

namespace authoring::lint {

// What expressions compare answers with: the bounds of numbers, the options that they name.
class Marks {
 public:
  explicit Marks(const dialogs::CompiledSurvey& survey) : survey_(&survey) {}
  void Collect(const dialogs::Expression& e);
  [[nodiscard]] const std::vector<double>& NumbersOf(uint16_t question) const;
  [[nodiscard]] const std::vector<uint16_t>& OptionsOf(uint16_t question) const;

 private:
  const dialogs::CompiledSurvey* survey_;
  std::map<uint16_t, std::vector<double>> numbers_;
  std::map<uint16_t, std::vector<uint16_t>> options_;  // of select_multiple
};

class Space {
 public:
  // Marks come from all conditions of a survey (a candidate too many does no harm): found once, for
  // all its spaces.
  [[nodiscard]] static Marks MarksOf(const dialogs::CompiledSurvey& survey);
  // `marks` outlives it.
  Space(const dialogs::CompiledSurvey& survey, const Marks& marks);

  // Of the questions that `expression` names, and those that decide whether they are asked. False
  // if the expression cannot be decided by enumeration; then nothing was added.
  bool Add(const dialogs::Expression& expression, std::optional<uint16_t> self = std::nullopt);
  // Adds conditions by index; those that cannot be decided are left out.
  void AddConditions(const std::vector<uint16_t>& conditions);

  // Calls `each` for every possible set of answers until it returns false. False if there are too
  // many; then nothing is called.
  [[nodiscard]] bool ForEach(const std::function<bool(const dialogs::Facts&)>& each) const;
  // Are these conditions (as far as they were added) true there?
  [[nodiscard]] bool Holds(const std::vector<uint16_t>& conditions,
                           const dialogs::Facts& facts) const;
  [[nodiscard]] const std::map<uint16_t, std::vector<dialogs::Answer>>& variables() const {
    return variables_;
  }

 private:
  [[nodiscard]] bool Decidable(const dialogs::Expression& e, uint32_t node, bool compared,
                               std::vector<uint16_t>& questions,
                               std::optional<uint16_t> self) const;
  void Variable(uint16_t question);
  [[nodiscard]] bool TooMany() const;
  [[nodiscard]] std::vector<dialogs::Answer> Candidates(uint16_t question) const;
  [[nodiscard]] std::vector<dialogs::Answer> Numbers(uint16_t question) const;
  [[nodiscard]] std::vector<dialogs::Answer> Subsets(uint16_t question) const;

  const dialogs::CompiledSurvey& survey_;
  std::map<uint16_t, std::vector<dialogs::Answer>> variables_;
  std::map<uint16_t, bool> conditions_;  // can it be decided?
  const Marks& marks_;
  Marks own_;  // of the expressions that were added
};

}  // namespace authoring::lint
