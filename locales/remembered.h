// SPDX-License-Identifier: Apache-2.0
// What a step gave for the texts of one reply: it is asked for whole, as the only part of a list,
// and without what stands around.
#pragma once

#include <utility>
#include <vector>

#include "locales/fold.h"

namespace locales {

// One thread. Grows with the parts of a reply, which kMaxTokens bounds.
template <class Result>
class Remembered {
 public:
  // `step` may ask for other texts meanwhile.
  template <class Step>
  Result Of(const Folded& text, const Step& step) {
    for (const auto& [known, result] : results_) {
      if (known == text) return result;
    }
    Result made = step();
    results_.emplace_back(text, made);
    return made;
  }

 private:
  std::vector<std::pair<Folded, Result>> results_;
};

}  // namespace locales
