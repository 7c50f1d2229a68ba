// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/site_preview.h"

namespace bot::commands {
namespace {

constexpr size_t kMostLines = 20;  // of a kind

std::string Quoted(const std::string& text) {
  return text.empty() ? "nothing" : "\"" + text + "\"";
}
std::string Line(const ecms::SitePlace& site) {
  return site.key + "  " + site.name + ", " + site.district;
}

std::string Line(const ecms::SiteChange& change) {
  std::string line = Line(change.site);
  const char* between = ": ";
  for (const auto& [column, before, after] : change.fields) {
    line += between + column + " " + Quoted(before) + " becomes " + Quoted(after);
    between = "; ";
  }
  return line;
}

std::string Line(const ecms::SiteLikeness& likeness) {
  return Line(likeness.site) + "  is like  " + Line(likeness.other) +
         (likeness.in_file ? "  (in the file too)" : "  (in the register)");
}

std::string Line(const ecms::LostName& name) {
  return Quoted(name.typed) + " means " + name.key + " today, and would mean " +
         (name.then.empty() ? "nothing for sure" : name.then);
}

template <class Item>
void Section(std::string& out, const char* heading, const std::vector<Item>& items) {
  if (items.empty()) return;
  out += heading + (" (" + std::to_string(items.size())) + "):\n";
  for (size_t i = 0; i < items.size() && i < kMostLines; ++i) out += "  " + Line(items[i]) + "\n";
  if (items.size() > kMostLines)
    out += "  ... and " + std::to_string(items.size() - kMostLines) + " more\n";
}

}  // namespace

std::string DescribeSiteImport(const ecms::SitePreview& preview) {
  std::string out;
  Section(out, "New", preview.added);
  Section(out, "Changed", preview.changed);
  Section(out, "Perhaps one workplace under two keys", preview.alike);
  Section(out, "Names that workers may type today and that would lose their workplace",
          preview.lost);
  out += std::to_string(preview.rows) + " sites: " + std::to_string(preview.added.size()) +
         " new, " + std::to_string(preview.changed.size()) + " changed, " +
         std::to_string(preview.AsBefore()) + " as before; the register would hold " +
         std::to_string(preview.would_hold) + ".\n";
  return out;
}

}  // namespace bot::commands
