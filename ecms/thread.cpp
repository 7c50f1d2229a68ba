// SPDX-License-Identifier: Apache-2.0
#include "ecms/thread.h"

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/phrases.h"
#include "ecms/make_threads.h"
#include "ecms/repeat_key.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;
using store::EntryKind;
using store::EntryState;

std::string Name(EntryState state) {
  switch (state) {
    case EntryState::kQueued:
      return "queued";
    case EntryState::kSent:
      return "sent";
    case EntryState::kAwaitsWindow:
      return "awaits_worker";
    case EntryState::kUndeliverable:
      return "undeliverable";
    case EntryState::kAnswered:
      return "answered";
    case EntryState::kNone:
      break;
  }
  return "";
}

std::string Name(dialogs::Expects expects) {
  switch (expects) {
    case dialogs::Expects::kNothing:
      return "nothing";
    case dialogs::Expects::kYesNo:
      return "yes_no";
    case dialogs::Expects::kNumber:
      return "number";
    case dialogs::Expects::kWords:
      break;
  }
  return "words";
}

std::string Week(core::Timestamp now) { return core::IsoWeek(core::DayOf(now)); }

class TicketThreads final : public Threads {
 public:
  explicit TicketThreads(ThreadParts parts) : p_(std::move(parts)) {}

  core::Result<ThreadView> Get(const Caller& caller, const core::TicketId& ticket,
                               std::string_view language) const override {
    ASSIGN_OR_RETURN(const auto row, Ticket(caller, ticket));
    ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket));
    ThreadView view;
    view.may_ask = row.has_thread;
    if (!view.may_ask) view.why_not = entries.empty() ? "no_consent" : "ended";
    view.language = row.language;
    view.unseen = row.answered;
    for (const dialogs::Phrase& phrase : dialogs::OfficerPhrases()) {
      const std::string code(phrase.code);
      view.phrases.push_back(
          {code, Name(phrase.expects), p_.text(code, language), p_.text(code, row.language)});
    }
    for (const store::ThreadEntryRow& entry : entries) {
      ASSIGN_OR_RETURN(auto one, View(entry, row, language));
      view.entries.push_back(std::move(one));
    }
    return view;
  }

  core::Result<std::string> Ask(const Caller& caller, const core::TicketId& ticket,
                                const ThreadQuestion& question) override {
    ASSIGN_OR_RETURN(const auto row, Ticket(caller, ticket));
    RETURN_IF_ERROR(Check(question));
    const std::string& key = question.repeat_key;
    const auto id = key.empty() ? core::EntryId::Random(p_.random)
                                : IdOfRepeat<core::EntryId>(caller, "thread " + ticket.Text(), key);
    ASSIGN_OR_RETURN(const auto before, StateOf(ticket, id));
    if (before) return *before;
    if (!row.has_thread)
      return Err(
          ErrorCode::kConflict,
          "the worker of this ticket did not agree to be asked, or cannot be reached any more");
    RETURN_IF_ERROR(CheckRate(ticket));
    const auto office_key = p_.office_key.Get();
    if (!office_key)
      return Err(
          ErrorCode::kConflict,
          "there is no office key yet to seal the answer to; an officer makes it under Settings");
    ThreadMessage message;
    message.entry = NewEntry(id, ticket, question.phrase, caller.name);
    message.words = core::SecretString(question.words.Reveal());
    if (!question.words.empty()) Seal(*office_key, message);
    message.with.push_back(store::AppendAudit{{0,
                                               p_.clock.Now(),
                                               caller.name,
                                               "thread.ask",
                                               ticket.Text(),
                                               question.phrase.empty() ? "words" : question.phrase,
                                               {}}});
    ASSIGN_OR_RETURN(const EntryState state, p_.deliver(std::move(message)));
    return Name(state);
  }

  core::Status Seen(const Caller& caller, const core::TicketId& ticket, int number) override {
    ASSIGN_OR_RETURN(const auto row, Ticket(caller, ticket));
    if (row.answered == 0 || row.answered > number) return {};
    return p_.commit({store::AnswersSeen{ticket, number}});
  }

 private:
  core::Result<store::TicketRow> Ticket(const Caller& caller, const core::TicketId& id) const {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(id));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
    return std::move(*row);
  }

  core::Result<ThreadEntry> View(const store::ThreadEntryRow& row, const store::TicketRow& ticket,
                                 std::string_view language) const {
    ThreadEntry out;
    out.id = row.id;
    out.number = row.number;
    out.asked = row.kind == EntryKind::kAsked;
    out.phrase = row.phrase;
    if (!row.phrase.empty() && row.phrase != dialogs::kClosingPhrase) {
      out.text = p_.text(row.phrase, language);
      out.preview = p_.text(row.phrase, ticket.language);
    }
    out.code = row.code;
    out.words = row.words;
    out.week = row.week;
    out.author = row.author;
    // Where nothing leads to the worker any more, what has not left never will.
    const bool waits = row.state == EntryState::kQueued || row.state == EntryState::kAwaitsWindow;
    out.state = Name(waits && !ticket.has_thread ? EntryState::kUndeliverable : row.state);
    if (!row.words) return out;
    ASSIGN_OR_RETURN(const auto sealed, p_.store.FindSealed(*row.words));
    for (const store::SealedRow& one : sealed) {
      out.fields.push_back(one.field);
      out.opened = out.opened || one.opened;
      out.original_removed = out.original_removed || one.original_removed;
    }
    return out;
  }

  [[nodiscard]] static core::Status Check(const ThreadQuestion& question) {
    const std::string& words = question.words.Reveal();
    RETURN_IF_ERROR(CheckRepeatKey(question.repeat_key));
    if (question.phrase.empty() == words.empty())
      return Err(ErrorCode::kInvalid, "send either \"phrase\" or \"words\"");
    if (words.empty()) {
      if (dialogs::FindPhrase(question.phrase) != nullptr) return {};
      return Err(ErrorCode::kInvalid, "phrase: one of those that GET lists");
    }
    if (!question.worker_reads_it)
      return Err(ErrorCode::kInvalid,
                 "worker_reads_it: free words go out as written; true says that the worker reads "
                 "their language");
    if (core::Trim(words).empty() || core::Utf16Length(words) > kMaxThreadWords)
      return Err(ErrorCode::kInvalid,
                 "words: 1 to " + std::to_string(kMaxThreadWords) + " characters");
    return {};
  }

  // However many officers write: a worker is not flooded.
  [[nodiscard]] core::Status CheckRate(const core::TicketId& ticket) const {
    ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket));
    const std::string week = Week(p_.clock.Now());
    int unanswered = 0;
    for (const store::ThreadEntryRow& entry : entries) {
      if (entry.kind == EntryKind::kAnswer) unanswered = 0;
      if (entry.kind == EntryKind::kAsked && entry.week == week) ++unanswered;
    }
    if (unanswered < kUnansweredAWeek) return {};
    return Err(ErrorCode::kConflict,
               std::to_string(kUnansweredAWeek) +
                   " messages of this week wait for an answer; wait for one, or for next week");
  }

  // What was answered when this entry was asked; nullopt: it never was.
  [[nodiscard]] core::Result<std::optional<std::string>> StateOf(const core::TicketId& ticket,
                                                                 const core::EntryId& id) const {
    ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket));
    for (const store::ThreadEntryRow& entry : entries) {
      if (entry.id == id)
        return Name(entry.state == EntryState::kUndeliverable ? EntryState::kUndeliverable
                                                              : EntryState::kQueued);
    }
    return std::nullopt;
  }

  [[nodiscard]] store::ThreadEntryRow NewEntry(const core::EntryId& id,
                                               const core::TicketId& ticket, std::string phrase,
                                               std::string author) const {
    return {id,
            ticket,
            0,
            EntryKind::kAsked,
            std::move(phrase),
            "",
            std::nullopt,
            EntryState::kQueued,
            Week(p_.clock.Now()),
            std::move(author)};
  }

  // What is shown on this page later is opened with the office key, like a worker's words.
  void Seal(const privacy::PublicKey& office_key, ThreadMessage& message) const {
    const auto record = core::RecordId::Random(p_.random);
    const auto envelope = privacy::SealWords(office_key, {p_.organisation, record, "scrubbed"},
                                             message.words.Reveal());
    message.entry.words = record;
    message.with.push_back(store::PutSealed{{record, "scrubbed", "thread", envelope, false}});
  }

  ThreadParts p_;
};

}  // namespace

std::unique_ptr<Threads> MakeThreads(ThreadParts parts) {
  return std::make_unique<TicketThreads>(std::move(parts));
}

}  // namespace ecms
