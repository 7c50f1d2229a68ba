// SPDX-License-Identifier: Apache-2.0
// What the office knows of a workplace of its register. Includes core/ and cases.h only, so that web/ can use it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ecms/accounts.h"
#include "ecms/cases.h"

namespace ecms {

struct SiteSummary {
  std::string code, key, name, district, sector;
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
  int64_t workers = 0;  // about how many; 0 = not known
  bool few = false;     // so few workers that nothing is told of what they say
  std::vector<SiteSignal> signals;   // by topic; empty where `few`
  // That many said within two weeks that all is fine, in a burst and nearly all alike; none: nothing of the kind, or `few`.
  std::optional<Corroboration> all_fine;
  std::vector<CaseSummary> cases;    // open ones first; at most 50
};

// Thread-safe. May block on the disk: for the `office` thread. kDenied: the role may not; kNotFound: no such workplace.
class Sites {
 public:
  virtual ~Sites() = default;
  // Whose name, code, key or district holds `text`, case and accents aside; "" = all.
  [[nodiscard]] virtual core::Result<SiteList> List(const Caller& caller, std::string_view text, size_t limit) const = 0;
  [[nodiscard]] virtual core::Result<SiteView> Get(const Caller& caller, std::string_view code, std::string_view language) const = 0;
};

}  // namespace ecms
