// SPDX-License-Identifier: Apache-2.0
// From what the engine found to what the store keeps. For bot/, in the transaction of the turn.
#pragma once

#include <optional>
#include <vector>

#include "core/model.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "ecms/quality.h"
#include "store/commands.h"

namespace ecms {

// How long an inspectorate may take until a person has decided about a ticket of this class
// (P0..P4); nullopt: no clock.
[[nodiscard]] std::optional<core::Millis> DecisionWithin(uint8_t severity);

// The store's commands for a FileTicket effect: the ticket with codes and ISO week only, its clock
// row with day and due time: a full minute, the next one, for by the millisecond it would lead to
// the message that it came from (the alerts watch clocks begin, so it is no earlier). `today`: by
// the office's calendar; so is the week. `quality`: bits of store::quality.
[[nodiscard]] std::vector<store::Command> TicketCommands(const dialogs::FileTicket& filed,
                                                         const dialogs::Survey& survey,
                                                         core::ChannelKind channel,
                                                         core::Timestamp now, core::Day today,
                                                         uint8_t quality = 0);
[[nodiscard]] store::Command ResponseCommand(const dialogs::FinishResponse& finished,
                                             const dialogs::Survey& survey,
                                             core::ChannelKind channel, core::Day today,
                                             Pace pace = Pace::kUnknown);

}  // namespace ecms
