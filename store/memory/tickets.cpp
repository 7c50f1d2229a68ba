// SPDX-License-Identifier: Apache-2.0
#include "store/memory/tickets.h"

#include <algorithm>

#include "store/ticket_cursor.h"

namespace store::memory {
namespace {

bool Matches(const Snapshot& state, const TicketFilter& filter, const TicketRow& row) {
  return (!filter.severity_at_most || row.severity <= *filter.severity_at_most) &&
         (filter.state.empty() || row.state == filter.state) &&
         (filter.topic.empty() || row.topic == filter.topic) &&
         (filter.survey.empty() || row.survey == filter.survey) &&
         (!filter.answered || row.answered > 0) &&
         (filter.quality == 0 || (row.quality & filter.quality) != 0) &&
         (filter.site.empty() || (row.site == filter.site && row.state != "closed")) &&
         (filter.language.empty() || row.language == filter.language) &&
         (filter.week.empty() || row.week == filter.week) &&
         (filter.district.empty() || AsRead(state, row).site_district == filter.district);
}

}  // namespace

TicketRow AsRead(const Snapshot& state, TicketRow row) {
  row.has_thread = std::ranges::any_of(
      state.threads, [&](const auto& entry) { return entry.second.ticket == row.id; });
  row.sealed_words =
      static_cast<int32_t>(std::ranges::count_if(row.words, [&](const core::RecordId& id) {
        auto it = state.sealed.lower_bound({id, ""});
        return it != state.sealed.end() && it->first.first == id;
      }));
  for (const auto& [key, site] : state.sites) {
    if (row.site.empty() || site.code != row.site) continue;
    row.site_name = site.name;
    row.site_district = site.district;
  }
  return row;
}

core::Result<TicketPage> ListTickets(const Snapshot& state, const TicketFilter& filter) {
  std::optional<TicketCursor> after;
  if (!filter.after.empty()) {
    ASSIGN_OR_RETURN(after, TicketCursorFromText(filter.after));
  }
  const size_t limit = std::clamp<size_t>(filter.limit, 1, kMaxTicketPage);
  std::vector<const TicketRow*> rows;
  for (const auto& [id, row] : state.tickets) {
    if (Matches(state, filter, row)) rows.push_back(&row);
  }
  TicketPage page;
  page.total = static_cast<int64_t>(rows.size());
  if (after) std::erase_if(rows, [&](const TicketRow* row) { return !(*after < CursorOf(*row)); });
  std::ranges::sort(
      rows, [](const TicketRow* a, const TicketRow* b) { return CursorOf(*a) < CursorOf(*b); });
  for (size_t i = 0; i < rows.size() && i < limit; ++i)
    page.tickets.push_back(AsRead(state, *rows[i]));
  for (TicketRow& row : page.tickets) {
    if (!filter.answers) row.answers.clear();
  }
  if (rows.size() > limit) page.next = ToText(CursorOf(page.tickets.back()));
  return page;
}

std::vector<core::TicketId> AnsweredTickets(const Snapshot& state) {
  std::vector<core::TicketId> ids;
  for (const auto& [id, row] : state.tickets) {
    if (row.answered > 0) ids.push_back(id);
  }
  return ids;
}

std::vector<TicketRow> OpenTicketsAt(const Snapshot& state, std::string_view site,
                                     std::string_view topic, size_t limit) {
  std::vector<TicketRow> rows;
  for (const auto& [id, row] : state.tickets) {
    if (rows.size() < limit && !site.empty() && row.site == site && row.topic == topic &&
        row.state != "closed")
      rows.push_back(AsRead(state, row));
  }
  return rows;
}

int64_t CountNewClocks(const Snapshot& state, uint8_t gravest, uint8_t mildest,
                       core::Timestamp after, core::Timestamp until) {
  return std::ranges::count_if(state.tickets, [&](const auto& entry) {
    const TicketRow& row = entry.second;
    return row.clock && row.clock->due_at > after && row.clock->due_at <= until &&
           row.state == "new" && row.severity >= gravest && row.severity <= mildest;
  });
}

}  // namespace store::memory
