// SPDX-License-Identifier: Apache-2.0
// The part of the random batches that concerns threads.
#include "random_batches.h"
#include "store/snapshot.h"
#include "temp_store.h"

namespace store::test {
namespace {

constexpr size_t kEntries = 20;
constexpr size_t kTickets = 4;

}  // namespace

Command RandomBatches::AnyThread(size_t kind) {
  switch (kind) {
    case 0:
    case 1: {
      ThreadEntryRow row;
      row.id = MakeId<core::EntryId>(Below(kEntries));
      row.ticket = MakeId<core::TicketId>(Below(kTickets));
      row.number = 77;  // ignored
      row.kind = Below(2) == 0 ? EntryKind::kAsked : EntryKind::kAnswer;
      row.phrase = Word();
      row.code = Word();
      if (Below(2) == 0) row.words = MakeId<core::RecordId>(Below(kTickets));
      row.state = static_cast<EntryState>(Below(6));
      row.week = Week();
      row.author = Word();
      return PutThreadEntry{std::move(row)};
    }
    case 2:
    case 3:
      return SetEntryState{MakeId<core::EntryId>(Below(kEntries)),
                           static_cast<EntryState>(Below(6))};
    case 4:
      return AnswersSeen{MakeId<core::TicketId>(Below(kTickets)), static_cast<int32_t>(Below(8))};
    case 5:
      return PutClosing{{MakeId<core::TicketId>(Below(12)), Week(), Word()}};
    default:
      return ForgetReceipts{Week()};
  }
}

std::string RandomBatches::AskThreads(const Store& store, size_t number) {
  Snapshot found;
  if (auto thread = store.FindThread(MakeId<core::ThreadId>(number % 6)); thread && *thread)
    found.threads.emplace((*thread)->id, **thread);
  std::string out = "\norder";
  if (auto entries = store.ListThreadEntries(MakeId<core::TicketId>(number % kTickets))) {
    for (const ThreadEntryRow& row : *entries) {
      out += " " + std::to_string(row.number);
      found.thread_entries.emplace(row.id, row);
    }
  }
  if (auto receipt = store.FindReceipt(MakeHash(number)); receipt && *receipt)
    found.receipts.emplace(MakeHash(number), **receipt);
  if (auto closing = store.FindClosing(MakeId<core::TicketId>(number % 12)); closing && *closing)
    found.closings.emplace((*closing)->ticket, **closing);
  return out + "\nthread " + Dump(found);
}

}  // namespace store::test
