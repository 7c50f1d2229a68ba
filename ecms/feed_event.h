// SPDX-License-Identifier: Apache-2.0
// One event of the feed as it waits in the store: a document of kind kFeedKind. Its CloudEvents
// JSON is sealed under the day key of its last day, so what nobody took by then can be read by
// nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/commands.h"

namespace ecms {

// NOTE: persistent values.
inline constexpr std::string_view kFeedKind = "feed.event";
inline constexpr std::string_view kFeedQueued = "queued";  // DocumentRow::parent
inline constexpr std::string_view kFeedDead = "dead";
inline constexpr std::string_view kSignalType = "dwbot.signal.v1";
inline constexpr std::string_view kReferralType = "dwbot.referral.v1";
inline constexpr int kFeedDays = 30;  // then an event that was not taken is over

struct FeedEvent {
  std::string id;  // 26 letters and digits: the webhook-id, the same in every attempt
  std::string type, ticket;
  core::Timestamp queued_at;  // events of one ticket and type leave in this order
  core::Timestamp due_at;
  core::Day key_day;
  int64_t attempts = 0;
  std::string error;  // code of the last failure
  bool dead = false;
  int64_t version = 0;  // of the document
  core::Bytes sealed;
};

[[nodiscard]] store::DocumentRow ToDocument(const FeedEvent& event);
[[nodiscard]] std::optional<FeedEvent> FromDocument(const store::DocumentRow& row);

// A new event; `data` is the JSON object of its contents, `source` names this installation.
[[nodiscard]] core::Result<FeedEvent> NewFeedEvent(privacy::KeyRing& keys,
                                                   const core::MessageId& id,
                                                   std::string_view source, std::string_view type,
                                                   std::string_view ticket, std::string_view data,
                                                   core::Timestamp now);
// The CloudEvents JSON; nullopt once its key is gone.
[[nodiscard]] std::optional<std::string> OpenFeedEvent(privacy::KeyRing& keys,
                                                       const FeedEvent& event);

}  // namespace ecms
