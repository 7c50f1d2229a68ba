// SPDX-License-Identifier: Apache-2.0
#include "store/memory/apply.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "store/audit_chain.h"

namespace store::memory {
namespace {

using core::ErrorCode;
using core::Status;

Status Apply(Snapshot& state, const RememberProviderId& c) {
  if (state.provider_ids.emplace(c.hash, c.key_week).second) return {};
  return core::Err(ErrorCode::kConflict, "this message was handled before");
}

Status Apply(Snapshot& state, const PutConversation& c) {
  auto it = state.conversations.find(c.row.id);
  const bool matches = it == state.conversations.end()
                           ? c.expected_version == 0
                           : c.expected_version != 0 && it->second.version == c.expected_version;
  if (!matches) return core::Err(ErrorCode::kConflict, "conversation: another version is stored");
  ConversationRow row = c.row;
  row.version = c.expected_version + 1;
  state.conversations.insert_or_assign(row.id, std::move(row));
  return {};
}

Status Apply(Snapshot& state, const DeleteConversation& c) {
  state.conversations.erase(c.id);
  std::erase_if(state.outbox, [&](const auto& entry) { return entry.second.conversation == c.id; });
  std::erase_if(state.chat_messages,
                [&](const auto& entry) { return entry.second.conversation == c.id; });
  return {};
}

Status Apply(Snapshot& state, const PutChatMessage& c) {
  state.chat_messages.insert_or_assign({c.row.conversation, c.row.id}, c.row);
  return {};
}

Status Apply(Snapshot& state, const DropChatMessages& c) {
  std::erase_if(state.chat_messages, [&](const auto& entry) {
    return entry.second.conversation == c.conversation && (!c.only || entry.second.id == *c.only);
  });
  return {};
}

Status Apply(Snapshot& state, const PutSealed& c) {
  if (state.sealed.emplace(std::pair(c.row.id, c.row.field), c.row).second) return {};
  return core::Err(ErrorCode::kConflict, "sealed: this field of the record is stored already");
}

Status Apply(Snapshot& state, const DropSealed& c) {
  std::erase_if(state.sealed,
                [&](const auto& e) { return e.second.id == c.id && !e.second.opened; });
  return {};
}

Status Apply(Snapshot& state, const RemoveOriginal& c) {
  if (state.sealed.erase({c.id, "words"}) == 0) return {};
  if (auto it = state.sealed.find({c.id, "scrubbed"}); it != state.sealed.end())
    it->second.original_removed = true;
  return {};
}

Status Apply(Snapshot& state, const MarkOpened& c) {
  bool found = false;
  for (auto& [key, row] : state.sealed) {
    if (row.id == c.id) found = row.opened = true;
  }
  if (!found) return core::Err(ErrorCode::kNotFound, "sealed: no such record");
  return {};
}

Status Apply(Snapshot& state, const PutTicket& c) {
  TicketRow row = c.row;
  row.answered = 0;
  row.has_thread = false;  // these are looked up when it is read
  row.sealed_words = 0;
  row.site_name.clear();
  row.site_district.clear();
  row.named.reset();
  if (auto it = state.tickets.find(row.id); it != state.tickets.end()) {
    const TicketRow& known = it->second;
    row.state = known.state;
    row.week = known.week;
    row.quality |= known.quality;
    row.answered = known.answered;
    if (known.named) row.named = std::exchange(row.site, known.site);
    if (known.clock && row.clock) {
      row.clock = {known.clock->filed_on, std::min(known.clock->due_at, row.clock->due_at)};
    } else if (known.clock || known.state != "new") {
      row.clock = known.clock;
    }
  }
  state.tickets.insert_or_assign(row.id, std::move(row));
  return {};
}

Status Apply(Snapshot& state, const SetTicketState& c) {
  auto it = state.tickets.find(c.id);
  if (it == state.tickets.end()) return core::Err(ErrorCode::kNotFound, "no such ticket");
  it->second.state = c.state;
  if (c.drop_clock) it->second.clock.reset();
  return {};
}

Status Apply(Snapshot& state, const SetTicketSite& c) {
  auto it = state.tickets.find(c.id);
  if (it == state.tickets.end()) return core::Err(ErrorCode::kNotFound, "no such ticket");
  TicketRow& row = it->second;
  const std::string named = row.named.value_or(row.site);
  row.site = c.site.value_or(named);
  row.named = c.site ? std::optional(named) : std::nullopt;
  return {};
}

Status Apply(Snapshot& state, const FlagTickets& c) {
  for (auto& [id, row] : state.tickets) {
    const bool meant = !c.site.empty() && row.site == c.site &&
                       (c.topic.empty() || row.topic == c.topic) && row.state != "closed";
    if (meant && row.clock && row.clock->filed_on >= c.since) row.quality |= c.quality;
  }
  return {};
}

Status Apply(Snapshot& state, const AddSiteDay& c) {
  state.site_days[{c.row.site, c.row.topic, c.row.day}] += c.row.tickets;
  return {};
}

Status Apply(Snapshot& state, const ForgetSiteDays& c) {
  std::erase_if(state.site_days,
                [&](const auto& entry) { return std::get<2>(entry.first) < c.before; });
  return {};
}

Status Apply(Snapshot& state, const PutThread& c) {
  state.threads.insert_or_assign(c.row.id, c.row);
  return {};
}

Status Apply(Snapshot& state, const DropThread& c) {
  state.threads.erase(c.id);
  return {};
}

Status Apply(Snapshot& state, const PutReceipt& c) {
  if (state.receipts.emplace(c.hash, ReceiptRow{c.ticket, c.week}).second) return {};
  return core::Err(ErrorCode::kConflict, "receipt: this code is taken");
}

Status Apply(Snapshot& state, const PutResponse& c) {
  state.responses.insert_or_assign(c.row.id, c.row);
  return {};
}

Status Apply(Snapshot& state, const AddCount& c) {
  state.counters[{c.name, c.week}] += c.by;
  return {};
}

Status Apply(Snapshot& state, const PutAccount& c) {
  for (const auto& [id, row] : state.accounts) {
    if (row.name == c.row.name && id != c.row.id) {
      return core::Err(ErrorCode::kConflict, "account: the name belongs to another account");
    }
  }
  state.accounts.insert_or_assign(c.row.id, c.row);
  return {};
}

Status Apply(Snapshot& state, const PutApiToken& c) {
  if (!state.accounts.contains(c.account))
    return core::Err(ErrorCode::kNotFound, "API token: no such account");
  state.api_tokens.insert_or_assign(c.hash, c.account);
  return {};
}

Status Apply(Snapshot& state, const PutSurvey& c) {
  state.surveys.emplace(c.row.hash, c.row);
  return {};
}

Status Apply(Snapshot& state, const DropSurvey& c) {
  state.surveys.erase(c.hash);
  return {};
}

Status Apply(Snapshot& state, const PutMeta& c) {
  state.meta.insert_or_assign(c.key, c.value);
  return {};
}

Status Apply(Snapshot& state, const PutSite& c) {
  SiteRow row = c.row;
  if (auto it = state.sites.find(row.key); it != state.sites.end()) row.code = it->second.code;
  for (const auto& [key, other] : state.sites) {
    if (other.code == row.code && key != row.key)
      return core::Err(ErrorCode::kConflict, "site: the code is another site's");
  }
  state.sites.insert_or_assign(row.key, std::move(row));
  return {};
}

Status Apply(Snapshot& state, const PutSiteSpelling& c) {
  if (auto it = state.site_spellings.find(c.row.spelling); it != state.site_spellings.end()) {
    if (it->second == c.row.site) return {};
    return core::Err(ErrorCode::kConflict, "spelling: it is another site's");
  }
  const auto has_code = [&](const auto& entry) { return entry.second.code == c.row.site; };
  if (std::ranges::none_of(state.sites, has_code))
    return core::Err(ErrorCode::kNotFound, "spelling: no such site");
  state.site_spellings.emplace(c.row.spelling, c.row.site);
  return {};
}

Status Apply(Snapshot& state, const DropSiteSpelling& c) {
  state.site_spellings.erase(c.spelling);
  return {};
}

Status Apply(Snapshot& state, const PutErasure& c) {
  state.erasures.insert_or_assign(c.row.conversation, c.row);
  return {};
}

Status Apply(Snapshot& state, const DropErasure& c) {
  state.erasures.erase(c.conversation);
  return {};
}

Status Apply(Snapshot& state, const PutDocument& c) {
  const std::pair key(c.row.kind, c.row.key);
  auto it = state.documents.find(key);
  const int64_t stored = it == state.documents.end() ? 0 : it->second.version;
  if (stored != c.expected_version)
    return core::Err(ErrorCode::kConflict, "document: another version is stored");
  DocumentRow row = c.row;
  row.version = stored + 1;
  state.documents.insert_or_assign(key, std::move(row));
  return {};
}

Status Apply(Snapshot& state, const DropDocument& c) {
  state.documents.erase({c.kind, c.key});
  return {};
}

Status Apply(Snapshot& state, const AppendAudit& c) {
  AuditRow row = c.row;
  row.number = static_cast<int64_t>(state.audit.size()) + 1;
  row.hash = AuditHash(state.audit.empty() ? core::Digest{} : state.audit.back().hash, row);
  state.audit.push_back(std::move(row));
  return {};
}

Status Apply(Snapshot& state, const ForgetProviderIds& c) {
  std::erase_if(state.provider_ids,
                [&](const auto& entry) { return entry.second < c.before_week; });
  return {};
}

Status Apply(Snapshot& state, const DropConversationsBefore& c) {
  std::erase_if(state.outbox, [&](const auto& entry) {
    auto it = state.conversations.find(entry.second.conversation);
    return entry.second.key_day < c.key_day ||
           (it != state.conversations.end() && it->second.key_day < c.key_day);
  });
  std::erase_if(state.conversations,
                [&](const auto& entry) { return entry.second.key_day < c.key_day; });
  std::erase_if(state.threads, [&](const auto& entry) { return entry.second.key_day < c.key_day; });
  std::erase_if(state.chat_messages,
                [&](const auto& entry) { return entry.second.key_day < c.key_day; });
  Promote(state);
  return {};
}

}  // namespace

Status Apply(Snapshot& state, const Command& command) {
  return std::visit([&](const auto& c) { return Apply(state, c); }, command);
}

}  // namespace store::memory
