// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/site_preview.h"

#include <map>
#include <set>

#include "bot/places.h"
#include "ecms/site_preview.h"

namespace bot::commands {
namespace {

using store::SiteRow;
using store::SiteSpellingRow;

constexpr size_t kMostLines = 20;  // of a kind

std::string Quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }
std::string Named(const SiteRow& site) { return site.key + "  " + site.name + ", " + site.district; }

void Section(std::string& out, const std::string& heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out += heading + " (" + std::to_string(lines.size()) + "):\n";
  for (size_t i = 0; i < lines.size() && i < kMostLines; ++i) out += "  " + lines[i] + "\n";
  if (lines.size() > kMostLines) out += "  ... and " + std::to_string(lines.size() - kMostLines) + " more\n";
}

std::string Line(const ecms::SiteChange& change) {
  std::string line = Named(change.site);
  const char* between = ": ";
  for (const auto& [column, before, after] : change.fields) {
    line += between + column + " " + Quoted(before) + " becomes " + Quoted(after);
    between = "; ";
  }
  return line;
}

std::string Line(const ecms::SiteLikeness& likeness) {
  return Named(likeness.site) + "  is like  " + Named(likeness.other) + (likeness.in_file ? "  (in the file too)" : "  (in the register)");
}

// Asks the matcher of the running service itself, with the register before and after.
std::vector<std::string> LostNames(const std::vector<SiteRow>& known, const std::vector<SiteRow>& after, const std::vector<SiteSpellingRow>& spellings) {
  Places now, then;
  now.Load(known, spellings);
  then.Load(after, spellings);
  std::map<std::string, std::string> keys;  // by code
  for (const SiteRow& site : after) keys[site.code] = site.key;
  std::vector<std::string> lines;
  const auto look = [&](const std::string& typed, const std::string& means) {
    if (now.CodeOf(typed, "en") != means) return;
    const std::string code = then.CodeOf(typed, "en");
    if (code == means) return;
    lines.push_back(Quoted(typed) + " means " + keys[means] + " today, and would mean " + (code.empty() ? "nothing for sure" : keys[code]));
  };
  for (const SiteRow& site : known) {
    for (const std::string& typed : std::set<std::string>{site.name, site.name + " " + site.district}) look(typed, site.code);
  }
  for (const SiteSpellingRow& row : spellings) look(row.spelling, row.site);
  return lines;
}

}  // namespace

std::string DescribeSiteImport(const ecms::SiteImport& plan, const std::vector<SiteRow>& known, const std::vector<SiteSpellingRow>& spellings) {
  const ecms::SitePreview preview = ecms::PreviewSiteImport(plan, known);
  std::vector<std::string> added, changed, alike;
  for (const auto& site : preview.added) added.push_back(Named(site));
  for (const auto& change : preview.changed) changed.push_back(Line(change));
  for (const auto& likeness : preview.alike) alike.push_back(Line(likeness));
  std::string out;
  Section(out, "New", added);
  Section(out, "Changed", changed);
  Section(out, "Perhaps one workplace under two keys", alike);
  Section(out, "Names that workers may type today and that would lose their workplace", LostNames(known, ecms::AfterSiteImport(plan, known), spellings));
  out += std::to_string(plan.sites.size()) + " sites: " + std::to_string(added.size()) + " new, " + std::to_string(changed.size()) + " changed, " +
         std::to_string(plan.sites.size() - added.size() - changed.size()) + " as before; the register would hold " +
         std::to_string(known.size() + added.size()) + ".\n";
  return out;
}

}  // namespace bot::commands
