// SPDX-License-Identifier: Apache-2.0
// What the store keeps (core.db). Blobs arrive sealed: the store holds no key and could not read
// one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "core/crypto.h"
#include "core/ids.h"
#include "core/time.h"

namespace store {

using Hash16 = std::array<uint8_t, 16>;

struct ConversationRow {
  core::ConversationId id;
  int64_t version = 0;  // of the row as loaded; every PutConversation raises it by one
  core::Day key_day;    // the day key that `state` is sealed under
  core::Bytes state;
  std::optional<core::Timestamp> wake_at;  // the scheduler looks at it then
};

// NOTE: persistent values.
enum class Lane : uint8_t { kReply = 0, kBulk = 1 };
enum class OutboxState : uint8_t {
  kWaiting = 0,  // an earlier row of its conversation has not left yet
  kReady = 1,    // first of its conversation: may be leased when due
  kSending = 2,  // leased: handed, or about to be handed, to the provider
  kDead = 3,     // given up; kept for people to see and replay until it expires
};

// OutboxRow::error of a row that waits until its worker writes (AwaitWorker). NOTE: persistent
// value.
inline constexpr const char* kAwaitsWorker = "window";

// Rows of one conversation leave in (turn, part) order, one at a time.
struct OutboxRow {
  core::MessageId id;
  core::ConversationId conversation;
  int64_t turn = 0;  // the conversation's version that made it
  int32_t part = 0;
  std::string channel;  // of the config
  Lane lane = Lane::kReply;
  core::Day key_day;
  core::Bytes sealed;  // core::OutboundMessage under the day key
  core::Timestamp due_at;
  core::Timestamp expires_at;
  core::Timestamp
      free_until;  // free form may leave before it (24 h window); the epoch: no such rule
  OutboxState state = OutboxState::kReady;  // set by the store
  int32_t attempts = 0;
  core::Timestamp lease_until;  // with kSending
  std::string error;            // code of the last failure, never text
};

struct SealedRow {
  core::RecordId id;
  std::string field;     // "words" or "scrubbed"
  std::string question;  // the survey's name of it
  core::Bytes envelope;
  bool opened = false;            // an officer has opened it: an erasure leaves it
  bool original_removed = false;  // of "scrubbed": the worker asked for it
};

struct TicketRow {
  core::TicketId id;
  uint8_t kind = 1;      // dialogs::TicketKind
  uint8_t severity = 4;  // P0..P4
  std::string topic;
  std::vector<std::string> indicators;
  std::vector<std::string> ask_back;
  int32_t points = 0;
  std::string site;  // register code or "": what an officer said, else what the worker named
  std::string language;
  std::string channel_kind;
  std::string week;         // ISO week of filing, e.g. 2026-W47: nothing finer here
  std::string survey;       // id
  std::string survey_hash;  // hex
  std::string state = "new";
  std::vector<core::RecordId> words;
  std::vector<std::pair<std::string, std::string>> answers;
  // A row of its own, deleted at closure; nullopt after that.
  struct TicketClock {
    core::Day filed_on;
    core::Timestamp due_at;
  };
  std::optional<TicketClock> clock;
  uint8_t quality = 0;  // bits of quality::; a later PutTicket adds to them, nothing takes one away
  // Read only:
  int32_t answered = 0;  // number of the worker's latest answer in its thread, until an officer has
                         // seen it; 0 = none
  std::optional<std::string>
      named;  // set: an officer said which `site` it is, and the worker named this one ("" = none)
  bool has_thread = false;               // the worker agreed to be asked
  int32_t sealed_words = 0;              // of `words`, how many are still there
  std::string site_name, site_district;  // of `site` in the register; "" = not in it
};

// Reasons to check before believing. A real incident looks like some of these too: a class is never
// lowered by one. NOTE: persistent values.
namespace quality {
inline constexpr uint8_t kBurst = 1;   // many reports about one site and topic within three days
inline constexpr uint8_t kSpeed = 2;   // answered faster than anybody reads
inline constexpr uint8_t kCopied = 4;  // the same long text came from several people
inline constexpr uint8_t kAllFine =
    8;  // many wrote that all is fine at that site, in a burst and nearly all alike
}  // namespace quality

// New tickets about a site and topic on one day. A topic in brackets is no topic: ecms/quality.h.
struct SiteDayRow {
  std::string site, topic;
  core::Day day;
  int32_t tickets = 0;
};

// A message of the last 48 hours of a chat, ours or the worker's, that can still be taken back.
// Expires with the day key.
struct ChatMessageRow {
  core::ConversationId conversation;
  core::MessageId id;  // random, of this row
  core::Day key_day;
  core::Bytes sealed;  // bot/turn/chat_log.h
};

// Exists only with consent to follow-up; expires with the day key.
struct ThreadRow {
  core::ThreadId id;
  core::TicketId ticket;
  core::Day key_day;
  core::Bytes conversation;  // core::ConversationId under the day key
};

// NOTE: persistent values.
enum class EntryKind : uint8_t { kAsked = 1, kAnswer = 2 };
// Of what an officer sent; of an answer always kNone. NOTE: persistent values.
enum class EntryState : uint8_t {
  kNone = 0,
  kQueued = 1,         // waits for daylight, or until nothing else is open there
  kSent = 2,           // a provider has it
  kAwaitsWindow = 3,   // the provider lets us write only after the worker has written (24 h window)
  kUndeliverable = 4,  // nothing leads there any more; a fixed text waits under the receipt code
  kAnswered = 5,       // stays so
};

// One line of the conversation between officers and a worker, on its ticket. Names no conversation.
struct ThreadEntryRow {
  core::EntryId id;
  core::TicketId ticket;
  int32_t number = 0;  // 1, 2, 3 ... of its ticket; set by the store
  EntryKind kind = EntryKind::kAsked;
  std::string phrase;  // dialogs/phrases.h; "" = own words. Of an answer: what it answers
  std::string code;    // of an answer; "" = own words
  std::optional<core::RecordId> words;
  EntryState state = EntryState::kNone;
  std::string week;
  std::string author;  // the officer's name; "" = the worker
};

// How a ticket ended.
struct ClosingRow {
  core::TicketId ticket;
  std::string week;
  std::string outcome;  // "acted", "passed", "no_action"
};

struct ReceiptRow {
  std::optional<core::TicketId> ticket;
  std::string week;
};

struct ResponseRow {
  core::ResponseId id;
  std::string survey;
  std::string survey_hash;
  std::string week;
  std::string language;
  std::string channel_kind;
  bool complete = true;
  std::vector<std::pair<std::string, std::string>> answers;
  uint8_t quality = 0;  // bits of quality::
  uint8_t pace = 0;     // ecms::Pace: band of seconds a question
};

struct AccountRow {
  core::AccountId id;
  std::string name;
  std::string role;  // "officer", "supervisor", "author", "administrator", "auditor"
  bool disabled = false;
  std::string organisation = {};  // a partner's name; "" = the inspectorate
};

struct SurveyRow {
  std::string hash;  // hex of dialogs::Survey::hash()
  std::string id;
  int32_t format = 1;
  std::string json;
};

// One workplace of the register.
struct SiteRow {
  std::string code;  // dialogs::NewSiteCode, on its posters
  std::string key;   // of the office's own list
  std::string name, district, sector, owner, address;
  int64_t workers = 0;  // about how many; 0 = not known
};

// A name of that workplace as workers write it.
struct SiteSpellingRow {
  std::string spelling;  // locales::FoldKey of it, as UTF-8
  std::string site;      // code
};

// What the office keeps and edits: a small JSON text of some kind (credentials, a case, a note),
// with a version, so that two officers cannot both win.
struct DocumentRow {
  std::string kind;
  std::string key;      // unique in its kind
  std::string parent;   // what it is listed under, e.g. the case of a note; "" = nothing
  int64_t version = 0;  // as stored; every PutDocument raises it by one
  std::string body;
};

// One entry of the audit: who did what to which record. Never names a conversation.
struct AuditRow {
  int64_t number = 0;  // 1, 2, 3 ...; set by the store
  core::Timestamp at;
  std::string actor;    // name of the account; "system" for the program
  std::string action;   // a code, e.g. "words.open"
  std::string object;   // id of the record, ticket, account ...
  std::string detail;   // a code or a reason that the officer gave
  core::Digest hash{};  // set by the store: audit_chain.h
};

// An erasure that must be finished (design.md, "Two files"); the bot resumes it at start.
struct ErasureRow {
  core::ConversationId conversation;
  int32_t step = 1;
  core::Timestamp since;
};

}  // namespace store
