// SPDX-License-Identifier: Apache-2.0
// What an import of workplaces would do to the register, for a person to read before anything is
// written. Plain values, core/ only, so that web/ can use it; site_import.h makes them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ecms {

// What is wrong with a cell of the table. `kind` is one of SiteProblemKinds(), for a page that says
// it in its own language.
struct SiteProblem {
  size_t row = 0;                // as its author counts
  std::optional<size_t> column;  // from 0; nullopt where a column is missing
  std::string heading;           // of that column; its number, from 1, where it has none
  std::string_view kind;
  std::string what;      // in English, and what to change
  size_t other_row = 0;  // that has the same key
};
// NOTE: persistent, the pages know them.
[[nodiscard]] std::span<const std::string_view> SiteProblemKinds();
// "row N, column C: what" lines.
[[nodiscard]] std::string Describe(const std::vector<SiteProblem>& problems);

// A workplace as the office knows it.
struct SitePlace {
  std::string key, name, district;
};
struct SiteFieldChange {
  std::string column, before, after;
};
struct SiteChange {
  SitePlace site;  // as it would be
  std::vector<SiteFieldChange> fields;
};
// Two workplaces of one district under two keys whose names are the same but for case, accents,
// spaces, the order of their words, a company's legal form, and typing errors. Names apart by a
// number ("Plant 1", "Plant 2") are two workplaces.
struct SiteLikeness {
  SitePlace site;  // of the file, new or renamed by it
  SitePlace other;
  bool in_file = false;  // `other` is a row of the file too; else the register has it
};
// Words that workers may type today for a workplace, and that would not lead to it any more.
struct LostName {
  std::string typed;
  std::string key;   // of the workplace that they mean today
  std::string then;  // of the one that they would mean; "" = none for sure
};
struct SitePreview {
  std::vector<SitePlace> added;
  std::vector<SiteChange> changed;
  std::vector<SiteLikeness> alike;
  std::vector<LostName> lost;
  size_t rows = 0;        // of the file
  size_t would_hold = 0;  // workplaces in the register after it
  [[nodiscard]] size_t AsBefore() const { return rows - added.size() - changed.size(); }
};

}  // namespace ecms
