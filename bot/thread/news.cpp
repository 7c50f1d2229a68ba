// SPDX-License-Identifier: Apache-2.0
#include "bot/thread/news.h"

#include "bot/thread/thread_row.h"
#include "dialogs/phrases.h"
#include "ecms/closing.h"
#include "privacy/sealing.h"

namespace bot {
namespace {

bool IsMessage(const store::ThreadEntryRow& entry) {
  const dialogs::Phrase* phrase = dialogs::FindPhrase(entry.phrase);
  return phrase != nullptr && phrase->expects == dialogs::Expects::kNothing;
}

std::optional<dialogs::CodeNews> OfClosed(const store::Store& store, const core::TicketId& ticket,
                                          core::Timestamp now) {
  auto closing = store.FindClosing(ticket);
  if (!closing || !*closing) return std::nullopt;  // how it ended is not known: nothing is said
  if ((*closing)->week < core::IsoWeek(core::DayOf(now) + -kNewsDays)) return std::nullopt;
  const std::string& outcome = (*closing)->outcome;
  if (!ecms::IsOutcome(outcome)) return std::nullopt;
  return dialogs::CodeNews{ticket, "status_closed_" + outcome, std::nullopt, false};
}

bool LeadsTo(const store::Store& store, privacy::KeyRing& keys, const core::TicketId& ticket,
             const core::ConversationId& asking) {
  auto threads = store.FindThreads(ticket);
  if (!threads) return true;  // not known: nothing is offered
  for (const store::ThreadRow& row : *threads) {
    if (OpenThread(keys, row) == asking) return true;
  }
  return false;
}

}  // namespace

core::Result<std::vector<store::ThreadEntryRow>> UndeliveredOf(const store::Store& store,
                                                               const core::TicketId& ticket) {
  ASSIGN_OR_RETURN(auto entries, store.ListThreadEntries(ticket));
  std::erase_if(entries, [](const store::ThreadEntryRow& entry) {
    const bool waits = entry.state == store::EntryState::kQueued ||
                       entry.state == store::EntryState::kAwaitsWindow ||
                       entry.state == store::EntryState::kUndeliverable;
    return !waits || entry.kind != store::EntryKind::kAsked || entry.phrase.empty();
  });
  return entries;
}

std::optional<dialogs::CodeNews> NewsOf(const store::Store& store, privacy::KeyRing& keys,
                                        const std::string& code, const core::ConversationId& asking,
                                        core::Timestamp now) {
  auto receipt = store.FindReceipt(privacy::KeyedFingerprint(keys.ReceiptKey(), "receipt", code));
  if (!receipt || !*receipt || !(*receipt)->ticket) return std::nullopt;
  const core::TicketId id = *(*receipt)->ticket;
  auto ticket = store.FindTicket(id);
  if (!ticket || !*ticket) return std::nullopt;
  if ((*ticket)->state == "closed") return OfClosed(store, id, now);
  dialogs::CodeNews news{id, (*ticket)->state == "new" ? "status_received" : "status_in_progress",
                         std::nullopt, false};
  news.may_reopen = !LeadsTo(store, keys, id, asking);
  auto waiting = UndeliveredOf(store, id);
  if (!waiting || !news.may_reopen) return news;
  // The newest message that did not arrive says more than the state.
  for (const store::ThreadEntryRow& entry : *waiting) {
    if (!IsMessage(entry)) continue;
    news.phrase = entry.phrase;
    news.tells = entry.id;
  }
  return news;
}

}  // namespace bot
