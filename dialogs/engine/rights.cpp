// SPDX-License-Identifier: Apache-2.0
// The line of rights information that ends a topic.
#include <algorithm>

#include "dialogs/engine/turn.h"
#include "dialogs/rights.h"

namespace dialogs {

// A topic ends where the last question lies behind that a triage rule of it asks about, if the
// worker was asked any of them. Once in a conversation: what was said is noted beside the help that
// was given.
void Turn::SayRights(uint16_t next) {
  if (deployment_.rights == nullptr || deployment_.rights->empty()) return;
  for (const Topic& topic : survey_.triage.topics) {
    if (topic.questions.empty() || topic.questions.back() >= next) continue;
    const bool answered =
        std::any_of(topic.questions.begin(), topic.questions.end(), [&](uint16_t q) {
          return session_.answers[q].kind != Answer::Kind::kNone &&
                 (relevant_.empty() || relevant_[q] != 0);
        });
    std::string mark = "rights:" + topic.id;
    if (!answered ||
        std::find(session_.helped.begin(), session_.helped.end(), mark) != session_.helped.end())
      continue;
    const std::string line = deployment_.rights->Line(topic.id, session_.language);
    if (line.empty()) continue;
    session_.helped.push_back(std::move(mark));
    if (said_.numbered.empty())
      Say(TextKey::kLeadIn);  // no lock screen shows what the survey is about
    Say(line);
  }
}

}  // namespace dialogs
