// SPDX-License-Identifier: Apache-2.0
// Reader: the queries about the register of workplaces.
#include "store/sqlite/reader.h"
#include "store/sqlite/row_readers.h"

namespace store::sqlite {

std::optional<SiteRow> Reader::FindSite(const std::string& code) {
  Run run(site_);
  if (!run.Text(code).Next()) return std::nullopt;
  return ReadSite(run);
}

std::vector<SiteRow> Reader::ListSites() {
  std::vector<SiteRow> rows;
  Run run(sites_);
  while (run.Next()) rows.push_back(ReadSite(run));
  return rows;
}

std::vector<SiteSpellingRow> Reader::ListSiteSpellings() {
  std::vector<SiteSpellingRow> rows;
  Run run(spellings_);
  while (run.Next()) {
    SiteSpellingRow row;
    row.spelling = run.GetText();
    row.site = run.GetText();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace store::sqlite
