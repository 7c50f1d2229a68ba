// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "dialogs/compiled.h"

namespace authoring::lint {

// What expressions compare answers with: the bounds of numbers, the options that they name.
class Marks {
 public:
  explicit Marks(const dialogs::CompiledSurvey& survey) : survey_(&survey) {}
  void Collect(const dialogs::Expression& e);
  [[nodiscard]] const std::vector<double>& NumbersOf(uint16_t question) const;
  [[nodiscard]] const std::vector<uint16_t>& OptionsOf(uint16_t question) const;

 private:
  void Options(const dialogs::Expression& e);
  const dialogs::CompiledSurvey* survey_;
  std::map<uint16_t, std::vector<double>> numbers_;
  std::map<uint16_t, std::vector<uint16_t>> options_;  // of select_multiple
};

}  // namespace authoring::lint
