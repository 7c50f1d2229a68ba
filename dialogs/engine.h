// SPDX-License-Identifier: Apache-2.0
// The pure core: (survey, session, message, now) -> (session, effects). No I/O, no clock, no locks;
// randomness comes from the session's seed. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model.h"
#include "dialogs/session.h"
#include "dialogs/survey.h"

namespace locales {
class Catalogs;
}

namespace dialogs {

struct HelpNumber {
  std::string purpose;  // "danger", "violence", "child" or "any"
  std::string number;
  std::string hours;                   // as shown; "" = not shown
  std::vector<std::string> languages;  // BCP 47; empty = shown in all
};

// The places that are known here, for texts with "coded". Thread-safe.
class PlaceRegister {
 public:
  virtual ~PlaceRegister() = default;
  // The code of the one place that `words` (normalised) name for sure, else "". Keeps nothing.
  [[nodiscard]] virtual std::string CodeOf(std::string_view words,
                                           std::string_view language) const = 0;
};

// What in the words of one input may show who somebody is. Asked for words that are kept, and for
// no others.
class IdentityFinder {
 public:
  virtual ~IdentityFinder() = default;
  [[nodiscard]] virtual uint8_t Find(std::string_view language) const = 0;  // bits of Identity
};

class Rights;

// What the engine must know of the installation. Constant while the service runs.
struct Deployment {
  const locales::Catalogs* catalogs = nullptr;
  std::string country;    // ISO 3166
  std::string time_zone;  // IANA
  std::string office;     // who runs this, for REAL
  std::string check;      // where that can be checked, for REAL
  std::vector<HelpNumber> help;
  const PlaceRegister* places = nullptr;               // nullptr: none is known
  const Rights* rights = nullptr;                      // of this country; nullptr: nothing is said
  core::Millis expires_after{std::chrono::hours(72)};  // silence after which a conversation ends
};

// What the office has made of the version that a conversation is on.
enum class Standing : uint8_t {
  kOpen,       // it is asked to its end, current or not
  kWithdrawn,  // it ends now; whoever writes then begins another version
  kClosed,     // it ends now, and there is nothing to begin
};

// What a receipt code stands for, as far as its holder may know.
struct CodeNews {
  core::TicketId ticket;
  std::string phrase;                  // code of phrases.h: the one sentence
  std::optional<core::EntryId> tells;  // the officer's message that this sentence is
  bool may_reopen = false;  // nothing leads from the ticket to this conversation, and it is open
};

// What came from the worker, prepared (locales::Normalise applied, language tags and taps as
// parsed).
struct Input {
  core::InboundKind kind = core::InboundKind::kText;
  std::string_view text;
  std::string_view tap;
  bool text_was_cut = false;
  core::ChannelKind channel = core::ChannelKind::kSms;
  std::string_view language_hint;  // provider's, e.g. Telegram's language_code
  const std::vector<std::string>* languages =
      nullptr;           // those this channel may use now (reviewed or allowed)
  core::RecordId words;  // the record id under which this text is sealed if it is kept
  // An edit (kText) or a revocation (kRevoked) of the message whose words were kept under this id:
  // what was written before goes, what an edit says now takes its place. Nothing is answered.
  std::optional<core::RecordId> replaces;
  const IdentityFinder* identity = nullptr;  // nullptr: nobody looks
  Standing standing = Standing::kOpen;
  bool unseen =
      false;  // the officer's open question has not reached the worker: this is no answer to it
  const CodeNews* news =
      nullptr;  // where CodeIn() found a code: what it stands for; nullptr: nothing
};

// ---- effects: what the caller must do, in the same transaction as storing the session ----

// Keep the sealed words of this input (record id = Input::words) as the answer to `question`.
struct KeepWords {
  core::RecordId record;
  std::string question;  // in a repeat "children[2]/story"
};
// An answer was replaced (BACK) or the conversation declined: its sealed words go.
struct DropWords {
  core::RecordId record;
};

// NOTE: persistent values.
enum class TicketKind : uint8_t { kSignal = 1, kComplaint = 2 };

// A new ticket, or what is now known of one that this conversation filed before (same id). Codes
// only.
struct FileTicket {
  core::TicketId ticket;
  bool is_new = true;
  TicketKind kind = TicketKind::kSignal;
  uint8_t severity = 4;                 // class P0..P4
  std::string topic;                    // of the gravest indicator
  std::vector<std::string> indicators;  // ids, gravest first
  std::vector<std::string> ask_back;    // gates left half-answered
  int points = 0;
  std::string
      site;  // a well-formed site code or ""; the caller drops one that the register does not know
  std::string language;               // the worker's
  std::vector<core::RecordId> words;  // sealed records that belong to it
  std::vector<std::pair<std::string, std::string>>
      answers;  // question name -> coded value, for the officer's page
};
struct AllowFollowUp {
  core::TicketId ticket;
  core::ThreadId thread;
};  // the worker consented: make the thread row
struct GiveReceipt {
  std::optional<core::TicketId> ticket;
  std::string code;
};  // store a keyed hash of the code
struct FinishResponse {  // the survey ended (or fell silent) with these coded answers
  core::ResponseId response;
  std::vector<std::pair<std::string, std::string>> answers;
  std::optional<core::TicketId> ticket;
  std::string language;
  bool complete = true;
};
struct CountRefusal {};  // consent refused: a count is all that stays
struct StopContact {
};  // STOP or blocked: vault row marked, unsent rows cancelled except this turn's
struct ResumeContact {};  // START after STOP: the mark goes
// DELETE or the panic word: these go, all that waits to leave but this turn's messages, then
// address and session (in the order of design.md, "Two files").
struct EraseAll {
  std::vector<core::RecordId> words;  // one that an officer opened stays
  std::vector<core::ThreadId> threads;
};

// The worker wants the words gone as they were written; without what shows who somebody is they
// stay.
struct RemoveOriginal {
  core::RecordId record;
};

// The worker wants the chat emptied on both sides, where the channel can (EraseAll does it too).
struct ClearChat {};

// The worker's answer to an officer: a code, or words (kept by the KeepWords before it).
struct AnswerOfficer {
  core::EntryId id;
  core::EntryId about;  // what it answers
  core::TicketId ticket;
  std::string question;  // code of phrases.h; "" = the officer's own words
  std::string code;      // "yes", "no", "12", "(refused)", "(skipped)", "(dont_know)"; "" = `words`
  std::optional<core::RecordId> words;
};
// No officer reaches this conversation by it any more.
struct CloseThread {
  core::ThreadId thread;
};
// The code's holder agreed: from now on officers reach this conversation by the ticket, and no
// other.
struct ReopenThread {
  core::TicketId ticket;
  core::ThreadId thread;
};
// STATUS told what this entry of a thread says.
struct NewsTold {
  core::EntryId entry;
};

using Effect =
    std::variant<KeepWords, DropWords, FileTicket, AllowFollowUp, GiveReceipt, FinishResponse,
                 CountRefusal, StopContact, ResumeContact, EraseAll, ClearChat, AnswerOfficer,
                 CloseThread, ReopenThread, NewsTold, RemoveOriginal>;

struct StepResult {
  Session session;
  std::vector<core::OutboundMessage> messages;  // in order; usually one
  std::vector<Effect> effects;                  // in order
  bool advanced = false;                        // an answer was taken
  std::optional<core::Timestamp>
      wake_at;  // call Wake() then (or later), unless a Step() came between
};

// Begins: `survey` is the current version, `seed` fresh. Then Step() with the first message.
[[nodiscard]] Session NewSession(const Survey& survey, const core::Seed& seed, core::Timestamp now);
// One message of the worker. A session in stage kDone, kClearOffer or kDeclined must be replaced by
// NewSession() first (NeedsNewSession); one in stage kExpired is told so once and is kDone then.
// `survey` must be the version that session.survey names.
[[nodiscard]] StepResult Step(const Survey& survey, const Deployment& deployment, Session session,
                              const Input& input, core::Timestamp now);
// Time passed: files what silence must file, sends the one reminder that was asked for, expires,
// or ends what was withdrawn. May do nothing.
[[nodiscard]] StepResult Wake(const Survey& survey, const Deployment& deployment, Session session,
                              core::Timestamp now, Standing standing = Standing::kOpen);
// An officer asks or says something: shown now, or when nothing else is open and it is day.
// Requires HasThread().
[[nodiscard]] StepResult Ask(const Survey& survey, const Deployment& deployment, Session session,
                             OfficerNote note, core::Timestamp now);
// Whether an officer reaches this conversation by `thread`.
[[nodiscard]] bool HasThread(const Session& session, const core::ThreadId& thread);
[[nodiscard]] std::vector<core::ThreadId> ThreadsOf(const Session& session);
// The receipt code that this message asks news for (canonical form), if it has one.
[[nodiscard]] std::optional<std::string> CodeIn(const Survey& survey, const Session& session,
                                                std::string_view text);
[[nodiscard]] bool NeedsNewSession(const Session& session);
// Is this message about the conversation that ended with `session` (NeedsNewSession), so that
// Step() shall have that session? DELETE, STATUS, the panic word and an answer to the offer of
// emptying the chat always, MY DATA until the silence that hides everything; for some hours a
// thank-you, a late answer and a tap on an old button.
[[nodiscard]] bool ConcernsWhatEnded(const Survey& survey, const Deployment& deployment,
                                     const Session& session, const Input& input,
                                     core::Timestamp now);
// What the session that follows `old` must know: what a later DELETE must find, and the language.
void CarryOver(const Session& old, Session& next);

}  // namespace dialogs
