// SPDX-License-Identifier: Apache-2.0
// Reader: the queries about tickets.
#include <algorithm>
#include <limits>

#include "store/sqlite/reader.h"
#include "store/sqlite/row_readers.h"

namespace store::sqlite {
TicketPage Reader::ListTickets(const TicketFilter& filter,
                               const std::optional<TicketCursor>& after) {
  const size_t limit = std::clamp<size_t>(filter.limit, 1, kMaxTicketPage);
  TicketPage page;
  Transaction transaction(connection_, Transaction::Kind::kRead);  // the page and the total agree
  page.tickets = tickets_.Page(filter, after, limit + 1);
  for (TicketRow& row : page.tickets) CountSealedWords(row);
  if (page.tickets.size() > limit) {
    page.tickets.pop_back();
    page.next = ToText(CursorOf(page.tickets.back()));
  }
  page.total = tickets_.Count(filter);
  return page;
}

std::vector<core::TicketId> Reader::ListAnswered() {
  std::vector<core::TicketId> ids;
  Run run(answered_ids_);
  while (run.Next()) ids.push_back(run.GetKey<core::TicketId>());
  return ids;
}

std::vector<TicketRow> Reader::OpenTicketsAt(const std::string& site, const std::string& topic,
                                             size_t limit) {
  std::vector<TicketRow> rows;
  Run run(tickets_at_);
  run.Text(site).Text(topic).Int(
      static_cast<int64_t>(std::min<size_t>(limit, std::numeric_limits<int32_t>::max())));
  while (run.Next()) CountSealedWords(rows.emplace_back(ReadTicket(run)));
  return rows;
}

std::optional<TicketRow> Reader::FindTicket(const core::TicketId& id) {
  Run run(ticket_);
  if (!run.Key(id).Next()) return std::nullopt;
  TicketRow row = ReadTicket(run);
  CountSealedWords(row);
  return row;
}

void Reader::CountSealedWords(TicketRow& row) {
  for (const core::RecordId& record : row.words) {
    Run run(has_sealed_);
    if (run.Key(record).Next()) ++row.sealed_words;
  }
}

std::vector<SiteDayRow> Reader::ListSiteDays(const std::string& site, const std::string& topic) {
  std::vector<SiteDayRow> rows;
  Run run(site_days_);
  run.Text(site).Text(topic);
  while (run.Next()) {
    SiteDayRow row;
    row.site = run.GetText();
    row.topic = run.GetText();
    row.day = run.GetDate();
    row.tickets = static_cast<int32_t>(run.GetInt());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace store::sqlite
