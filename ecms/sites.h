// SPDX-License-Identifier: Apache-2.0
// What the office knows of a workplace of its register. Includes core/ and cases.h only, so that
// web/ can use it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/table.h"
#include "ecms/accounts.h"
#include "ecms/cases.h"
#include "ecms/export.h"
#include "ecms/site_preview.h"

namespace ecms {

struct SiteSummary {
  std::string code, key, name, district, sector;
};
struct SiteName {
  std::string code, name, district;
};
struct SiteNames {
  std::vector<SiteName> sites;
  std::string next;  // of the next page: `after`; "" = no more
};
struct SiteList {
  std::vector<SiteSummary> sites;  // by name, at most the limit
  int64_t total = 0;               // that fit
};
// Open tickets of one topic. Never how many exactly: from..to, or from on.
struct SiteSignal {
  Named topic;
  Corroboration band;
};
struct SiteView : SiteSummary {
  std::string owner, address;
  int64_t workers = 0;              // about how many; 0 = not known
  bool few = false;                 // so few workers that nothing is told of what they say
  std::vector<SiteSignal> signals;  // by topic; empty where `few`
  // That many said within two weeks that all is fine, in a burst and nearly all alike; none:
  // nothing of the kind, or `few`.
  std::optional<Corroboration> all_fine;
  std::vector<CaseSummary> cases;  // open ones first; at most 50
  std::vector<std::string>
      spellings;  // released by officers, folded: workers who write them are matched
};

// What importing a table would do.
struct SiteImportLook {
  std::vector<SiteProblem>
      problems;  // if there are any, the rest is empty and nothing may be imported
  SitePreview preview;
  std::string tag;  // of the register, the released spellings and the table as they are
};
struct SiteImported {
  size_t rows = 0, added = 0, changed = 0;
};

// Thread-safe. May block on the disk: for the `office` thread. kDenied: the role may not;
// kNotFound: no such workplace.
class Sites {
 public:
  virtual ~Sites() = default;
  // Whose name, code, key or district holds `text`, case and accents aside; "" = all.
  [[nodiscard]] virtual core::Result<SiteList> List(const Caller& caller, std::string_view text,
                                                    size_t limit) const = 0;
  [[nodiscard]] virtual core::Result<SiteView> Get(const Caller& caller, std::string_view code,
                                                   std::string_view language) const = 0;
  // By the office's keys, those after `after`, for a page that looks through all of them: what an
  // officer looks for there came out of a worker's sealed words, and is never sent.
  [[nodiscard]] virtual core::Result<SiteNames> Names(const Caller& caller, std::string_view after,
                                                      size_t limit) const = 0;

  // An officer says which workplace an open ticket is about, whatever the worker named; one entry
  // of the audit. `spelling`, if any: the name by which the next worker's is matched, released by
  // this officer out of a worker's words; it is kept folded, and the audit does not hold it. All or
  // nothing. kNotFound: no such ticket; kInvalid: no such workplace, or no name of a place;
  // kConflict: the ticket is closed, or workers who write the name would not be matched to this
  // workplace for sure.
  [[nodiscard]] virtual core::Status Place(const Caller& caller, const core::TicketId& ticket,
                                           std::string_view code,
                                           const std::optional<std::string>& spelling) = 0;
  // What the worker named counts again. Nothing if nobody placed it. kNotFound, kConflict as above.
  [[nodiscard]] virtual core::Status Unplace(const Caller& caller,
                                             const core::TicketId& ticket) = 0;
  // kNotFound if that is no spelling of that workplace.
  [[nodiscard]] virtual core::Status ForgetSpelling(const Caller& caller, std::string_view code,
                                                    const std::string& spelling) = 0;

  // The office's spreadsheet, by a role that MayManage(). Nothing is written. kInvalid, kTooLarge:
  // no register, or of too many rows.
  [[nodiscard]] virtual core::Result<SiteImportLook> LookAtImport(
      const Caller& caller, const core::Table& table) const = 0;
  // All of it or nothing, with one entry of the audit. kConflict: `tag` is not what LookAtImport()
  // said, so nobody has seen what this would do now; kInvalid: the table has problems.
  [[nodiscard]] virtual core::Result<SiteImported> Import(const Caller& caller,
                                                          const core::Table& table,
                                                          std::string_view tag) = 0;
  // The register as a table that Import() takes.
  [[nodiscard]] virtual core::Result<Table> AsTable(const Caller& caller) const = 0;
};

}  // namespace ecms
