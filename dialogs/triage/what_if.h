// SPDX-License-Identifier: Apache-2.0
// What would change the class of some answers. Found by trying the survey's own rules on other
// answers: it says nothing that they do not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"

namespace dialogs {

class Survey;
struct Deployment;
struct Session;

// An answer that is not the one that was given.
struct Supposed {
  enum class Is : uint8_t { kOneOf, kIncludes, kAtLeast, kAtMost, kMissing };
  std::string question;  // its name; in a repeat "children[2]/age"
  Is is = Is::kOneOf;
  std::vector<std::string> values;  // coded: kOneOf, kIncludes: any of them; kAtLeast, kAtMost: the
                                    // number; kMissing: what was given
};
struct ClassChange {
  uint8_t severity = 4;
  std::vector<Supposed> answers;  // all of them together: two at most
};
// Each list gravest first, at most kMostChanges. Tried are choices and numbers that the rules
// compare with a constant; days, times, words and options that depend on other answers are not.
struct ClassChanges {
  uint8_t severity = 4;                   // that the rules give the answers as they are
  std::vector<ClassChange> if_answered;   // graver, by what was asked and not answered; by two
                                          // together only where none does alone
  std::vector<ClassChange> if_different;  // graver, by another answer than the one given
  std::vector<ClassChange> if_missing;    // less grave without an answer that was given
};
inline constexpr size_t kMostChanges = 12;

[[nodiscard]] ClassChanges WhatWouldChange(const Survey& survey, const Deployment& deployment,
                                           const Session& session, core::Timestamp now);

}  // namespace dialogs
