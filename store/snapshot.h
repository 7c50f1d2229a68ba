// SPDX-License-Identifier: Apache-2.0
// All that a store holds, in plain containers: what the memory store works on, and what
// DumpForTests() prints.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "store/rows.h"

namespace store {

using OutboxKey = std::tuple<core::ConversationId, int64_t, int32_t>;  // conversation, turn, part
[[nodiscard]] inline OutboxKey KeyOf(const OutboxRow& row) {
  return {row.conversation, row.turn, row.part};
}

struct Snapshot {
  std::map<Hash16, int32_t> provider_ids;  // -> key week
  std::map<core::ConversationId, ConversationRow> conversations;
  std::map<OutboxKey, OutboxRow> outbox;
  std::set<core::MessageId> handed;  // messages that the sender had at least once, or that died
  std::map<std::pair<core::RecordId, std::string>, SealedRow> sealed;
  std::map<core::TicketId, TicketRow> tickets;
  std::map<std::tuple<std::string, std::string, core::Day>, int32_t> site_days;  // site, topic, day
  std::map<std::pair<core::ConversationId, core::MessageId>, ChatMessageRow> chat_messages;
  std::map<core::ThreadId, ThreadRow> threads;
  std::map<core::EntryId, ThreadEntryRow> thread_entries;
  std::map<core::TicketId, ClosingRow> closings;
  std::map<Hash16, ReceiptRow> receipts;
  std::map<core::ResponseId, ResponseRow> responses;
  std::map<std::pair<std::string, std::string>, int64_t> counters;  // name, week
  std::map<core::AccountId, AccountRow> accounts;
  std::map<Hash16, core::AccountId> api_tokens;
  std::map<std::string, SurveyRow> surveys;  // by hash
  std::map<std::string, std::string> meta;
  std::map<std::string, SiteRow> sites;               // by key
  std::map<std::string, std::string> site_spellings;  // -> code of the site
  std::map<core::ConversationId, ErasureRow> erasures;
  std::map<std::pair<std::string, std::string>, DocumentRow> documents;  // kind, key
  std::vector<AuditRow> audit;                                           // in order
};

// One line a row, in key order; of a blob its length and a checksum.
[[nodiscard]] std::string Dump(const Snapshot& snapshot);

}  // namespace store
