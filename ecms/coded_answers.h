// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ecms {

using CodedAnswers = std::vector<std::pair<std::string, std::string>>;  // store::TicketRow::answers

// Coded answers as dialogs::Calculator takes them: "children[2]/age" is the second round of a
// repeat.
[[nodiscard]] std::string AnswersJson(const CodedAnswers& answers);

}  // namespace ecms
