// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_desk.h"

#include "core/base64.h"
#include "core/crypto.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;
using store::SiteRow;

constexpr size_t kMostRows = 20'000;  // a preview of that many takes about a second

struct Plan {
  std::vector<SiteRow> known;
  std::vector<store::SiteSpellingRow> spellings;
  SiteImport import;
};

core::Result<Plan> Read(const SitesParts& parts, const core::Table& table) {
  if (table.rows.size() > kMostRows + 1)
    return Err(ErrorCode::kTooLarge,
               "has more than " + std::to_string(kMostRows) +
                   " workplaces: send it in parts, or use `dwbot site import`");
  Plan out;
  ASSIGN_OR_RETURN(out.known, parts.store.ListSites());
  ASSIGN_OR_RETURN(out.spellings, parts.store.ListSiteSpellings());
  ASSIGN_OR_RETURN(out.import, PlanSiteImport(table, out.known, parts.random));
  return out;
}

void Add(std::string& out, std::string_view part) {
  out += std::to_string(part.size()) + ':';
  out += part;
}

// Of everything that a preview is made from.
std::string TagOf(const Plan& plan, const core::Table& table) {
  std::string all;
  for (const SiteRow& site : plan.known) {
    for (const std::string* part : {&site.code, &site.key, &site.name, &site.district, &site.sector,
                                    &site.owner, &site.address})
      Add(all, *part);
    all += std::to_string(site.workers) + ';';
  }
  all += '|';
  for (const auto& row : plan.spellings) {
    Add(all, row.spelling);
    Add(all, row.site);
  }
  all += '|';
  for (const core::TableRow& row : table.rows) {
    for (const core::TableCell& cell : row.cells) Add(all, cell.text);
    all += ';';
  }
  const core::Digest digest = core::Blake2b(core::AsBytes(all));
  return core::Base64UrlEncode(core::ByteSpan(digest).first(16));
}

}  // namespace

core::Result<SiteImportLook> LookAtSiteImport(const SitesParts& parts, const core::Table& table) {
  ASSIGN_OR_RETURN(Plan plan, Read(parts, table));
  SiteImportLook out;
  out.problems = std::move(plan.import.problems);
  if (!out.problems.empty()) return out;
  out.preview = PreviewSiteImport(plan.import, plan.known, plan.spellings, parts.lost_names);
  out.tag = TagOf(plan, table);
  return out;
}

core::Result<SiteImported> ImportSites(const SitesParts& parts, const Caller& caller,
                                       const core::Table& table, std::string_view tag) {
  ASSIGN_OR_RETURN(const Plan plan, Read(parts, table));
  const SiteImport& import = plan.import;
  if (!import.problems.empty())
    return Err(ErrorCode::kInvalid, "the file has " + std::to_string(import.problems.size()) +
                                        " problems; nothing was imported. Its preview names them");
  if (TagOf(plan, table) != tag)
    return Err(ErrorCode::kConflict,
               "the register or the file has changed since the preview; nothing was imported. Look "
               "at a new one");
  RETURN_IF_ERROR(parts.commit(CommandsOf(import, plan.known, caller.name, parts.clock.Now())));
  parts.names_changed();
  return SiteImported{import.sites.size(), import.added, import.changed};
}

core::Result<Table> SitesAsTable(const SitesParts& parts) {
  ASSIGN_OR_RETURN(const auto sites, parts.store.ListSites());
  Table out{{"key", "name", "district", "sector", "owner", "address", "workers"}};
  for (const SiteRow& site : sites) {
    out.push_back({site.key, site.name, site.district, site.sector, site.owner, site.address,
                   site.workers == 0 ? "" : std::to_string(site.workers)});
  }
  return out;
}

}  // namespace ecms
