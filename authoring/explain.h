// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "dialogs/survey.h"

namespace authoring {

// What a survey asks of whom, each condition in plain English words with labels in the survey's
// language of that index: "Asked only if *Paid?* is Yes and *Age* is 18 or more". For review by
// people who do not read expressions.
[[nodiscard]] std::string Explain(const dialogs::Survey& survey, size_t language);

}  // namespace authoring
