// SPDX-License-Identifier: Apache-2.0
// What goes out to another case management system, and what comes back: docs/feed.md. Includes
// core/ only, so that web/ can use it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "ecms/accounts.h"

namespace ecms {

// An event that was given up after days of trying.
struct FeedLetter {
  std::string id;  // the webhook-id
  std::string type;
  std::string ticket;
  int64_t attempts = 0;
  std::string error;  // a code: "http-503", "no-answer"
};
struct FeedOverview {
  bool on = false;  // a feed is configured
  std::vector<std::string> kinds;
  int64_t queued = 0;
  std::vector<FeedLetter> dead;
};
// The other system's last word on a ticket.
struct FeedStatus {
  std::string status, reference, week;
};
// How it stands with referring one ticket.
struct ReferralState {
  bool takes = false;                // a feed takes referrals
  std::optional<FeedStatus> status;  // nullopt: nothing has come back
};
// What an officer picked for a referral.
struct Referral {
  std::vector<std::string> answers;  // questions whose coded answers go along
  struct Words {
    core::RecordId record;
    std::string text;  // as the officer read and released it
  };
  std::vector<Words> words;
  std::string note;             // the officer's own words to the other office
  std::string repeat_key = {};  // drawn by whoever refers it: sent again, it is the same referral
};

// Thread-safe. May block on the disk: for the `office` thread.
class Feed {
 public:
  virtual ~Feed() = default;
  // Supervisors and administrators.
  [[nodiscard]] virtual core::Result<FeedOverview> Overview(const Caller& caller) const = 0;
  // Attempts begin anew; one audit entry. kNotFound: no such dead event.
  [[nodiscard]] virtual core::Status Replay(const Caller& caller, std::string_view id) = 0;

  // Queues a referral of the ticket with its site and what was picked, with one audit entry, in one
  // transaction; returns the event's id. kInvalid: no feed of that kind, an answer that is not
  // there, words of another ticket, or words that nobody has opened. kNotFound: no such ticket.
  [[nodiscard]] virtual core::Result<std::string> Refer(const Caller& caller,
                                                        const core::TicketId& ticket,
                                                        const Referral& referral) = 0;
  [[nodiscard]] virtual core::Result<ReferralState> StatusOf(
      const Caller& caller, const core::TicketId& ticket) const = 0;
  // By the other system's own account (role "feed"). `status` is one of FeedStatuses(). One audit
  // entry.
  [[nodiscard]] virtual core::Status TakeStatus(const Caller& caller, const core::TicketId& ticket,
                                                std::string_view status,
                                                std::string_view reference) = 0;
};

inline constexpr size_t kMaxReleasedText = 4000;  // characters
inline constexpr size_t kMaxFeedReference = 64;

}  // namespace ecms
