// SPDX-License-Identifier: Apache-2.0
#include "ecms/sites.h"

#include <algorithm>

#include "ecms/make_sites.h"
#include "ecms/quality.h"
#include "ecms/site_desk.h"
#include "ecms/site_folds.h"
#include "ecms/site_spelling.h"
#include "locales/fold.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMostCases = 50, kMostTickets = 200;

SiteSummary SummaryOf(const store::SiteRow& row) {
  return {row.code, row.key, row.name, row.district, row.sector};
}

class Register final : public Sites {
 public:
  explicit Register(SitesParts parts) : p_(std::move(parts)) {}

  core::Result<SiteList> List(const Caller& caller, std::string_view text,
                              size_t limit) const override {
    RETURN_IF_ERROR(MayRead(caller));
    ASSIGN_OR_RETURN(auto rows, p_.store.ListSites());
    const auto all = folds_.Of(std::move(rows));
    const std::u32string wanted = locales::FoldKey(text);
    SiteList out;
    for (const uint32_t site : all->by_name) {
      if (!all->Holds(site, wanted)) continue;
      if (out.sites.size() < limit) out.sites.push_back(SummaryOf(all->sites[site]));
      ++out.total;
    }
    return out;
  }

  core::Result<SiteNames> Names(const Caller& caller, std::string_view after,
                                size_t limit) const override {
    RETURN_IF_ERROR(MayRead(caller));
    ASSIGN_OR_RETURN(auto rows, p_.store.ListSites());
    SiteNames out;
    auto it = std::ranges::upper_bound(rows, after, std::less<>{}, [](const store::SiteRow& row) {
      return std::string_view(row.key);
    });
    for (; it != rows.end() && out.sites.size() < limit; ++it) {
      out.next = it->key;
      out.sites.push_back({std::move(it->code), std::move(it->name), std::move(it->district)});
    }
    if (it == rows.end()) out.next.clear();
    return out;
  }

  core::Result<SiteView> Get(const Caller& caller, std::string_view code,
                             std::string_view language) const override {
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
    ASSIGN_OR_RETURN(out.spellings, SpellingsOf(row->code));
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

  core::Status Place(const Caller& caller, const core::TicketId& ticket, std::string_view code,
                     const std::optional<std::string>& spelling) override {
    ASSIGN_OR_RETURN(const auto row, OpenTicket(caller, ticket));
    ASSIGN_OR_RETURN(const auto site, p_.store.FindSite(code));
    if (!site) return Err(ErrorCode::kInvalid, "site: no workplace of the register has this code");
    store::CommandGroup group;
    if (!row.named || row.site != site->code) {
      group.emplace_back(store::SetTicketSite{ticket, site->code});
      group.push_back(Entry(caller, "ticket.place", ticket.Text(),
                            ""));  // never which: a closed ticket names no workplace
    }
    const size_t without = group.size();
    if (spelling) RETURN_IF_ERROR(Remember(caller, site->code, *spelling, group));
    if (group.empty()) return {};
    const bool remembers = group.size() > without;
    RETURN_IF_ERROR(p_.commit(std::move(group)));
    if (remembers) p_.names_changed();
    return {};
  }

  core::Status Unplace(const Caller& caller, const core::TicketId& ticket) override {
    ASSIGN_OR_RETURN(const auto row, OpenTicket(caller, ticket));
    if (!row.named) return {};
    return p_.commit({store::SetTicketSite{ticket, std::nullopt},
                      Entry(caller, "ticket.unplace", ticket.Text(), "")});
  }

  core::Status ForgetSpelling(const Caller& caller, std::string_view code,
                              const std::string& spelling) override {
    RETURN_IF_ERROR(MayRead(caller));
    ASSIGN_OR_RETURN(const auto known, SpellingsOf(code));
    if (std::ranges::find(known, spelling) == known.end())
      return Err(ErrorCode::kNotFound, "this workplace has no such spelling");
    RETURN_IF_ERROR(p_.commit(
        {store::DropSiteSpelling{spelling}, Entry(caller, "site.forget", std::string(code), "")}));
    p_.names_changed();
    return {};
  }

  core::Result<SiteImportLook> LookAtImport(const Caller& caller,
                                            const core::Table& table) const override {
    RETURN_IF_ERROR(MayImport(caller));
    return LookAtSiteImport(p_, table);
  }

  core::Result<SiteImported> Import(const Caller& caller, const core::Table& table,
                                    std::string_view tag) override {
    RETURN_IF_ERROR(MayImport(caller));
    return ImportSites(p_, caller, table, tag);
  }

  core::Result<Table> AsTable(const Caller& caller) const override {
    RETURN_IF_ERROR(MayImport(caller));
    return SitesAsTable(p_);
  }

 private:
  static core::Status MayImport(const Caller& caller) {
    if (MayManage(caller.role)) return {};
    return Err(ErrorCode::kDenied,
               "the role of this account may not change the register of workplaces");
  }
  static core::Status MayRead(const Caller& caller) {
    if (MayReadTickets(caller.role)) return {};
    return Err(ErrorCode::kDenied, "the role of this account may not look at workplaces");
  }

  [[nodiscard]] store::AppendAudit Entry(const Caller& caller, std::string action,
                                         std::string object, std::string detail) const {
    return {{0,
             p_.clock.Now(),
             caller.name,
             std::move(action),
             std::move(object),
             std::move(detail),
             {}}};
  }

  [[nodiscard]] core::Result<store::TicketRow> OpenTicket(const Caller& caller,
                                                          const core::TicketId& id) const {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(id));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
    if (row->state == "closed")
      return Err(ErrorCode::kConflict, "this ticket is closed, and names no workplace any more");
    return std::move(*row);
  }

  [[nodiscard]] core::Result<std::vector<std::string>> SpellingsOf(std::string_view code) const {
    ASSIGN_OR_RETURN(auto rows, p_.store.ListSiteSpellings());
    std::vector<std::string> out;
    for (store::SiteSpellingRow& row : rows) {
      if (row.site == code) out.push_back(std::move(row.spelling));
    }
    return out;
  }

  // Adds what keeps it; nothing if it is kept already.
  [[nodiscard]] core::Status Remember(const Caller& caller, const std::string& code,
                                      std::string_view text, store::CommandGroup& group) const {
    ASSIGN_OR_RETURN(std::string spelling, ReadSpelling(text));
    ASSIGN_OR_RETURN(const auto known, SpellingsOf(code));
    if (std::ranges::find(known, spelling) != known.end()) return {};
    if (known.size() >= kMostSpellings)
      return Err(ErrorCode::kConflict,
                 "spelling: this workplace has 50 already; remove one on its page first");
    store::SiteSpellingRow row{std::move(spelling), code};
    if (!p_.would_match(row))
      return Err(ErrorCode::kConflict,
                 "spelling: another workplace is called so, or nearly so: workers who write it "
                 "would not be matched for sure");
    group.emplace_back(store::PutSiteSpelling{std::move(row)});
    group.emplace_back(Entry(caller, "site.remember", code, ""));
    return {};
  }

  // Of the topics that the profile files.
  core::Status ReadSignals(const store::SiteRow& site, std::string_view language,
                           std::vector<SiteSignal>& out) const {
    for (const auto& [topic, issue] : p_.profile->topics) {
      ASSIGN_OR_RETURN(const auto tickets, p_.store.OpenTicketsAt(site.code, topic, kMostTickets));
      if (tickets.empty()) continue;
      const Item* point = p_.profile->FindPoint(issue);
      out.push_back({{topic, point == nullptr ? topic : TextIn(point->title, language)},
                     BandOf(static_cast<int64_t>(tickets.size()))});
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

  // Two bands, the profile's last and all below it: one of these pages beside yesterday's must not
  // tell that one more wrote.
  [[nodiscard]] Corroboration BandOf(int64_t voices) const {
    const int64_t many =
        p_.profile->bands.empty() ? 5 : std::max<int64_t>(p_.profile->bands.back(), 3);
    return voices < many ? Corroboration{1, many - 1} : Corroboration{many, std::nullopt};
  }

  SitesParts p_;
  mutable SiteFolds folds_;
};

}  // namespace

std::unique_ptr<Sites> MakeSites(SitesParts parts) {
  return std::make_unique<Register>(std::move(parts));
}

}  // namespace ecms
