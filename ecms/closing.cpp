// SPDX-License-Identifier: Apache-2.0
#include "ecms/closing.h"

#include <algorithm>

namespace ecms {

bool IsOutcome(std::string_view outcome) {
  return std::ranges::find(kOutcomes, outcome) != kOutcomes.end();
}

store::CommandGroup ClosingCommands(const core::TicketId& ticket, std::string_view outcome,
                                    const std::string& officer, core::Timestamp now) {
  return {store::SetTicketState{ticket, "closed", true},
          store::PutClosing{{ticket, core::IsoWeek(core::DayOf(now)), std::string(outcome)}},
          store::AppendAudit{
              {0, now, officer, "ticket.close", ticket.Text(), std::string(outcome), {}}}};
}

}  // namespace ecms
