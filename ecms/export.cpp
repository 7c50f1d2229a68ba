// SPDX-License-Identifier: Apache-2.0
#include "ecms/export.h"

#include <map>

#include "dialogs/engine.h"
#include "ecms/make_export.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kPage = 200;

bool IsWeek(std::string_view text) {
  auto digits = [&](size_t from, size_t count) {
    for (char c : text.substr(from, count)) {
      if (c < '0' || c > '9') return false;
    }
    return true;
  };
  if (text.size() != 8 || text.substr(4, 2) != "-W" || !digits(0, 4) || !digits(6, 2)) return false;
  const std::string_view week = text.substr(6);
  return week >= "01" && week <= "53";
}

std::string Joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : " ") + one;
  return out;
}

class Export final : public TicketExport {
 public:
  explicit Export(ExportParts parts) : p_(std::move(parts)) {}

  core::Result<Table> Tickets(const Caller& caller, std::string_view from, std::string_view to,
                              std::string_view format) override {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    if ((!from.empty() && !IsWeek(from)) || (!to.empty() && !IsWeek(to)))
      return Err(ErrorCode::kInvalid, "from, to: ISO weeks like 2026-W40");
    if (!from.empty() && !to.empty() && from > to)
      return Err(ErrorCode::kInvalid, "from: is after to");
    ASSIGN_OR_RETURN(const auto districts, Districts());
    Table table = {{"week", "kind", "class", "topic", "indicators", "survey", "language", "channel",
                    "district", "state"}};
    for (std::string after;;) {
      store::TicketFilter filter;
      filter.after = after;
      filter.limit = kPage;
      ASSIGN_OR_RETURN(auto page, p_.store.ListTickets(filter));
      for (const store::TicketRow& row : page.tickets) {
        if ((!from.empty() && row.week < from) || (!to.empty() && row.week > to)) continue;
        table.push_back(RowOf(row, districts));
      }
      if (page.next.empty()) break;
      after = page.next;
    }
    const std::string weeks = std::string(from) + ".." + std::string(to);
    store::AuditRow entry{
        0,           p_.clock.Now(),
        caller.name, "tickets.export",
        weeks,       std::string(format) + ", " + std::to_string(table.size() - 1) + " tickets",
        {}};
    RETURN_IF_ERROR(p_.commit({store::AppendAudit{std::move(entry)}}));
    return table;
  }

 private:
  using ByCode = std::map<std::string, std::string, std::less<>>;

  core::Result<ByCode> Districts() const {
    ASSIGN_OR_RETURN(auto sites, p_.store.ListSites());
    ByCode out;
    for (store::SiteRow& site : sites) out.emplace(std::move(site.code), std::move(site.district));
    return out;
  }

  static std::vector<std::string> RowOf(const store::TicketRow& row, const ByCode& districts) {
    const auto district = districts.find(row.site);
    const bool complaint = row.kind == static_cast<uint8_t>(dialogs::TicketKind::kComplaint);
    return {row.week,
            complaint ? "complaint" : "signal",
            "P" + std::to_string(row.severity),
            row.topic,
            Joined(row.indicators),
            row.survey,
            row.language,
            row.channel_kind,
            district == districts.end() ? "" : district->second,
            row.state};
  }

  ExportParts p_;
};

}  // namespace

std::unique_ptr<TicketExport> MakeExport(ExportParts parts) {
  return std::make_unique<Export>(std::move(parts));
}

}  // namespace ecms
