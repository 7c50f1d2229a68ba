// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/error_codes.h"

#include <algorithm>
#include <array>

namespace channels::twilio {
namespace {

struct Row {
  int code;
  Outcome outcome;
};

constexpr std::array kCodes = {
    Row{20003, Outcome::kChannelDown},    // authentication
    Row{20005, Outcome::kChannelDown},    // account not active
    Row{20404, Outcome::kChannelDown},    // no such account
    Row{20429, Outcome::kRetry},          // too many requests at once
    Row{21211, Outcome::kGiveUp},         // To is no valid number
    Row{21214, Outcome::kGiveUp},         // To cannot be reached
    Row{21217, Outcome::kGiveUp},         // To looks impossible
    Row{21265, Outcome::kGiveUp},         // To may not be a short code
    Row{21408, Outcome::kChannelDown},    // this region is not switched on in the account
    Row{21606, Outcome::kChannelDown},    // From may not send there
    Row{21610, Outcome::kStopContact},    // the person answered STOP to Twilio
    Row{21611, Outcome::kRetry},          // the queue of From is full
    Row{21612, Outcome::kGiveUp},         // no route from From to To
    Row{21614, Outcome::kGiveUp},         // To is no mobile number
    Row{21617, Outcome::kGiveUp},         // over 1600 characters
    Row{21659, Outcome::kChannelDown},    // From is not the account's
    Row{21660, Outcome::kChannelDown},    // From and the account do not match
    Row{21703, Outcome::kChannelDown},    // the messaging service has no sender
    Row{30001, Outcome::kRetry},          // queue overflow
    Row{30002, Outcome::kChannelDown},    // account suspended
    Row{30003, Outcome::kGiveUp},         // the phone is off or out of reach
    Row{30004, Outcome::kGiveUp},         // blocked by the operator, or by the person there
    Row{30005, Outcome::kGiveUp},         // unknown number
    Row{30006, Outcome::kGiveUp},         // a landline
    Row{30007, Outcome::kGiveUp},         // filtered by the operator
    Row{30008, Outcome::kRetry},          // unknown error
    Row{30022, Outcome::kRetry},          // the rate that the operator grants is used up
    Row{30034, Outcome::kChannelDown},    // From is not registered (A2P 10DLC)
    Row{63003, Outcome::kGiveUp},         // To is not on WhatsApp
    Row{63005, Outcome::kGiveUp},         // content not accepted
    Row{63007, Outcome::kChannelDown},    // From is no sender of that channel
    Row{63012, Outcome::kRetry},          // the channel's provider failed
    Row{63013, Outcome::kGiveUp},         // against the channel's policy
    Row{63014, Outcome::kStopContact},    // blocked by the person
    Row{63015, Outcome::kChannelDown},    // the sandbox was not joined
    Row{63016, Outcome::kNeedsTemplate},  // outside the 24-hour window, without a template
    Row{63017, Outcome::kRetry},          // rate
    Row{63018, Outcome::kRetry},          // rate
    Row{63019, Outcome::kGiveUp},         // a file could not be fetched
    Row{63021, Outcome::kGiveUp},         // content against the channel's rules
    Row{63024, Outcome::kGiveUp},         // invalid recipient
    Row{63027, Outcome::kGiveUp},         // no template in that language
    Row{63028, Outcome::kGiveUp},         // another number of parameters than the template has
    Row{63032, Outcome::kGiveUp},         // WhatsApp declined, for this person
    Row{63033, Outcome::kStopContact},    // blocked by the person
};

}  // namespace

std::optional<Outcome> OutcomeOfCode(int64_t code) {
  auto row =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const Row& r) { return r.code == code; });
  return row == kCodes.end() ? std::nullopt : std::optional(row->outcome);
}

}  // namespace channels::twilio
