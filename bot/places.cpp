// SPDX-License-Identifier: Apache-2.0
#include "bot/places.h"

#include <algorithm>
#include <map>
#include <set>

#include "dialogs/site_code.h"
#include "locales/fold.h"
#include "locales/typos.h"

namespace bot {
namespace {

constexpr size_t kMaxWordsBytes = 200;  // a longer text is a story, not a name
constexpr size_t kExactWord = 4;        // letters; a word up to this is right or another word
constexpr size_t kLongWord = 8;         // letters; from here on two typing errors
constexpr size_t kMaxTypos = 2;         // in all words together
constexpr size_t kTooFar = SIZE_MAX;

std::vector<std::u32string> WordsOf(std::u32string_view key) {
  std::vector<std::u32string> words;
  for (size_t begin = 0; begin < key.size();) {
    const size_t end = std::min(key.find(U' ', begin), key.size());
    if (end > begin) words.emplace_back(key.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool HasDigit(std::u32string_view word) {
  return std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

// Typing errors that lie between two words, kTooFar if they are not the same word.
size_t TyposIn(std::u32string_view typed, std::u32string_view known) {
  if (typed == known) return 0;
  if (known.size() <= kExactWord || typed.empty() || typed[0] != known[0] || HasDigit(typed) ||
      HasDigit(known))
    return kTooFar;
  const size_t allowed = known.size() >= kLongWord ? 2 : 1;
  const size_t distance = locales::EditDistance(typed, known, allowed);
  return distance <= allowed ? distance : kTooFar;
}

size_t TyposIn(const std::vector<std::u32string>& typed, const std::vector<std::u32string>& known) {
  if (typed.size() != known.size()) return kTooFar;
  size_t all = 0;
  for (size_t i = 0; i < typed.size(); ++i) {
    const size_t typos = TyposIn(typed[i], known[i]);
    if (typos == kTooFar || (all += typos) > kMaxTypos) return kTooFar;
  }
  return all;
}

std::u32string Joined(const std::vector<std::u32string>& words) {
  std::u32string out;
  for (const auto& word : words) out += word;
  return out;
}

auto Fields(const store::SiteRow& site) { return std::tie(site.code, site.name, site.district); }
auto Fields(const store::SiteSpellingRow& row) { return std::tie(row.spelling, row.site); }

template <class Row>
bool SameRows(const std::vector<Row>& a, const std::vector<Row>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Row& one, const Row& other) { return Fields(one) == Fields(other); });
}

}  // namespace

struct Places::Index {
  struct Name {
    std::vector<std::u32string> words;
    std::string code;
  };
  std::vector<store::SiteRow> sites;                      // as given, to see whether they changed
  std::vector<store::SiteSpellingRow> spellings;          // the same
  std::map<std::u32string, std::set<std::string>> exact;  // without spaces -> codes
  std::map<char32_t, std::vector<Name>> names;            // by first letter
  std::set<std::string, std::less<>> codes;

  void Add(const std::string& name, const std::string& code) {
    auto words = WordsOf(locales::FoldKey(name));
    if (words.empty()) return;
    exact[Joined(words)].insert(code);
    const char32_t first = words[0][0];
    names[first].push_back({std::move(words), code});
  }
  // A place that is called so goes before a spelling of another one. An import may have brought it
  // since.
  void AddSpelling(const store::SiteSpellingRow& row) {
    const auto known = exact.find(Joined(WordsOf(locales::FoldKey(row.spelling))));
    if (codes.contains(row.site) && (known == exact.end() || known->second.contains(row.site)))
      Add(row.spelling, row.site);
  }
};

Places::Places() : index_(std::make_shared<Index>()) {}
Places::~Places() = default;

std::shared_ptr<const Places::Index> Places::Now() const {
  std::lock_guard lock(mutex_);
  return index_;
}

void Places::Load(std::vector<store::SiteRow> sites,
                  std::vector<store::SiteSpellingRow> spellings) {
  const auto before = Now();
  if (SameRows(sites, before->sites) && SameRows(spellings, before->spellings)) return;
  auto index = std::make_shared<Index>();
  for (const store::SiteRow& site : sites) {
    index->codes.insert(site.code);
    index->Add(site.name, site.code);
    if (site.district.empty()) continue;
    index->Add(site.name + " " + site.district, site.code);
    index->Add(site.district + " " + site.name, site.code);
  }
  for (const store::SiteSpellingRow& spelling : spellings) index->AddSpelling(spelling);
  index->sites = std::move(sites);
  index->spellings = std::move(spellings);
  std::lock_guard lock(mutex_);
  index_ = std::move(index);
}

bool Places::Refresh(const store::Store& store) {
  const std::lock_guard lock(refreshing_);
  auto sites = store.ListSites();
  auto spellings = store.ListSiteSpellings();
  if (!sites || !spellings) return false;
  Load(std::move(*sites), std::move(*spellings));
  return true;
}

bool Places::WouldMatch(const store::Store& store, const store::SiteSpellingRow& spelling) {
  auto sites = store.ListSites();
  auto spellings = store.ListSiteSpellings();
  if (!sites || !spellings) return false;
  spellings->push_back(spelling);
  Places then;
  then.Load(std::move(*sites), std::move(*spellings));
  return then.CodeOf(spelling.spelling, "") == spelling.site;
}

std::vector<ecms::LostName> Places::Lost(const std::vector<store::SiteRow>& known,
                                         const std::vector<store::SiteRow>& after,
                                         const std::vector<store::SiteSpellingRow>& spellings) {
  Places now, then;
  now.Load(known, spellings);
  then.Load(after, spellings);
  std::map<std::string, std::string> keys;  // by code
  for (const store::SiteRow& site : after) keys[site.code] = site.key;
  std::vector<ecms::LostName> lost;
  const auto look = [&](const std::string& typed, const std::string& means) {
    if (now.CodeOf(typed, "en") != means) return;
    const std::string code = then.CodeOf(typed, "en");
    if (code != means) lost.push_back({typed, keys[means], code.empty() ? "" : keys[code]});
  };
  for (const store::SiteRow& site : known) {
    for (const std::string& typed :
         std::set<std::string>{site.name, site.name + " " + site.district})
      look(typed, site.code);
  }
  for (const store::SiteSpellingRow& row : spellings) look(row.spelling, row.site);
  return lost;
}

std::string Places::CodeOf(std::string_view words, std::string_view) const {
  if (words.size() > kMaxWordsBytes) return {};
  const auto index = Now();
  const auto code = dialogs::ReadSiteCode(words);
  if (code.kind == dialogs::SiteCodeReading::Kind::kCode && index->codes.contains(code.code))
    return code.code;
  const auto typed = WordsOf(locales::FoldKey(words));
  if (typed.empty()) return {};
  if (const auto found = index->exact.find(Joined(typed)); found != index->exact.end())
    return found->second.size() == 1 ? *found->second.begin() : std::string();
  const auto near = index->names.find(typed[0][0]);
  if (near == index->names.end()) return {};
  std::set<std::string> meant;
  for (const Index::Name& name : near->second) {
    if (TyposIn(typed, name.words) != kTooFar) meant.insert(name.code);
  }
  return meant.size() == 1 ? *meant.begin() : std::string();
}

}  // namespace bot
