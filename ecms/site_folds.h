// SPDX-License-Identifier: Apache-2.0
// The register of workplaces with its names folded for comparison, which is most of the work of a
// search in it: kept until a row changes.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "store/rows.h"

namespace ecms {

struct FoldedSites {
  std::vector<store::SiteRow> sites;  // by key, as the store gives them
  std::vector<uint32_t> by_name;      // their places here, by name, then code
  std::vector<std::u32string> texts;  // of each: all that a search looks at, folded

  // `wanted`: folded; "" = all.
  [[nodiscard]] bool Holds(size_t site, std::u32string_view wanted) const {
    return texts[site].find(wanted) != std::u32string::npos;
  }
};

// Thread-safe.
class SiteFolds {
 public:
  // Of these rows: what is kept if they are the same, else made anew.
  [[nodiscard]] std::shared_ptr<const FoldedSites> Of(std::vector<store::SiteRow> sites);

 private:
  std::mutex mutex_;
  std::shared_ptr<const FoldedSites> kept_ = std::make_shared<FoldedSites>();
};

}  // namespace ecms
