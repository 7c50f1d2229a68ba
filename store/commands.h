// SPDX-License-Identifier: Apache-2.0
// Everything that can be written, one plain struct each. No SQL, no callbacks: any database can do a list of these in a
// few round trips.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "store/rows.h"

namespace store {

// Fails with kConflict if the hash is there: this message was handled before.
struct RememberProviderId { Hash16 hash; int32_t key_week; };
// Insert (expected_version 0) or update; kConflict if the stored version differs. Stores version expected_version + 1.
struct PutConversation { ConversationRow row; int64_t expected_version = 0; };
// The row, its outbox rows and its threads. Sealed words are dropped by DropSealed (only the session knows them).
struct DeleteConversation { core::ConversationId id; };
struct Enqueue { OutboxRow row; };
// Rows of this conversation that are not being sent; rows of turn `except_turn` stay.
struct CancelUnsent { core::ConversationId conversation; int64_t except_turn = -1; };

// NOTE: what the sender found; see channels::Outcome.
struct SendDone { core::MessageId id; };                                   // row goes; the next of its conversation is ready
struct SendRetry { core::MessageId id; core::Timestamp due_at; std::string error; };  // back to ready, attempts + 1
struct SendGaveUp { core::MessageId id; std::string error; };              // dead, with later rows of the same turn
struct SendParked { core::MessageId id; core::Timestamp lease_until; };    // stays kSending until acknowledged or lease end
// Like SendDone, from a delivery status; nothing happens if the row is gone.
struct SendAcknowledged { core::MessageId id; };
struct ReplayDead { core::MessageId id; core::Timestamp due_at; };         // kNotFound if it is not dead (any more)

struct PutSealed { SealedRow row; };
struct DropSealed { core::RecordId id; };       // all fields of it; an opened one stays
struct MarkOpened { core::RecordId id; };
struct PutTicket { TicketRow row; };            // insert or replace by id; state and clock of an existing one stay
struct SetTicketState { core::TicketId id; std::string state; bool drop_clock = false; };
struct PutThread { ThreadRow row; };
struct PutReceipt { Hash16 hash; std::optional<core::TicketId> ticket; std::string week; };
struct PutResponse { ResponseRow row; };
struct AddCount { std::string name; std::string week; int64_t by = 1; };  // named counters per ISO week
struct PutAccount { AccountRow row; };          // kConflict if the name belongs to another id
struct PutApiToken { Hash16 hash; core::AccountId account; };
struct PutSurvey { SurveyRow row; };            // nothing if the hash is there
struct PutMeta { std::string key; std::string value; };
struct PutErasure { ErasureRow row; };
struct DropErasure { core::ConversationId conversation; };
struct ForgetProviderIds { int32_t before_week; };  // retention
struct ExpireOutbox { core::Timestamp now; };       // rows past expires_at, dead ones too
struct DropConversationsBefore { core::Day key_day; };  // their day key is gone: rows, outbox and threads go

using Command = std::variant<RememberProviderId, PutConversation, DeleteConversation, Enqueue, CancelUnsent, SendDone,
                             SendRetry, SendGaveUp, SendParked, SendAcknowledged, ReplayDead, PutSealed, DropSealed,
                             MarkOpened, PutTicket, SetTicketState, PutThread, PutReceipt, PutResponse, AddCount,
                             PutAccount, PutApiToken, PutSurvey, PutMeta, PutErasure, DropErasure, ForgetProviderIds,
                             ExpireOutbox, DropConversationsBefore>;

// Atomic: all of a group or nothing of it.
using CommandGroup = std::vector<Command>;

// Marks ready, due rows of a channel as sending and returns them: replies before bulk, then by due time. Rows whose lease
// ended count as ready again.
struct Lease {
  std::string channel;
  size_t limit = 16;
  core::Timestamp now;
  core::Timestamp until;
};

}  // namespace store
