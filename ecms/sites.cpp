// SPDX-License-Identifier: Apache-2.0
#include "ecms/sites.h"

#include <algorithm>

#include "ecms/make_sites.h"
#include "ecms/quality.h"
#include "locales/fold.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMostCases = 50, kMostTickets = 200;

SiteSummary SummaryOf(const store::SiteRow& row) { return {row.code, row.key, row.name, row.district, row.sector}; }

class Register final : public Sites {
 public:
  explicit Register(SitesParts parts) : p_(std::move(parts)) {}

  core::Result<SiteList> List(const Caller& caller, std::string_view text, size_t limit) const override {
    RETURN_IF_ERROR(MayRead(caller));
    ASSIGN_OR_RETURN(auto rows, p_.store.ListSites());
    const std::u32string wanted = locales::FoldKey(text);
    std::erase_if(rows, [&](const store::SiteRow& row) {
      const auto holds = [&](const std::string& field) { return locales::FoldKey(field).find(wanted) != std::u32string::npos; };
      return !wanted.empty() && !holds(row.name) && !holds(row.district) && !holds(row.code) && !holds(row.key);
    });
    std::sort(rows.begin(), rows.end(), [](const store::SiteRow& a, const store::SiteRow& b) { return std::tie(a.name, a.code) < std::tie(b.name, b.code); });
    SiteList out;
    out.total = static_cast<int64_t>(rows.size());
    for (size_t i = 0; i < rows.size() && i < limit; ++i) out.sites.push_back(SummaryOf(rows[i]));
    return out;
  }

  core::Result<SiteView> Get(const Caller& caller, std::string_view code, std::string_view language) const override {
    RETURN_IF_ERROR(MayRead(caller));
    ASSIGN_OR_RETURN(const auto row, p_.store.FindSite(code));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such workplace in the register");
    SiteView out;
    static_cast<SiteSummary&>(out) = SummaryOf(*row);
    out.owner = row->owner;
    out.address = row->address;
    out.workers = row->workers;
    out.few = row->workers > 0 && row->workers < p_.profile->hide_under_workers;
    if (!out.few) RETURN_IF_ERROR(ReadSignals(*row, language, out.signals));
    if (!out.few) RETURN_IF_ERROR(ReadAllFine(*row, out.all_fine));
    for (const bool closed : {false, true}) {
      CaseQuery query;
      query.site = row->code;
      query.closed = closed;
      query.limit = kMostCases - out.cases.size();
      if (query.limit == 0) break;
      ASSIGN_OR_RETURN(auto page, p_.cases.List(caller, query, language));
      std::move(page.cases.begin(), page.cases.end(), std::back_inserter(out.cases));
    }
    return out;
  }

 private:
  static core::Status MayRead(const Caller& caller) {
    if (MayReadTickets(caller.role)) return {};
    return Err(ErrorCode::kDenied, "the role of this account may not look at workplaces");
  }

  // Of the topics that the profile files.
  core::Status ReadSignals(const store::SiteRow& site, std::string_view language, std::vector<SiteSignal>& out) const {
    for (const auto& [topic, issue] : p_.profile->topics) {
      ASSIGN_OR_RETURN(const auto tickets, p_.store.OpenTicketsAt(site.code, topic, kMostTickets));
      if (tickets.empty()) continue;
      const Item* point = p_.profile->FindPoint(issue);
      out.push_back({{topic, point == nullptr ? topic : TextIn(point->title, language)}, BandOf(static_cast<int64_t>(tickets.size()))});
    }
    return {};
  }

  core::Status ReadAllFine(const store::SiteRow& site, std::optional<Corroboration>& out) const {
    ASSIGN_OR_RETURN(const auto alike, p_.store.ListSiteDays(site.code, kAlike));
    if (alike.empty()) return {};
    ASSIGN_OR_RETURN(const auto fine, p_.store.ListSiteDays(site.code, kFine));
    int64_t voices = 0;
    for (const store::SiteDayRow& day : fine) voices += day.tickets;
    out = BandOf(voices);
    return {};
  }

  // Two bands, the profile's last and all below it: one of these pages beside yesterday's must not tell that one more wrote.
  [[nodiscard]] Corroboration BandOf(int64_t voices) const {
    const int64_t many = p_.profile->bands.empty() ? 5 : std::max<int64_t>(p_.profile->bands.back(), 3);
    return voices < many ? Corroboration{1, many - 1} : Corroboration{many, std::nullopt};
  }

  SitesParts p_;
};

}  // namespace

std::unique_ptr<Sites> MakeSites(SitesParts parts) { return std::make_unique<Register>(std::move(parts)); }

}  // namespace ecms
