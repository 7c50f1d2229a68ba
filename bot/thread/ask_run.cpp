// SPDX-License-Identifier: Apache-2.0
// The part of a batch that concerns officers' questions.
#include <algorithm>

#include "bot/thread/news.h"
#include "bot/thread/thread_row.h"
#include "bot/turn/batch_run.h"
#include "dialogs/phrases.h"
#include "locales/understand.h"

namespace bot {

using store::EntryState;

// Only here, on the writer, and only while the consent holds, a ticket leads to a conversation.
BatchRun::AskTarget BatchRun::TargetOf(const core::TicketId& ticket) {
  AskTarget target;
  auto threads = parts_.store.FindThreads(ticket);
  if (!threads) return target;
  for (const store::ThreadRow& row : *threads) {
    auto conversation = OpenThread(parts_.keys, row);
    if (conversation) target = {*conversation, row.id};
  }
  return target;
}

BatchRun::Reach BatchRun::ReachOf(const core::ConversationId& id, core::Timestamp last_at) const {
  Reach reach;
  auto destination = parts_.vault.Resolve(id, "", false);
  if (!destination || !*destination) return reach;
  reach.channel = (*destination)->channel;
  reach.kind = (*destination)->kind;
  auto door = parts_.doors.find(reach.channel);
  if (door != parts_.doors.end() && door->second.window_24h) reach.free_until = last_at + kWindow;
  return reach;
}

bool BatchRun::MayAsk(const Live* live, const core::ThreadId& thread) const {
  if (live == nullptr || live->version == 0 || !live->session || live->stopped) return false;
  const bool begun =
      std::any_of(begun_erasures_.begin(), begun_erasures_.end(),
                  [&](const store::ErasureRow& row) { return row.conversation == live->id; });
  return !begun && erasing_.count(live->id) == 0 &&
         live->session->stage != dialogs::Stage::kStopped &&
         dialogs::HasThread(*live->session, thread);
}

void BatchRun::RunAsk(AskItem& ask, const AskTarget& target) {
  Live* live = LiveById(target.conversation);
  auto survey =
      MayAsk(live, target.thread) ? parts_.surveys.ByHash(live->session->survey) : nullptr;
  const Reach reach = survey ? ReachOf(live->id, live->session->last_at) : Reach{};
  store::ThreadEntryRow& entry = ask.message.entry;
  entry.state = reach.channel.empty() ? EntryState::kUndeliverable : EntryState::kQueued;
  const EntryState state = entry.state;
  store::CommandGroup group = std::move(ask.message.with);
  group.push_back(store::PutThreadEntry{entry});
  core::Status applied;
  if (state == EntryState::kQueued) {
    bool cut = false;  // no control or direction characters
    dialogs::OfficerNote note{entry.id, target.thread, entry.ticket, entry.phrase,
                              locales::Normalise(ask.message.words.Reveal(), &cut)};
    applied = ApplyNote(*live, *survey, reach, std::move(note), group);
  }
  auto done = [ask = &ask, state](const core::Status& status) {
    if (status) {
      ask->done(state);
    } else {
      ask->done(tl::unexpected(status.error()));
    }
  };
  if (!applied) return done(applied);
  Close(std::move(group), done);
}

std::vector<core::TicketId> BatchRun::ClosedIn(const store::CommandGroup& group) {
  std::vector<core::TicketId> closed;
  for (const store::Command& command : group) {
    if (const auto* closing = std::get_if<store::PutClosing>(&command))
      closed.push_back(closing->row.ticket);
  }
  return closed;
}

// Whoever closes a ticket, the worker is asked in the same transaction; where nothing leads there,
// nobody is.
void BatchRun::AskAtClosing(store::CommandGroup& group) {
  std::vector<store::PutClosing> closings;
  std::string officer;
  for (const store::Command& command : group) {
    if (const auto* closing = std::get_if<store::PutClosing>(&command))
      closings.push_back(*closing);
    if (const auto* audit = std::get_if<store::AppendAudit>(&command)) officer = audit->row.actor;
  }
  for (const store::PutClosing& closing : closings) {
    const AskTarget& target = closing_targets_.at(closing.row.ticket);
    Live* live = LiveById(target.conversation);
    auto survey =
        MayAsk(live, target.thread) ? parts_.surveys.ByHash(live->session->survey) : nullptr;
    const Reach reach = survey ? ReachOf(live->id, live->session->last_at) : Reach{};
    if (reach.channel.empty()) continue;
    store::ThreadEntryRow entry{core::EntryId::Random(workshop_.random),
                                closing.row.ticket,
                                0,
                                store::EntryKind::kAsked,
                                std::string(dialogs::kClosingPhrase),
                                "",
                                std::nullopt,
                                EntryState::kQueued,
                                closing.row.week,
                                officer};
    const auto closing_only = static_cast<std::ptrdiff_t>(group.size());
    group.push_back(store::PutThreadEntry{entry});
    // A key that cannot be made fails the next message too, which is told to its gateway; the
    // closing itself stands.
    if (!ApplyNote(*live, *survey, reach, {entry.id, target.thread, entry.ticket, entry.phrase, ""},
                   group))
      group.erase(group.begin() + closing_only, group.end());
  }
}

core::Status BatchRun::ApplyNote(Live& live, const dialogs::Survey& survey, const Reach& reach,
                                 dialogs::OfficerNote note, store::CommandGroup& group) {
  dialogs::StepResult result =
      dialogs::Ask(survey, parts_.deployment, std::move(*live.session), std::move(note), now_);
  core::Status applied =
      Apply(live, {survey, reach.channel, reach.kind, nullptr, now_, reach.free_until},
            std::move(result), group);
  if (!applied) live.session.reset();
  return applied;
}

// After a code opened the thread again: what waited under it leaves now.
core::Status BatchRun::DeliverWaiting(Live& live, const dialogs::Survey& survey,
                                      const dialogs::ReopenThread& reopened, const Reach& reach,
                                      store::CommandGroup& group) {
  new_threads_.insert(reopened.thread);
  ASSIGN_OR_RETURN(const auto waiting, UndeliveredOf(parts_.store, reopened.ticket));
  for (const store::ThreadEntryRow& entry : waiting) {
    group.push_back(store::SetEntryState{entry.id, EntryState::kQueued});
    RETURN_IF_ERROR(ApplyNote(live, survey, reach,
                              {entry.id, reopened.thread, entry.ticket, entry.phrase, ""}, group));
  }
  return {};
}

std::optional<dialogs::CodeNews> BatchRun::NewsFor(const dialogs::Survey& survey, const Live& live,
                                                   const PreparedTurn& turn) const {
  const auto code = dialogs::CodeIn(survey, *live.session, turn.text.Reveal());
  return code ? NewsOf(parts_.store, parts_.keys, *code, live.id, now_) : std::nullopt;
}

// A question whose thread was closed elsewhere (the code opened it on another phone) is not shown
// here any more.
void BatchRun::DropClosedNotes(dialogs::Session& session) const {
  auto& notes = session.talk.notes;
  const bool open =
      session.stage == dialogs::Stage::kThread || session.stage == dialogs::Stage::kClosing;
  auto first = notes.begin() + (open && !notes.empty() ? 1 : 0);
  notes.erase(std::remove_if(first, notes.end(),
                             [&](const dialogs::OfficerNote& note) {
                               if (new_threads_.count(note.thread) != 0) return false;
                               auto row = parts_.store.FindThread(note.thread);
                               return row && !*row;
                             }),
              notes.end());
}

// The open question waits for the 24 h window, which the worker opens only now.
bool BatchRun::NoteIsUnseen(const dialogs::Session& session) const {
  const bool open =
      session.stage == dialogs::Stage::kThread || session.stage == dialogs::Stage::kClosing;
  if (!open || session.talk.heard || session.talk.notes.empty()) return false;
  const dialogs::OfficerNote& note = session.talk.notes.front();
  auto entries = parts_.store.ListThreadEntries(note.ticket);
  return entries &&
         std::any_of(entries->begin(), entries->end(), [&](const store::ThreadEntryRow& entry) {
           return entry.id == note.entry && entry.state == EntryState::kAwaitsWindow;
         });
}

// The first message of a day moves the way back from tickets with everything else.
core::Status BatchRun::MoveThreads(const Live& live, const dialogs::Session& session,
                                   store::CommandGroup& group) {
  for (const core::ThreadId& id : dialogs::ThreadsOf(session)) {
    ASSIGN_OR_RETURN(const auto row, parts_.store.FindThread(id));
    if (!row || row->key_day == live.key_day || OpenThread(parts_.keys, *row) != live.id) continue;
    ASSIGN_OR_RETURN(const privacy::Key* key, parts_.keys.DayKeyForSealing(live.key_day));
    group.push_back(store::PutThread{SealThread(*key, live.key_day, id, row->ticket, live.id)});
  }
  return {};
}

}  // namespace bot
