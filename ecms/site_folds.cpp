// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_folds.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "locales/fold.h"

namespace ecms {
namespace {

auto Searched(const store::SiteRow& site) {
  return std::tie(site.name, site.district, site.code, site.key);
}
auto All(const store::SiteRow& site) {
  return std::tie(site.name, site.district, site.code, site.key, site.sector);
}

// The mark between two fields is in no folded text, so nothing is found across them.
std::u32string Fold(const store::SiteRow& site) {
  std::u32string out;
  std::apply([&](const auto&... field) { ((out += locales::FoldKey(field) + U'\n'), ...); },
             Searched(site));
  return out;
}

}  // namespace

std::shared_ptr<const FoldedSites> SiteFolds::Of(std::vector<store::SiteRow> sites) {
  const auto same = [](const store::SiteRow& a, const store::SiteRow& b) {
    return All(a) == All(b);
  };
  const std::lock_guard lock(mutex_);
  if (std::equal(sites.begin(), sites.end(), kept_->sites.begin(), kept_->sites.end(), same))
    return kept_;
  auto fresh = std::make_shared<FoldedSites>();
  fresh->texts.reserve(sites.size());
  for (const store::SiteRow& site : sites) fresh->texts.push_back(Fold(site));
  fresh->sites = std::move(sites);
  fresh->by_name.resize(fresh->sites.size());
  std::iota(fresh->by_name.begin(), fresh->by_name.end(), 0U);
  std::sort(fresh->by_name.begin(), fresh->by_name.end(), [&](uint32_t a, uint32_t b) {
    const store::SiteRow &one = fresh->sites[a], &other = fresh->sites[b];
    return std::tie(one.name, one.code) < std::tie(other.name, other.code);
  });
  kept_ = std::move(fresh);
  return kept_;
}

}  // namespace ecms
