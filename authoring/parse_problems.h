// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "authoring/diagnostics.h"
#include "dialogs/problems.h"

namespace authoring {

// Adds it at `place` (whose text is the expression, if it is about one) with a stable rule, a
// caret, and the change. `row_of` gives the row of a question's name, or 0.
void AddParseProblem(const dialogs::SurveyProblem& problem, Place place,
                     const std::function<uint32_t(const std::string&)>& row_of,
                     Diagnostics& diagnostics);

}  // namespace authoring
