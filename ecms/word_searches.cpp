// SPDX-License-Identifier: Apache-2.0
#include "ecms/word_searches.h"

#include <algorithm>

#include "ecms/quality.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMostAPage = 200;  // of the store's list
constexpr size_t kTicketsAPage = 25;
constexpr size_t kBytesAPage =
    128 * 1024;  // of envelopes: about four seconds on a line of 400 kbit/s

// "12 severity=P1 state=new": codes, as the address of the page has them.
std::string Told(const TicketQuery& query, int64_t tickets) {
  std::string out = std::to_string(tickets);
  if (query.severity_at_most) out += " severity=P" + std::to_string(*query.severity_at_most);
  for (const auto& [name, value] :
       {std::pair("state", &query.state), std::pair("topic", &query.topic),
        std::pair("survey", &query.survey)}) {
    if (!value->empty()) out += std::string(" ") + name + "=" + *value;
  }
  std::string marks;
  for (const std::string& code : QualityCodes(query.quality))
    marks += (marks.empty() ? " quality=" : ",") + code;
  return out + marks;
}

}  // namespace

core::Result<std::vector<SearchedWords>> WordSearches::WordsOf(
    const store::TicketRow& ticket) const {
  std::vector<std::pair<core::RecordId, bool>> records;
  for (const core::RecordId& record : ticket.words) records.emplace_back(record, false);
  ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket.id));
  for (const store::ThreadEntryRow& entry : entries) {
    if (entry.kind == store::EntryKind::kAnswer && entry.words)
      records.emplace_back(*entry.words, true);
  }
  std::vector<SearchedWords> out;
  for (const auto& [record, later] : records) {
    ASSIGN_OR_RETURN(auto sealed, p_.store.FindSealed(record));
    for (store::SealedRow& one : sealed) {
      if (one.field == "scrubbed")
        out.push_back({ticket.id, record, later, std::move(one.envelope)});
    }
  }
  return out;
}

core::Result<std::vector<core::TicketId>> WordSearches::Tickets(const TicketQuery& query,
                                                                WordSearch& search) const {
  std::vector<core::TicketId> out;
  store::TicketFilter filter = FilterOf(query);
  for (;;) {
    filter.limit =
        std::min<size_t>(kMostAPage, kMaxSearched - static_cast<size_t>(search.looked_at));
    ASSIGN_OR_RETURN(const auto page, p_.store.ListTickets(filter));
    search.in_filter = page.total;
    search.looked_at += static_cast<int64_t>(page.tickets.size());
    for (const store::TicketRow& row : page.tickets) {
      bool any = row.sealed_words > 0;
      if (!any) {
        ASSIGN_OR_RETURN(const auto later, WordsOf(row));
        any = !later.empty();
      }
      if (any) out.push_back(row.id);
    }
    if (page.next.empty() || search.looked_at >= static_cast<int64_t>(kMaxSearched)) return out;
    filter.after = page.next;
  }
}

int64_t WordSearches::Hold(const core::AccountId& account, std::vector<core::TicketId> tickets) {
  const core::Timestamp now = p_.clock.Now();
  std::lock_guard lock(mutex_);
  std::erase_if(held_,
                [&](const auto& one) { return one.first != account && one.second.until < now; });
  Held& held = held_[account];
  // By the clock, so that a page of a search from before a restart is not answered by another
  // search.
  held = {std::max(held.number + 1, now.ms), now + kSearchHeld, std::move(tickets)};
  return held.number;
}

std::vector<core::TicketId> WordSearches::HeldFor(const core::AccountId& account,
                                                  int64_t search) const {
  std::lock_guard lock(mutex_);
  const auto it = held_.find(account);
  if (it == held_.end() || it->second.number != search || it->second.until < p_.clock.Now())
    return {};
  return it->second.tickets;
}

core::Result<WordSearch> WordSearches::Begin(const Caller& caller, const TicketQuery& query) {
  if (!MayReadTickets(caller.role))
    return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
  WordSearch search;
  ASSIGN_OR_RETURN(auto tickets, Tickets(query, search));
  search.tickets = static_cast<int64_t>(tickets.size());
  store::AuditRow entry{
      0, p_.clock.Now(), caller.name, "words.search", "", Told(query, search.tickets), {}};
  RETURN_IF_ERROR(p_.commit({store::AppendAudit{std::move(entry)}}));
  search.number = Hold(caller.account, std::move(tickets));
  return search;
}

core::Result<SearchedPage> WordSearches::Page(const Caller& caller, int64_t search,
                                              size_t from) const {
  if (!MayReadTickets(caller.role))
    return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
  const std::vector<core::TicketId> tickets = HeldFor(caller.account, search);
  if (from >= tickets.size())
    return Err(ErrorCode::kNotFound,
               "this search is over, or another one took its place; begin again");
  SearchedPage page;
  page.organisation = p_.organisation;
  size_t bytes = 0, at = from;
  for (; at < tickets.size() && at - from < kTicketsAPage && bytes < kBytesAPage; ++at) {
    ASSIGN_OR_RETURN(const auto row, p_.store.FindTicket(tickets[at]));
    if (!row) continue;
    ASSIGN_OR_RETURN(auto words, WordsOf(*row));
    for (SearchedWords& one : words) {
      bytes += one.envelope.size();
      page.words.push_back(std::move(one));
    }
  }
  page.next = at < tickets.size() ? at : 0;
  return page;
}

}  // namespace ecms
