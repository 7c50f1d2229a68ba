// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "locales/fold.h"
#include "locales/typos.h"

namespace ecms {
namespace {

using store::SiteRow;
using Words = std::vector<std::u32string>;

// Legal forms, folded: "Blue Ocean Ltd" is "Blue Ocean".
constexpr std::array<std::u32string_view, 14> kLegalForms = {
    U"co",  U"company", U"corp", U"gmbh", U"inc", U"incorporated", U"limited",
    U"llc", U"ltd",     U"ltda", U"plc",  U"pty", U"sa",           U"sarl"};

Words WordsOf(const std::string& name) {
  const std::u32string key = locales::FoldKey(name);
  Words all, meant;
  for (size_t begin = 0; begin < key.size();) {
    const size_t end = std::min(key.find(U' ', begin), key.size());
    if (end > begin) all.push_back(key.substr(begin, end - begin));
    begin = end + 1;
  }
  std::copy_if(all.begin(), all.end(), std::back_inserter(meant), [](const std::u32string& word) {
    return std::find(kLegalForms.begin(), kLegalForms.end(), word) == kLegalForms.end();
  });
  return meant.empty() ? all : meant;
}

SitePlace PlaceOf(const SiteRow& site) { return {site.key, site.name, site.district}; }

bool HasDigit(std::u32string_view word) {
  return word.find_first_of(U"0123456789") != std::u32string_view::npos;
}

bool SameWord(const std::u32string& a, const std::u32string& b) {
  return a == b || locales::IsTypoOf(a, b) || locales::IsTypoOf(b, a);
}

// Finds the workplaces of a register that a row is like, without comparing all with all: a typing
// error leaves a word's first letter alone, so names that are alike share those (and their
// numbers), or are the same without spaces.
class Likeness {
 public:
  void Add(const SiteRow& site) {
    Entry entry{&site, WordsOf(site.name)};
    if (entry.words.empty()) return;
    const std::u32string district = locales::FoldKey(site.district);
    std::u32string joined, initials;
    for (const auto& word : entry.words) joined += word;
    std::sort(entry.words.begin(), entry.words.end());
    for (const auto& word : entry.words)
      initials += HasDigit(word) ? word + U' ' : std::u32string(1, word[0]);
    const size_t number = entries_.size();
    same_[{district, joined}].push_back(number);
    near_[{district, initials}].push_back(number);
    keys_.push_back({{district, joined}, {district, initials}});
    by_key_[site.key] = number;
    entries_.push_back(std::move(entry));
  }

  [[nodiscard]] std::vector<const SiteRow*> To(const std::string& key) const {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return {};
    const size_t self = found->second;
    std::set<size_t> alike(same_.at(keys_[self].same).begin(), same_.at(keys_[self].same).end());
    for (const size_t other : near_.at(keys_[self].near)) {
      const Words &a = entries_[self].words, &b = entries_[other].words;
      if (std::equal(a.begin(), a.end(), b.begin(), b.end(), SameWord)) alike.insert(other);
    }
    alike.erase(self);
    std::vector<const SiteRow*> out;
    for (const size_t other : alike) out.push_back(entries_[other].site);
    return out;
  }

 private:
  using Key = std::pair<std::u32string, std::u32string>;  // district and ...
  struct Entry {
    const SiteRow* site;
    Words words;  // sorted
  };
  struct Keys {
    Key same, near;
  };
  std::vector<Entry> entries_;
  std::vector<Keys> keys_;
  std::map<Key, std::vector<size_t>> same_;  // ... its name without spaces
  std::map<Key, std::vector<size_t>>
      near_;  // ... the first letters of its words, and its numbers, sorted
  std::map<std::string, size_t> by_key_;
};

std::vector<SiteFieldChange> ChangesOf(const SiteRow& before, const SiteRow& after) {
  std::vector<SiteFieldChange> out;
  const auto compare = [&](const char* column, const std::string& was, const std::string& is) {
    if (was != is) out.push_back({column, was, is});
  };
  compare("name", before.name, after.name);
  compare("district", before.district, after.district);
  compare("sector", before.sector, after.sector);
  compare("owner", before.owner, after.owner);
  compare("address", before.address, after.address);
  const auto number = [](int64_t workers) {
    return workers == 0 ? std::string() : std::to_string(workers);
  };
  compare("workers", number(before.workers), number(after.workers));
  return out;
}

// Each pair once, though both of its rows may be new.
std::vector<SiteLikeness> AlikeOf(const std::vector<const SiteRow*>& fresh,
                                  const std::vector<SiteRow>& register_after,
                                  const std::set<std::string>& keys_in_file) {
  Likeness names;
  for (const SiteRow& site : register_after) names.Add(site);
  std::vector<SiteLikeness> out;
  std::set<std::pair<std::string, std::string>> told;
  for (const SiteRow* site : fresh) {
    for (const SiteRow* other : names.To(site->key)) {
      if (told.emplace(std::min(site->key, other->key), std::max(site->key, other->key)).second)
        out.push_back({PlaceOf(*site), PlaceOf(*other), keys_in_file.contains(other->key)});
    }
  }
  return out;
}

}  // namespace

std::vector<SiteRow> AfterSiteImport(const SiteImport& plan, const std::vector<SiteRow>& known) {
  std::map<std::string, SiteRow> after;
  for (const SiteRow& site : known) after[site.key] = site;
  for (const SiteRow& site : plan.sites) after[site.key] = site;
  std::vector<SiteRow> out;
  for (auto& [key, site] : after) out.push_back(std::move(site));
  return out;
}

SitePreview PreviewSiteImport(const SiteImport& plan, const std::vector<SiteRow>& known,
                              const std::vector<store::SiteSpellingRow>& spellings,
                              const LostNames& lost_names) {
  std::map<std::string, const SiteRow*> before;
  for (const SiteRow& site : known) before[site.key] = &site;
  SitePreview out;
  std::vector<const SiteRow*> fresh;
  std::set<std::string> keys;
  for (const SiteRow& site : plan.sites) {
    keys.insert(site.key);
    const auto found = before.find(site.key);
    if (found == before.end()) {
      out.added.push_back(PlaceOf(site));
      fresh.push_back(&site);
      continue;
    }
    auto fields = ChangesOf(*found->second, site);
    if (fields.empty()) continue;
    if (site.name != found->second->name || site.district != found->second->district)
      fresh.push_back(&site);
    out.changed.push_back({PlaceOf(site), std::move(fields)});
  }
  const std::vector<SiteRow> after = AfterSiteImport(plan, known);
  out.alike = AlikeOf(fresh, after, keys);
  out.lost = lost_names(known, after, spellings);
  out.rows = plan.sites.size();
  out.would_hold = after.size();
  return out;
}

}  // namespace ecms
