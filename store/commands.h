// SPDX-License-Identifier: Apache-2.0
// Everything that can be written, one plain struct each. No SQL, no callbacks: any database can do
// a list of these in a few round trips.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "store/rows.h"

namespace store {

// Fails with kConflict if the hash is there: this message was handled before.
struct RememberProviderId {
  Hash16 hash;
  int32_t key_week;
};
// Insert (expected_version 0) or update; kConflict if the stored version differs. Stores version
// expected_version + 1.
struct PutConversation {
  ConversationRow row;
  int64_t expected_version = 0;
};
// The row, its outbox rows and its chat messages; nothing if it is not there. Its sealed words and
// threads go by DropSealed and DropThread: only the session knows which they are (a thread names
// its conversation under the day key alone).
struct DeleteConversation {
  core::ConversationId id;
};
// kConflict if (conversation, turn, part) is there. Ready if nothing of its conversation is on its
// way. The id is a fresh random one: that is not checked (an index of every waiting row would be
// the dearest part of a turn). `state`, `attempts`, `lease_until` and `error` of the row are the
// store's and ignored here.
struct Enqueue {
  OutboxRow row;
};
// Rows of this conversation that are not being sent, dead ones too; rows of turn `except_turn`
// stay.
struct CancelUnsent {
  core::ConversationId conversation;
  int64_t except_turn = -1;
};

// What the sender found; see channels::Outcome. kNotFound if the row is not being sent (any more).
struct SendDone {
  core::MessageId id;
};  // row goes; the next of its conversation is ready
// Back to ready. `attempted` false: it was never handed to the provider (attempts stay).
struct SendRetry {
  core::MessageId id;
  core::Timestamp due_at;
  std::string error;
  bool attempted = true;
};
// The 24 h window is closed: back to ready but due at `until` only, with error kAwaitsWorker,
// attempts as they are. If OpenWindow came after the sender looked (free_until is past `seen`) it
// is due at once instead.
struct AwaitWorker {
  core::MessageId id;
  core::Timestamp seen;
  core::Timestamp until;
};
struct SendGaveUp {
  core::MessageId id;
  std::string error;
};  // dead, with later rows of the same turn
struct SendParked {
  core::MessageId id;
  core::Timestamp lease_until;
};  // stays kSending until acknowledged or lease end
// The worker wrote: rows of the conversation that have a window may leave as free form until
// `until`, and those that waited for it are due now.
struct OpenWindow {
  core::ConversationId conversation;
  core::Timestamp now;
  core::Timestamp until;
};
// Like SendDone, from a delivery status, whatever state the row is in now; nothing happens if it is
// gone or was never handed to the sender.
struct SendAcknowledged {
  core::MessageId id;
};
// Attempts begin at 0 again; behind what is on its way. kNotFound if it is not dead (any more).
struct ReplayDead {
  core::MessageId id;
  core::Timestamp due_at;
};

struct PutSealed {
  SealedRow row;
};  // kConflict if that field of the record is there
struct DropSealed {
  core::RecordId id;
};  // all fields of it; an opened one stays
// The worker wants it: "words" goes, opened or not, and "scrubbed" says so. Nothing if there is no
// original.
struct RemoveOriginal {
  core::RecordId id;
};
struct MarkOpened {
  core::RecordId id;
};  // all fields of it; kNotFound if there is none
struct PutTicket {
  TicketRow row;
};  // insert or replace by id; of an existing one state, week, filing day
    // and the officer's site stay, and the earlier due time counts (none comes
    // back once dropped)
struct SetTicketState {
  core::TicketId id;
  std::string state;
  bool drop_clock = false;
};  // kNotFound
// An officer says which workplace it is; nullopt: nobody does any more, and what the worker named
// counts. kNotFound
struct SetTicketSite {
  core::TicketId id;
  std::optional<std::string> site;
};
// Adds the bits to open tickets about that site and topic that were filed on `since` or later.
struct FlagTickets {
  std::string site, topic;
  core::Day since;
  uint8_t quality = 0;
};  // topic "" = whatever it is
struct AddSiteDay {
  SiteDayRow row;
};  // adds row.tickets to that day's
struct ForgetSiteDays {
  core::Day before;
};  // retention
struct PutChatMessage {
  ChatMessageRow row;
};  // insert or replace by (conversation, id)
// All of the conversation, or that one; nothing if it is gone.
struct DropChatMessages {
  core::ConversationId conversation;
  std::optional<core::MessageId> only = std::nullopt;
};
struct PutThread {
  ThreadRow row;
};  // insert or replace by id
struct DropThread {
  core::ThreadId id;
};  // nothing if it is gone
// Behind the others of its ticket; kConflict if the id is there. An answer stands on the ticket
// too: TicketRow::answered.
struct PutThreadEntry {
  ThreadEntryRow row;
};
// An officer has seen the thread up to that number: the ticket's mark goes unless a later answer
// made it.
struct AnswersSeen {
  core::TicketId ticket;
  int32_t number = 0;
};
struct SetEntryState {
  core::EntryId id;
  EntryState state = EntryState::kNone;
};  // nothing if it is gone or was answered
struct PutClosing {
  ClosingRow row;
};  // insert or replace by ticket
struct ForgetReceipts {
  std::string closed_before_week;
};  // of tickets that ended in an earlier week: retention
// kConflict if the hash is there: draw another code.
struct PutReceipt {
  Hash16 hash;
  std::optional<core::TicketId> ticket;
  std::string week;
};
struct PutResponse {
  ResponseRow row;
};  // insert or replace by id
struct AddCount {
  std::string name;
  std::string week;
  int64_t by = 1;
};  // named counters per ISO week
struct PutAccount {
  AccountRow row;
};  // kConflict if the name belongs to another id
struct PutApiToken {
  Hash16 hash;
  core::AccountId account;
};  // kNotFound if the account is not there
struct PutSurvey {
  SurveyRow row;
};  // nothing if the hash is there
struct DropSurvey {
  std::string hash;
};  // nothing if it is gone
struct PutMeta {
  std::string key;
  std::string value;
};
// Insert, or replace by key; the code of a known key stays. kConflict if the code is another
// site's.
struct PutSite {
  SiteRow row;
};
// kNotFound if no site has the code, kConflict if the spelling is another site's. Nothing if it is
// there.
struct PutSiteSpelling {
  SiteSpellingRow row;
};
struct DropSiteSpelling {
  std::string spelling;
};  // nothing if it is gone
struct PutErasure {
  ErasureRow row;
};
struct DropErasure {
  core::ConversationId conversation;
};
// Insert (expected_version 0) or update; kConflict if the stored version differs. Stores version
// expected_version + 1.
struct PutDocument {
  DocumentRow row;
  int64_t expected_version = 0;
};
struct DropDocument {
  std::string kind, key;
};  // nothing if it is gone
struct AppendAudit {
  AuditRow row;
};  // `number` and `hash` are the store's and ignored here
struct ForgetProviderIds {
  int32_t before_week;
};  // retention
// Rows with expires_at <= now, dead ones too; one that is being sent stays until its lease ends.
struct ExpireOutbox {
  core::Timestamp now;
};
// The day keys before `key_day` are gone: conversations (with their outbox), outbox rows, chat
// messages and threads under them go.
struct DropConversationsBefore {
  core::Day key_day;
};

using AnyCommand = std::variant<
    RememberProviderId, PutConversation, DeleteConversation, Enqueue, CancelUnsent, SendDone,
    SendRetry, AwaitWorker, OpenWindow, SendGaveUp, SendParked, SendAcknowledged, ReplayDead,
    PutSealed, DropSealed, RemoveOriginal, MarkOpened, PutTicket, SetTicketState, SetTicketSite,
    FlagTickets, AddSiteDay, ForgetSiteDays, PutChatMessage, DropChatMessages, PutThread,
    DropThread, PutThreadEntry, AnswersSeen, SetEntryState, PutClosing, ForgetReceipts, PutReceipt,
    PutResponse, AddCount, PutAccount, PutApiToken, PutSurvey, DropSurvey, PutMeta, PutSite,
    PutSiteSpelling, DropSiteSpelling, PutErasure, DropErasure, PutDocument, DropDocument,
    AppendAudit, ForgetProviderIds, ExpireOutbox, DropConversationsBefore>;

template <class T, class Variant>
inline constexpr bool kIsAlternative = false;
template <class T, class... Ts>
inline constexpr bool kIsAlternative<T, std::variant<Ts...>> = (std::is_same_v<T, Ts> || ...);

// One of them. Not the variant itself: what copies and destroys that many alternatives is compiled
// once, in commands.cpp, and not in every file that makes one.
struct Command : AnyCommand {
  template <class T>
    requires kIsAlternative<T, AnyCommand>
  Command(T command)
      : AnyCommand(std::in_place_type<T>, std::move(command)) {
  }  // NOLINT(google-explicit-constructor)
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();
};

// Atomic: all of a group or nothing of it.
using CommandGroup = std::vector<Command>;

// Marks ready, due rows of a channel as sending and returns them: replies before bulk, then by due
// time. Rows whose lease ended become ready first. An expired row is handed out like any other
// until ExpireOutbox: the sender looks.
struct Lease {
  std::string channel;
  size_t limit = 16;
  core::Timestamp now;
  core::Timestamp until;
};

}  // namespace store
