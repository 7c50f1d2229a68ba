// SPDX-License-Identifier: Apache-2.0
// The answers that decide an expression, as a finite space: every choice, and of numbers those at
// and around each bound that is compared with. Walked through with the engine's own evaluator, so
// that what is said holds for the engine. Where something cannot be enumerated, more is taken for
// possible than is: no finding is made of it.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "authoring/lint/marks.h"
#include "dialogs/compiled.h"
#include "dialogs/expressions/evaluate.h"

namespace authoring::lint {

class Space {
 public:
  // Make one space for all questions: what it may take is counted over all that is asked of it.
  explicit Space(const dialogs::CompiledSurvey& survey);
  // Forgets what was added.
  void Clear();

  // The questions that `expression` names. False if it cannot be decided by enumeration; then
  // nothing was added.
  bool Add(const dialogs::Expression& expression, std::optional<uint16_t> self = std::nullopt);
  // Adds conditions by index; those that cannot be decided are left out.
  void AddConditions(const std::vector<uint16_t>& conditions);
  // After all that was added: finds the candidates, and adds what decides whether the questions are
  // asked, nearest first, as long as there is room. Leaving some out makes more possible than is.
  void Close();

  // After Close(): calls `each` for every possible set of answers until it returns false. False if
  // there are too many, of this or of all that was asked of this space: then nothing is known.
  [[nodiscard]] bool ForEach(const std::function<bool(const dialogs::Facts&)>& each);
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
  [[nodiscard]] bool NamesNumber(const dialogs::Expression& e, uint32_t index) const;
  void Fill();
  void Grow();
  void FindFiltered();
  [[nodiscard]] bool Possible(const dialogs::Facts& facts) const;
  [[nodiscard]] size_t Sets() const;
  [[nodiscard]] std::vector<dialogs::Answer> Candidates(uint16_t question) const;
  [[nodiscard]] std::vector<dialogs::Answer> Numbers(uint16_t question) const;
  [[nodiscard]] std::vector<dialogs::Answer> Subsets(uint16_t question) const;

  const dialogs::CompiledSurvey& survey_;
  std::map<uint16_t, std::vector<dialogs::Answer>> variables_;
  std::map<uint16_t, bool> conditions_;   // can it be decided?
  std::vector<uint16_t> filtered_;        // variables whose options depend on other variables alone
  Marks marks_;                           // of the expressions that were added
  std::vector<dialogs::Answer> answers_;  // by question; empty but while ForEach runs
  size_t work_ = 0;
};

}  // namespace authoring::lint
